#pragma once
// Grid plans: dividing courtyards into grids, comparing, adopting, re-planning with least change. Other modules see
// only this file.

#include "modules/grid_plans/types.hpp"
#include "storage/store.hpp"

namespace linli::grid_plans {

extern const storage::Schema kGridPlansSchema;

// The name of a plan, for the journal's pages.
[[nodiscard]] std::optional<std::string> plan_name(storage::Snapshot& snapshot, DistrictId district, PlanId plan);

}  // namespace linli::grid_plans
