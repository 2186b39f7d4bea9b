#pragma once

#include "http/router.hpp"
#include "modules/desk/items.hpp"
#include "modules/desk/jobs.hpp"

namespace linli::desk {

// The desk as app builds it; destroyed after the server and before the store.
class DeskTools {
 public:
  explicit DeskTools(DeskParts parts) : items(parts.store, parts.catalogue, parts.work), jobs(std::move(parts)) {}
  Items items;
  Jobs jobs;
};

void register_routes(http::Router& router, DeskTools& tools);

}  // namespace linli::desk
