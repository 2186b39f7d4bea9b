#pragma once
#include "http/router.hpp"
#include "modules/rules/api.hpp"

namespace linli::rules {

// References must outlive the router.
void register_routes(http::Router& router, storage::Store& store, ModelShelf& shelf);

}  // namespace linli::rules
