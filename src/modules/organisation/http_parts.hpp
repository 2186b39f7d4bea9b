#pragma once
// What the routes of this module share.

#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/organisation/http.hpp"
#include "modules/rules/api.hpp"
#include "storage/store.hpp"

namespace linli::organisation {

struct Wiring {
  storage::Store& store;
  const areas::Atlas& atlas;
  rules::ModelShelf& shelf;
};

[[nodiscard]] Date today(const accounts::Caller& caller, const storage::Snapshot& snapshot);

// Is the area the caller's to see? Without one asked for, the widest that they answer for.
[[nodiscard]] Result<AreaId> scope_of(const Wiring& wiring, const accounts::Caller& caller, AreaId asked);

// How often one person holds two posts that belong together.
http::asio::awaitable<http::Answer> show_rates(Wiring wiring, http::Request& request);

}  // namespace linli::organisation
