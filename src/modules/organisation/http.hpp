#pragma once
#include "http/router.hpp"
#include "modules/areas/api.hpp"
#include "modules/rules/api.hpp"
#include "storage/store.hpp"

namespace linli::organisation {

// References must outlive the router.
void register_routes(http::Router& router, storage::Store& store, const areas::Atlas& atlas, rules::ModelShelf& shelf);

}  // namespace linli::organisation
