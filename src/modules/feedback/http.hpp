#pragma once

#include "http/router.hpp"
#include "modules/feedback/service.hpp"

namespace linli::feedback {

void register_routes(http::Router& router, FeedbackDesk& desk);

}  // namespace linli::feedback
