#pragma once

#include "http/router.hpp"
#include "modules/hotline/service.hpp"

namespace linli::hotline {

// The service must outlive the router.
void register_routes(http::Router& router, Hotline& hotline);

}  // namespace linli::hotline
