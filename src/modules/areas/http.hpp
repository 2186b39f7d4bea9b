#pragma once

#include <string>

#include "http/router.hpp"
#include "modules/areas/api.hpp"
#include "storage/store.hpp"

namespace linli::areas {

// /api/v1/areas, /grids, /map, /locate and their public siblings. `public_url`: where residents reach the pages
// (`https://linli.example`); QR codes lead there. What is passed must outlive the router.
void register_routes(http::Router& router, storage::Store& store, LiveAtlas& atlas, std::string public_url);

}  // namespace linli::areas
