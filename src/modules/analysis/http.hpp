#pragma once

#include "http/router.hpp"
#include "modules/analysis/api.hpp"

namespace linli::analysis {

// The services must outlive the router.
void register_routes(http::Router& router, Analysis& analysis, Tasks& tasks);

}  // namespace linli::analysis
