#pragma once
// What the parts of the service share. Built once by Cases; everything in it is thread-safe.

#include <mutex>

#include "modules/accounts/api.hpp"
#include "modules/calendars/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/flow_book.hpp"
#include "modules/cases/name_cache.hpp"
#include "modules/cases/rules.hpp"

namespace linli::cases {

// The district of people who are not signed in. Found once, then remembered.
class Home {
 public:
  [[nodiscard]] std::optional<accounts::District> district(storage::Snapshot& snapshot);

 private:
  std::mutex mutex_;
  std::optional<accounts::District> district_;  // guarded by mutex_
};

struct Context {
  storage::Store& store;
  const areas::Atlas& atlas;
  catalogue::Catalogue& catalogue;
  http::LiveHub& hub;
  const FlowRules rules;
  const std::vector<Projection> projections;
  const std::vector<Listener> listeners;
  NameCache names;
  Home home;
  calendars::Calendars calendars;
  FlowBook flows;

  // The values of every district with the district's own plan and calendar.
  [[nodiscard]] FlowRules rules_of(storage::Snapshot& snapshot, DistrictId district, Offset offset);
  [[nodiscard]] Pen pen(storage::Snapshot& snapshot, DistrictId district, Offset offset) {
    return {district, offset, rules_of(snapshot, district, offset), projections, &store.keys(), &hub, listeners};
  }
};

// Whose cases a caller sees: ids of areas, grids and bodies.
[[nodiscard]] std::vector<std::int64_t> visible_scopes(const accounts::Caller& caller);
[[nodiscard]] Standing standing_of(const accounts::Caller& caller, const Case& entry);
[[nodiscard]] Standing resident_standing();

}  // namespace linli::cases
