#include "modules/grid_plans/records.hpp"

#include "base/json_writer.hpp"
#include "modules/grid_plans/errors.hpp"
#include "modules/grid_plans/rules_json.hpp"
#include "modules/grid_plans/schema.hpp"

namespace linli::grid_plans {
namespace {

// Fails when somebody changed the plan while it was worked out.
Result<Plan> still_the_same(Snapshot& snapshot, const JobRequest& request, const Plan& plan) {
  auto now = load_plan(snapshot, request.district, request.plan);
  if (!now) return fail(kNotFound);
  if (now->version != plan.version || now->state != State::Draft) return fail(kStale);
  return std::move(*now);
}

}  // namespace

std::string brief(const Plan& plan) {
  JsonWriter w;
  w.begin_object().field("name", plan.name).field("state", to_string(plan.state)).field("version", plan.version);
  w.field("as_of", format_date(plan.as_of));
  if (plan.adopt_on) w.field("adopt_on", format_date(*plan.adopt_on));
  return w.end_object().take();
}

void record_plan(Transaction& transaction, DistrictId district, const Plan& plan, PlanEvent event) {
  storage::Event entry;
  entry.district = district;
  entry.kind = event.kind;
  entry.actor_kind = event.actor ? storage::ActorKind::Staff : storage::ActorKind::System;
  entry.actor = event.actor;
  entry.subject_kind = "grid_plan";
  entry.subject_id = plan.id.value;
  entry.before = std::move(event.before);
  entry.after = event.after.empty() ? brief(plan) : std::move(event.after);
  entry.rows = std::move(event.rows);
  entry.rows.push_back({&kPlans, {plan.id.value}});
  transaction.record(entry);
}

Result<void> save_input(storage::Store& store, const JobRequest& request, const Plan& plan, std::string_view content) {
  return store.write_now([&](Transaction& transaction) -> Result<void> {
    auto now = still_the_same(transaction, request, plan);
    if (!now) return fail(now.error());
    now->input = transaction.new_id();
    const auto row =
        insert_input(transaction, request.district, now->input, {now->id, transaction.now(), std::string(content)});
    if (!update_plan(transaction, request.district, *now)) return fail(kStale);
    record_plan(transaction, request.district, *now, {"grid_plans.prepared", request.account, {}, {}, {row}});
    return {};
  });
}

Result<void> save_run(storage::Store& store, const JobRequest& request, const Plan& plan, std::string_view content,
                      const RunResult& result) {
  const auto made = run_json(result);
  return store.write_now([&](Transaction& transaction) -> Result<void> {
    auto now = still_the_same(transaction, request, plan);
    if (!now) return fail(now.error());
    now->input = transaction.new_id();
    now->run = transaction.new_id();
    now->stale = false;
    std::vector<RowRef> rows;
    rows.push_back(
        insert_input(transaction, request.district, now->input, {now->id, transaction.now(), std::string(content)}));
    rows.push_back(insert_run(transaction, request.district, now->run,
                              {now->id, now->input, transaction.now(), request.account, rules_json(now->rules), made}));
    if (!update_plan(transaction, request.district, *now)) return fail(kStale);
    record_plan(transaction, request.district, *now, {"grid_plans.run", request.account, {}, {}, std::move(rows)});
    return {};
  });
}

}  // namespace linli::grid_plans
