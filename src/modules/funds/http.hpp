#pragma once

#include "http/router.hpp"
#include "modules/funds/service.hpp"

namespace linli::funds {

// `funds` must outlive the router.
void register_routes(http::Router& router, Funds& funds);

}  // namespace linli::funds
