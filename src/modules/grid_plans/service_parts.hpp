#pragma once
// What the files of the service share.

#include <string>
#include <utility>

#include "modules/grid_plans/errors.hpp"
#include "modules/grid_plans/records.hpp"
#include "modules/grid_plans/service.hpp"

namespace linli::grid_plans {

// Fails with kNotFound where there is no such plan, kStale where it is no longer at `version`.
inline Result<Plan> plan_at(Snapshot& snapshot, DistrictId district, PlanId id, int version) {
  auto plan = load_plan(snapshot, district, id);
  if (!plan) return fail(kNotFound);
  if (plan->version != version) return fail(kStale);
  return std::move(*plan);
}

template <class Write>
GridPlans::Json GridPlans::look(const Caller& caller, PlanId plan, Write write) {
  return parts_.store.read_now([&](Snapshot& snapshot) -> Json {
    const auto view = load(snapshot, caller, plan);
    if (!view) return fail(view.error());
    return write(context(snapshot, caller), *view);
  });
}

template <class Change>
GridPlans::Json GridPlans::take(const Caller& caller, const PlanStep& step, std::string_view kind, Change change) {
  if (desk_.job_of(step.plan)) return fail(kBusy);
  auto done = parts_.store.write_now([&](Transaction& transaction) -> Result<void> {
    auto plan = plan_at(transaction, caller.district, step.plan, step.version);
    if (!plan) return fail(plan.error());
    const auto before = brief(*plan);
    Result<std::vector<RowRef>> rows = change(transaction, *plan);
    if (!rows) return fail(rows.error());
    if (!update_plan(transaction, caller.district, *plan)) return fail(kStale);
    record_plan(transaction, caller.district, *plan, {kind, caller.account, before, {}, std::move(*rows)});
    tell(transaction, caller.district, *plan);
    return {};
  });
  if (!done) return fail(done.error());
  return show(caller, step.plan);
}

}  // namespace linli::grid_plans
