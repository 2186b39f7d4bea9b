// Making plans, working them out, looking at them.
#include "modules/grid_plans/service.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "modules/grid_plans/defaults.hpp"
#include "modules/grid_plans/rules_json.hpp"
#include "modules/grid_plans/service_parts.hpp"

namespace linli::grid_plans {
namespace {

constexpr std::size_t kMostNameLength = 100;
constexpr std::size_t kMostCompared = 6;

std::vector<Fault> check_areas(Snapshot& snapshot, DistrictId district, const Plan& plan) {
  std::vector<Fault> faults;
  for (const auto id : plan.areas) {
    const auto area = areas::find_area(snapshot, district, id, {plan.as_of, std::nullopt});
    const bool fits = area && (area->level == areas::Level::Subdistrict || area->level == areas::Level::Community);
    if (fits) continue;
    faults.push_back(
        {"area_ids",
         std::nullopt,
         to_string(id),
         {"当天没有这个街道或社区", "there is no such subdistrict or community on that day"},
         {"选择街道或社区；留空为全区", "choose subdistricts or communities; none means the whole district"}});
  }
  return faults;
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// What the wish names replaces what the plan says.
Result<void> fit(Snapshot& snapshot, DistrictId district, Plan& plan, const PlanWish& wish) {
  if (wish.name) plan.name = std::string(trim(*wish.name));
  if (wish.note) plan.note = std::string(trim(*wish.note));
  if (wish.as_of) plan.as_of = *wish.as_of;
  if (wish.areas) {
    const std::set<AreaId> once(wish.areas->begin(), wish.areas->end());
    plan.areas.assign(once.begin(), once.end());
  }
  if (wish.rules) {
    auto rules = read_rules(*wish.rules, plan.rules);
    if (!rules) return fail(rules.error());
    plan.rules = std::move(*rules);
  }
  if (plan.purpose == Purpose::Review) {
    plan.rules.replan = true;
    auto& order = plan.rules.order;
    const auto moved = std::ranges::find(order, gridding::Objective::Moved);
    std::rotate(order.begin(), moved, moved + 1);
  }
  auto faults = check_areas(snapshot, district, plan);
  if (plan.name.empty() || length_of(plan.name) > kMostNameLength)
    faults.push_back({"name",
                      std::nullopt,
                      plan.name,
                      {"名称应为1到100个字", "the name must have 1 to 100 characters"},
                      {"起一个别人也能认出的名称", "give a name that others will recognise"}});
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  return {};
}

}  // namespace

void GridPlans::tell(Transaction& transaction, DistrictId district, const Plan& plan) {
  JsonWriter w;
  w.begin_object().field("id", plan.id).field("state", to_string(plan.state)).field("version", plan.version);
  http::LiveMessage message{"plan", w.field("job", nullptr).end_object().take(), {district.value}};
  transaction.after_commit([this, message = std::move(message)] { parts_.hub.publish(message); });
}

Result<PlanId> GridPlans::add(const Caller& caller, const PlanWish& wish) {
  return parts_.store.write_now([&](Transaction& transaction) -> Result<PlanId> {
    Plan plan;
    plan.rules = shipped_defaults().rules;
    plan.as_of = date_of(transaction.now(), caller.offset);
    if (wish.copy_of) {
      const auto model = load_plan(transaction, caller.district, wish.copy_of);
      if (!model) return fail(kNotFound);
      plan.rules = model->rules;
      plan.areas = model->areas;
    }
    plan.id = transaction.new_id_as<PlanId>();
    plan.purpose = wish.purpose.value_or(Purpose::Scenario);
    plan.created_at = transaction.now();
    plan.created_by = caller.account;
    if (auto done = fit(transaction, caller.district, plan, wish); !done) return fail(done.error());
    insert_plan(transaction, caller.district, plan);
    record_plan(transaction, caller.district, plan, {"grid_plans.added", caller.account, {}, {}, {}});
    tell(transaction, caller.district, plan);
    return plan.id;
  });
}

GridPlans::Json GridPlans::create(const Caller& caller, const PlanWish& wish) {
  const auto plan = add(caller, wish);
  if (!plan) return fail(plan.error());
  return start(caller, *plan, JobKind::Prepare);
}

GridPlans::Json GridPlans::change(const Caller& caller, PlanId id, const PlanWish& wish) {
  return take(caller, {id, wish.version, {}}, "grid_plans.changed",
              [&](Transaction& transaction, Plan& plan) -> Result<std::vector<RowRef>> {
                if (plan.state != State::Draft) return fail(kWrongState);
                const Plan before = plan;
                if (auto done = fit(transaction, caller.district, plan, wish); !done) return fail(done.error());
                const bool same =
                    before.rules == plan.rules && before.areas == plan.areas && before.as_of == plan.as_of;
                plan.stale = plan.stale || (plan.run != 0 && !same);
                return std::vector<RowRef>{};
              });
}

GridPlans::Json GridPlans::start(const Caller& caller, PlanId id, JobKind kind) {
  const auto plan = parts_.store.read_now([&](Snapshot& snapshot) { return load_plan(snapshot, caller.district, id); });
  if (!plan) return fail(kNotFound);
  if (plan->state != State::Draft) return fail(kWrongState);
  if (auto started = desk_.start({caller.district, id, caller.account, kind}); !started) return fail(started.error());
  return show(caller, id);
}

GridPlans::Json GridPlans::cancel(const Caller& caller, PlanId id) {
  if (auto cancelled = desk_.cancel(caller.district, id); !cancelled) return fail(cancelled.error());
  return show(caller, id);
}

GridPlans::Json GridPlans::discard(const Caller& caller, const PlanStep& step) {
  return take(caller, step, "grid_plans.discarded", [](Transaction&, Plan& plan) -> Result<std::vector<RowRef>> {
    const bool open = plan.state == State::Draft || plan.state == State::Approving || plan.state == State::Approved;
    if (!open) return fail(kWrongState);
    plan.state = State::Discarded;
    return std::vector<RowRef>{};
  });
}

Result<PlanView> GridPlans::load(Snapshot& snapshot, const Caller& caller, PlanId id) {
  auto plan = load_plan(snapshot, caller.district, id);
  if (!plan) return fail(kNotFound);
  auto view = shelf_.view(snapshot, caller.district, std::move(*plan));
  if (!may_see(caller, view)) return fail(kNotFound);
  return view;
}

Result<PlanView> GridPlans::view(const Caller& caller, PlanId plan) {
  return parts_.store.read_now([&](Snapshot& snapshot) { return load(snapshot, caller, plan); });
}

GridPlans::Json GridPlans::defaults(const Caller& caller) {
  return parts_.store.read_now([&](Snapshot& snapshot) -> Json {
    const auto today = date_of(snapshot.now(), caller.offset);
    return defaults_json(context(snapshot, caller), review(snapshot, caller.district, today));
  });
}

GridPlans::Json GridPlans::list(const Caller& caller, std::optional<State> state, PlanId before, int limit) {
  return parts_.store.read_now([&](Snapshot& snapshot) -> Json {
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    auto plans = list_plans(snapshot, caller.district, state, before, limit);
    const bool more = plans.size() == static_cast<std::size_t>(limit);
    const auto last = plans.empty() ? PlanId{} : plans.back().id;
    for (auto& plan : plans) {
      const auto view = shelf_.view(snapshot, caller.district, std::move(plan));
      if (may_see(caller, view)) write_plan(w, context(snapshot, caller), view, false);
    }
    w.end_array().key("next");
    more ? w.value(last) : w.value(nullptr);
    return w.end_object().take();
  });
}

GridPlans::Json GridPlans::show(const Caller& caller, PlanId id) {
  return look(caller, id, [](const ViewContext& context, const PlanView& view) {
    JsonWriter w;
    write_plan(w, context, view, true);
    return w.take();
  });
}

GridPlans::Json GridPlans::grids(const Caller& caller, PlanId id, bool present, AreaId community) {
  return look(caller, id, [&](const ViewContext& context, const PlanView& view) {
    return grids_json(context, view, present, community);
  });
}

GridPlans::Json GridPlans::map(const Caller& caller, PlanId id) { return look(caller, id, map_json); }

GridPlans::Json GridPlans::compare(const Caller& caller, const std::vector<PlanId>& ids) {
  return parts_.store.read_now([&](Snapshot& snapshot) -> Json {
    std::vector<PlanView> views;
    for (const auto id : ids) {
      auto view = load(snapshot, caller, id);
      if (!view) return fail(view.error());
      if (!view->division) return fail(kNoResult);
      views.push_back(std::move(*view));
    }
    if (views.empty() || views.size() > kMostCompared)
      return fail(kInvalid, {{"ids",
                              std::nullopt,
                              std::to_string(views.size()),
                              {"一次比较1到6个方案", "compare 1 to 6 plans at a time"},
                              {"选择要比较的方案", "choose the plans to compare"}}});
    return compare_json(context(snapshot, caller), views);
  });
}

GridPlans::Json GridPlans::neighbours(const Caller& caller, PlanId id, Show show, AreaId community) {
  return look(caller, id, [&](const ViewContext& context, const PlanView& view) {
    return neighbours_json(context, view, show, community);
  });
}

GridPlans::Json GridPlans::moves(const Caller& caller, PlanId id) { return look(caller, id, moves_json); }

GridPlans::Json GridPlans::comments(const Caller& caller, PlanId id) { return look(caller, id, comments_json); }

}  // namespace linli::grid_plans
