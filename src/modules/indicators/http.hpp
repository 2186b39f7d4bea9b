#pragma once

#include "http/router.hpp"
#include "modules/indicators/board.hpp"

namespace linli::indicators {

// The service must outlive the router.
void register_routes(http::Router& router, Boards& boards);

}  // namespace linli::indicators
