#pragma once
// What the journal keeps of plans, and saving what a job has made.

#include <string>
#include <string_view>
#include <vector>

#include "modules/grid_plans/desk.hpp"
#include "modules/grid_plans/store.hpp"

namespace linli::grid_plans {

struct PlanEvent {
  std::string_view kind;
  AccountId actor;
  std::string before;
  std::string after;
  std::vector<RowRef> rows;
};
// Adds the plan's own row to the event's rows.
void record_plan(Transaction& transaction, DistrictId district, const Plan& plan, PlanEvent event);
// Name, state and version, as events carry them.
[[nodiscard]] std::string brief(const Plan& plan);

[[nodiscard]] Result<void> save_input(storage::Store& store, const JobRequest& request, const Plan& plan,
                                      std::string_view content);
[[nodiscard]] Result<void> save_run(storage::Store& store, const JobRequest& request, const Plan& plan,
                                    std::string_view content, const RunResult& result);

}  // namespace linli::grid_plans
