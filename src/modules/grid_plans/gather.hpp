#pragma once
// Looking at the territory for a plan: areas and grids in force on its date.

#include <vector>

#include "modules/grid_plans/input.hpp"
#include "storage/store.hpp"

namespace linli::grid_plans {

struct Gathered {
  Input input;                                             // without neighbours
  std::vector<std::optional<gridding::Outline>> outlines;  // of the sites, in degrees
};

struct GatherRequest {
  DistrictId district;
  Date as_of{};
  std::vector<AreaId> areas;  // subdistricts and communities; none: all
  std::int64_t split_above = 0;
  std::int64_t threshold = 0;  // a courtyard is split where its buildings make two grids of this
  // What was known then; empty: all that is known now.
  std::optional<Instant> known_at;
};
[[nodiscard]] Gathered gather(storage::Snapshot& snapshot, const GatherRequest& request);

// Outlines of the sites of an input as it was made, for maps.
[[nodiscard]] std::vector<std::optional<gridding::Outline>> outlines_of(storage::Snapshot& snapshot,
                                                                        DistrictId district, const Input& input,
                                                                        Instant known_at);

// Who borders whom, by outlines where there are any and by points elsewhere: across roads as wide as the rules allow,
// not across the rules' barriers and those of the district.
void find_neighbours(Gathered& gathered, const PlanRules& rules, const std::vector<Barrier>& of_district = {});

}  // namespace linli::grid_plans
