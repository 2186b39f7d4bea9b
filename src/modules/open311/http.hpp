#pragma once

#include "http/router.hpp"
#include "modules/open311/service.hpp"

namespace linli::open311 {

// All routes below /open311/v2. The service must outlive the router.
void register_routes(http::Router& router, Open311& open311);

}  // namespace linli::open311
