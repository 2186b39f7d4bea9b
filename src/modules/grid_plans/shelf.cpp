#include "modules/grid_plans/shelf.hpp"

#include <algorithm>
#include <set>

#include "modules/grid_plans/rules_json.hpp"

namespace linli::grid_plans {
namespace {

constexpr std::size_t kKept = 24;

// Changes with every decision on neighbours and every change of the rules.
std::int64_t revision_of(storage::Snapshot& snapshot, DistrictId district, const PlanRules& rules) {
  auto rows = snapshot.query("SELECT COALESCE(MAX(id), 0) FROM grid_plan_decisions WHERE district = $1", district);
  const auto newest = rows.next() ? rows.integer(0) : 0;
  return newest ^ static_cast<std::int64_t>(std::hash<std::string>{}(rules_json(rules)));
}

// Decisions on the run's own courtyards that it did not know, or that it knew otherwise.
bool decided_since(storage::Snapshot& snapshot, DistrictId district, const Loaded& run) {
  std::set<AreaId> sites;
  for (const auto& site : run.model->input().sites) sites.insert(site.id);
  const auto own = [&](std::vector<Override> overrides) {
    std::erase_if(overrides,
                  [&](const Override& pair) { return !sites.contains(pair.low) || !sites.contains(pair.high); });
    return overrides;
  };
  return own(overrides_of(load_decisions(snapshot, district))) != own(run.result->overrides);
}

}  // namespace

std::vector<Override> overrides_of(const Decisions& decisions) {
  std::vector<Override> overrides;
  for (const auto& [pair, decision] : decisions) overrides.push_back({pair.first, pair.second, decision.neighbours});
  return overrides;
}

PlanView Shelf::view(storage::Snapshot& snapshot, DistrictId district, Plan plan) {
  PlanView view{.plan = std::move(plan), .prepared = {}, .run = {}, .moves = {}, .division = {}};
  const auto& rules = view.plan.rules;
  if (view.plan.run != 0) {
    const auto stored = load_run(snapshot, district, view.plan.run);
    LINLI_ASSERT(stored.has_value());
    view.run = load(snapshot, district, stored_rules(stored->rules), stored->input, view.plan.run);
  }
  if (view.run && view.run->input == view.plan.input) {
    view.prepared = view.run;
  } else if (view.plan.input != 0) {
    view.prepared = load(snapshot, district, rules, view.plan.input, 0);
  }
  if (view.run) {
    view.stale = view.plan.stale || decided_since(snapshot, district, *view.run) ||
                 barriers_changed(snapshot, district, view.plan.as_of, view.run->prepared_at);
    view.moves = load_moves(snapshot, district, view.plan.run);
    const auto& loaded = *view.run;
    view.division = Division::of_plan(loaded.model, moved_labels(*loaded.model, loaded.result->labels, view.moves),
                                      &*loaded.result);
  }
  return view;
}

std::shared_ptr<const Loaded> Shelf::load(storage::Snapshot& snapshot, DistrictId district, const PlanRules& rules,
                                          std::int64_t input, std::int64_t run) {
  const Key key{district, input, run, run != 0 ? 0 : revision_of(snapshot, district, rules)};
  if (auto found = find(key)) return found;
  const auto stored = load_input(snapshot, district, input);
  LINLI_ASSERT(stored.has_value());
  auto loaded = std::make_shared<Loaded>();
  loaded->input = input;
  loaded->run = run;
  loaded->prepared_at = stored->made_at;
  auto overrides = overrides_of(load_decisions(snapshot, district));
  if (run != 0) {
    const auto made = load_run(snapshot, district, run);
    LINLI_ASSERT(made.has_value());
    loaded->run_at = made->made_at;
    loaded->run_by = made->made_by;
    loaded->result = stored_run_result(made->content);
    overrides = loaded->result->overrides;
  }
  auto model = Model::make(stored_input(stored->content), rules, std::move(overrides));
  if (!model) return nullptr;
  loaded->model = std::move(*model);
  loaded->present = Division::of_present(loaded->model);
  keep(key, loaded);
  return loaded;
}

std::shared_ptr<const Loaded> Shelf::find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(kept_, key, [](const auto& entry) { return entry.first; });
  if (found == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return kept_.front().second;
}

void Shelf::keep(const Key& key, std::shared_ptr<const Loaded> loaded) {
  const std::lock_guard lock(mutex_);
  kept_.emplace_front(key, std::move(loaded));
  if (kept_.size() > kKept) kept_.pop_back();
}

}  // namespace linli::grid_plans
