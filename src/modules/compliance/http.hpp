#pragma once
#include "http/router.hpp"
#include "modules/compliance/api.hpp"

namespace linli::compliance {

// The service must outlive the router.
void register_routes(http::Router& router, Compliance& compliance);

}  // namespace linli::compliance
