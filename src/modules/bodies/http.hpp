#pragma once

#include "http/router.hpp"
#include "modules/areas/api.hpp"
#include "storage/store.hpp"

namespace linli::bodies {

// /api/v1/bodies. What is passed must outlive the router.
void register_routes(http::Router& router, storage::Store& store, const areas::Atlas& atlas);

}  // namespace linli::bodies
