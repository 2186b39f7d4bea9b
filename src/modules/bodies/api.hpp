#pragma once
// Departments, residents' committees and other handlers that matters go to, with the areas they serve (first form; the
// graph of relations comes with its own module work).

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/bodies/types.hpp"
#include "storage/store.hpp"

namespace linli::bodies {

extern const storage::Schema kBodiesSchema;

// In-transaction calls. Faults name the field; each records one journal event. A name is borne by one body at a time.
Result<BodyId> add_body(storage::Transaction& transaction, DistrictId district, AccountId actor, const NewBody& body);
// A new version from that day; refused (bodies.not_found) when the body has ended, (bodies.bad_body) when the day lies
// before the version in force.
Result<void> change_body(storage::Transaction& transaction, DistrictId district, AccountId actor, BodyId body,
                         const BodyChange& change);
// `on` is the first day the body no longer is.
Result<void> close_body(storage::Transaction& transaction, DistrictId district, AccountId actor, BodyId body, Date on);

// The latest version, also of a body that has ended.
[[nodiscard]] std::optional<Body> get_body(storage::Snapshot& snapshot, DistrictId district, BodyId body);
[[nodiscard]] std::optional<std::string> body_name(storage::Snapshot& snapshot, DistrictId district, BodyId body);
// The body of that kind that serves the smallest of these areas (from the place up), as of the day.
[[nodiscard]] std::optional<BodyId> body_serving(storage::Snapshot& snapshot, DistrictId district, Kind kind,
                                                 std::span<const AreaId> areas_smallest_first, Date on);
// The body that bears this name now or will; spaces at the ends and full-width letters do not matter.
[[nodiscard]] std::optional<BodyId> find_body(storage::Snapshot& snapshot, DistrictId district, std::string_view name);
// Bodies of that day that serve exactly one of these areas or grids, each once, by name.
[[nodiscard]] std::vector<Body> bodies_at(storage::Snapshot& snapshot, DistrictId district,
                                          std::span<const std::int64_t> areas_or_grids, Date on);
// Bodies of that day, by name.
void each_body(storage::Snapshot& snapshot, DistrictId district, Date on, const std::function<void(const Body&)>& use);

}  // namespace linli::bodies
