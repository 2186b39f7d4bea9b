#pragma once
// Pure decisions: what other systems call the states of our cases, and what their words ask of us.

#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "modules/accounts/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/open311/types.hpp"

namespace linli::open311 {

// Open until somebody else has looked at what was done: a `done` alone closes nothing.
[[nodiscard]] std::string_view status_of(const cases::Case& entry);

// The extended statuses of the update extension (mySociety, "Open311-FMS - Proposed differences to Open311").
enum class Extended {
  Open,
  InProgress,
  ActionScheduled,
  Investigating,
  Fixed,
  Duplicate,
  NotCouncilsResponsibility,
  NoFurtherAction,
  InternalReferral,
  ForTriage,
  Closed,
  Cancelled,
  Reopen,
};
[[nodiscard]] std::string_view to_string(Extended status);  // IN_PROGRESS
[[nodiscard]] std::optional<Extended> parse_extended(std::string_view text);
// Of a case as it stands.
[[nodiscard]] Extended extended_of(const cases::Case& entry);
// Of the case right after that hop.
[[nodiscard]] Extended extended_of(const cases::Hop& hop, const cases::Case& entry);
// Hops that others may know of: what moves the case, and what its reporter said; not the office's inner doings.
[[nodiscard]] bool is_in_feed(const cases::Hop& hop);

// What an update from outside asks: a step of the reporter or of the asker themselves; a word that moves nothing here
// is kept as a note.
struct Wanted {
  cases::Command command;
  bool as_reporter = false;
};
// `reported`: the case came in by the asker's own key, so that they speak for whoever reported it.
[[nodiscard]] Wanted wanted_of(Extended status, std::string_view description, const cases::Case& entry, bool reported);

// `caller` null: nobody gave a key. `matter` null: no longer known.
[[nodiscard]] Sight sight_of(const cases::Case& entry, const catalogue::Matter* matter, const accounts::Caller* caller,
                             AccountId reported_by);
// What stands in the list of services: a matter of today that residents may bring and that is taken here.
[[nodiscard]] bool is_service(const catalogue::Matter& matter);
// Matters whose cases everybody may follow: things and events in public, never services to a person.
[[nodiscard]] bool is_public(const catalogue::Matter& matter);

// To some hundred metres: a public list must not lead to a door.
[[nodiscard]] double rounded(double degrees);

}  // namespace linli::open311
