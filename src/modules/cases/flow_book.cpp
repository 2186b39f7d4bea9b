#include "modules/cases/flow_book.hpp"

#include <utility>

#include "base/json_writer.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/schema.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Transaction;

namespace {
constexpr std::int64_t kFreshPlanMs = 5'000;
}

std::vector<FlowVersion> flow_versions(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query(
      "SELECT version, at, account, reason, plan FROM case_flows WHERE district = $1 ORDER BY version DESC", district);
  std::vector<FlowVersion> all;
  while (rows.next())
    all.push_back({rows.integer(0), rows.instant(1), rows.id<AccountId>(2), rows.string(3), rows.string(4), {}});
  for (auto& version : all)
    if (const auto plan = read_flow_plan(version.plan)) version.from = plan->from;
  return all;
}

FlowVersion current_flow(Snapshot& snapshot, DistrictId district) {
  const auto today = date_of(snapshot.now());
  for (auto& version : flow_versions(snapshot, district))
    if (!version.from || *version.from <= today) return std::move(version);
  return {};
}

Result<FlowVersion> set_flow(Transaction& transaction, DistrictId district, AccountId actor, std::string plan,
                             std::string reason, std::int64_t known) {
  const auto read = read_flow_plan(plan);
  if (!read) return fail(read.error());
  const auto versions = flow_versions(transaction, district);
  const auto newest = versions.empty() ? 0 : versions.front().number;
  if (newest != known) return fail(kStale);
  if (read->from && *read->from < date_of(transaction.now()))
    return fail(kBadFlow, {{"from",
                            std::nullopt,
                            format_date(*read->from),
                            {"生效日已经过去", "This day has passed"},
                            {"请选今天或以后", "Choose today or a later day"}}});
  FlowVersion after{newest + 1, transaction.now(), actor, std::move(reason), std::move(plan), read->from};
  const auto written = transaction.execute(
      "INSERT INTO case_flows (district, version, at, account, reason, plan) VALUES ($1, $2, $3, $4, $5, $6) ON "
      "CONFLICT (district, version) DO NOTHING",
      district, after.number, after.at, actor, after.reason, after.plan);
  if (written != 1) return fail(kStale);
  JsonWriter w;
  storage::Event event;
  event.district = district;
  event.kind = "cases.flow_set";
  event.actor_kind = actor ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = actor;
  event.subject_kind = "case_flow";
  event.subject_id = after.number;
  event.after = w.begin_object().field("key", read->key).field("reason", after.reason).end_object().take();
  event.rows.push_back({&kFlows, {after.number}});
  transaction.record(event);
  return after;
}

PlanInUse FlowBook::of(Snapshot& snapshot, DistrictId district) {
  const auto now = to_ms(snapshot.now());
  std::int64_t generation = 0;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = plans_.find(district);
    if (found != plans_.end() && now >= found->second.loaded_at && now - found->second.loaded_at < kFreshPlanMs)
      return found->second.plan;
    generation = generation_;
  }
  const auto version = current_flow(snapshot, district);
  auto plan = base_plan();
  if (version.number > 0) {
    // It was read before it was stored; a word that this release no longer knows leaves the base plan in force.
    if (auto read = read_flow_plan(version.plan)) plan = std::make_shared<const FlowPlan>(std::move(*read));
  }
  PlanInUse in_use{plan, std::make_shared<const PlanTexts>(*plan)};
  const std::scoped_lock lock(mutex_);
  if (generation == generation_) plans_[district] = {in_use, now};
  return in_use;
}

std::map<std::string, Text> flow_options(Snapshot& snapshot, DistrictId district, std::string_view of) {
  FlowBook book;
  std::map<std::string, Text> options;
  const auto plan = book.of(snapshot, district).plan;
  if (const auto* choice = plan->choice(of))
    for (const auto& option : choice->options) options[option.key] = option.label;
  return options;
}

void FlowBook::forget(DistrictId district) {
  const std::scoped_lock lock(mutex_);
  ++generation_;
  plans_.erase(district);
}

}  // namespace linli::cases
