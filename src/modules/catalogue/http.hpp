#pragma once

#include "http/router.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::catalogue {

// References must outlive the router.
struct CatalogueWiring {
  storage::Store& store;
  Catalogue& catalogue;
};
void register_routes(http::Router& router, CatalogueWiring wiring);

}  // namespace linli::catalogue
