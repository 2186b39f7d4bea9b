#pragma once

#include "http/router.hpp"
#include "modules/grid_plans/service.hpp"

namespace linli::grid_plans {

// /api/v1/grid-plans. The service must outlive the router.
void register_routes(http::Router& router, GridPlans& plans);

}  // namespace linli::grid_plans
