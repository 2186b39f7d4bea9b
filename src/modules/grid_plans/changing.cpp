// What people do to a plan by hand: neighbours, moves, comments, approval.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "modules/grid_plans/lists.hpp"
#include "modules/grid_plans/schema.hpp"
#include "modules/grid_plans/service_parts.hpp"

namespace linli::grid_plans {
namespace {

using gridding::kNone;

Fault site_fault(std::string field, AreaId area) {
  return {std::move(field),
          std::nullopt,
          to_string(area),
          {"没有这个小区", "there is no such courtyard"},
          {"选择同一社区的两个小区", "choose two courtyards of one community"}};
}

Result<void> check_pair(Snapshot& snapshot, DistrictId district, AreaId a, AreaId b, Date today) {
  const auto first = areas::find_area(snapshot, district, a, {today, std::nullopt});
  const auto second = areas::find_area(snapshot, district, b, {today, std::nullopt});
  std::vector<Fault> faults;
  if (!first || first->level != areas::Level::Courtyard) faults.push_back(site_fault("a", a));
  if (!second || second->level != areas::Level::Courtyard || a == b) faults.push_back(site_fault("b", b));
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  if (first->facts.parent != second->facts.parent) return fail(kOtherCommunity);
  return {};
}

// One grid before and after a move; null after when nothing is left in it.
void write_change(JsonWriter& w, std::string_view name, std::uint32_t key, const PlanGrid* before,
                  const PlanGrid* after) {
  w.key(name).begin_object().field("key", std::to_string(key));
  w.field("households_before", before == nullptr ? 0 : before->households).key("kind_before");
  before == nullptr ? w.value(nullptr) : w.value(name_of(before->kind));
  w.key("households_after");
  after == nullptr ? w.value(nullptr) : w.value(after->households);
  w.key("kind_after");
  after == nullptr ? w.value(nullptr) : w.value(name_of(after->kind));
  w.end_object();
}

// Rules that a grid breaks: never blocking, said with their figures.
void write_grid_warnings(JsonWriter& w, const PlanGrid* grid, const PlanRules& rules) {
  if (grid == nullptr) return;
  const auto say = [&](const Text& text) {
    w.begin_object().field("grid", std::to_string(grid->key)).field("zh", text.zh).field("en", text.en).end_object();
  };
  for (const auto& warning : grid->warnings) say(warning);
  if (grid->kind == gridding::GridKind::Undersize)
    say({fmt::format("{} 户，不足 {} 户", grid->households, rules.threshold),
         fmt::format("{} households, fewer than {}", grid->households, rules.threshold)});
  if (grid->units.size() > 1 && grid->households > rules.upper)
    say({fmt::format("{} 户，超过上限 {} 户", grid->households, rules.upper),
         fmt::format("{} households, above the upper end of {}", grid->households, rules.upper)});
}

void write_why(JsonWriter& w, const PlanGrid* grid) {
  if (grid == nullptr) return;
  w.begin_object().field("key", std::to_string(grid->key)).field("zh", grid->why.zh).field("en", grid->why.en);
  w.end_object();
}

struct Moved {
  Move move;
  Division after;
  Unit unit;
};

Result<Moved> moved(const PlanView& view, const MoveWish& wish) {
  if (!view.division) return fail(kNoResult);
  const auto& division = *view.division;
  const auto& model = division.model();
  const auto unit = model.find_unit(wish.unit);
  if (!unit)
    return fail(kInvalid, {{"unit_id",
                            std::nullopt,
                            to_string(wish.unit),
                            {"方案里没有这个小区", "the plan has no such courtyard"},
                            {"从方案的列表或地图上选择", "choose it from the plan's list or map"}}});
  auto labels = division.labels();
  Move move{static_cast<int>(view.moves.size()) + 1, wish.unit, labels[*unit], 0, {}, {}, false};
  if (wish.to) {
    const auto* grid = division.find(*wish.to);
    if (grid == nullptr) return fail(kNoGrid);
    if (grid->community != model.community_of(*unit)) return fail(kOtherCommunity);
    move.to = *wish.to;
  } else {
    move.to = std::ranges::max(view.run->result->labels) + 1;
    for (const auto& made : view.moves) move.to = std::max(move.to, made.to + 1);
  }
  if (move.to == move.from)
    return fail(kInvalid, {{"to",
                            std::nullopt,
                            std::to_string(move.to),
                            {"小区已经在这个网格里", "the courtyard stands in this grid already"},
                            {"选择另一个网格", "choose another grid"}}});
  labels[*unit] = move.to;
  auto after = Division::of_plan(view.run->model, std::move(labels), &*view.run->result);
  return Moved{move, std::move(after), model.input().units[*unit]};
}

std::string effect_json(const PlanView& view, const Moved& moved, int version, bool applied) {
  const auto& before = *view.division;
  const auto* from = moved.after.find(moved.move.from);
  const auto* to = moved.after.find(moved.move.to);
  JsonWriter w;
  w.begin_object().field("applied", applied).field("version", version).field("seq", moved.move.seq).key("unit");
  w.begin_object().field("id", moved.unit.id).field("name", moved.unit.name);
  w.field("households", moved.unit.households).end_object();
  write_change(w, "from", moved.move.from, before.find(moved.move.from), from);
  write_change(w, "to", moved.move.to, before.find(moved.move.to), to);
  w.key("before");
  write_figures(w, before.total());
  w.key("after");
  write_figures(w, moved.after.total());
  w.key("warnings").begin_array();
  write_grid_warnings(w, from, before.model().rules());
  write_grid_warnings(w, to, before.model().rules());
  w.end_array().key("why").begin_array();
  write_why(w, from);
  write_why(w, to);
  return w.end_array().end_object().take();
}

}  // namespace

GridPlans::Json GridPlans::decide(const Caller& caller, AreaId a, AreaId b, std::optional<bool> neighbours,
                                  std::string_view reason) {
  return parts_.store.write_now([&](Transaction& transaction) -> Json {
    const auto today = date_of(transaction.now(), caller.offset);
    if (auto good = check_pair(transaction, caller.district, a, b, today); !good) return fail(good.error());
    const auto [low, high] = std::minmax(a, b);
    const NeighbourDecision decision{
        low, high, neighbours.value_or(false), std::string(trim(reason)), transaction.now(), caller.account};
    storage::Event event;
    event.district = caller.district;
    event.kind = "grid_plans.neighbour_decided";
    event.actor_kind = storage::ActorKind::Staff;
    event.actor = caller.account;
    event.subject_kind = "area";
    event.subject_id = low.value;
    JsonWriter w;
    w.begin_object().field("a", low).field("b", high).field("neighbours", neighbours);
    event.after = w.field("reason", decision.reason).end_object().take();
    event.rows = {insert_decision(transaction, caller.district, decision, neighbours)};
    transaction.record(event);
    w.begin_object().field("a", a).field("b", b).field("neighbours", neighbours).key("decision");
    if (!neighbours) {
      w.value(nullptr);
    } else {
      w.begin_object().field("neighbours", *neighbours).field("reason", decision.reason).key("by");
      write_person(w, context(transaction, caller), caller.account);
      w.field("at", format_instant(decision.at, caller.offset)).end_object();
    }
    return w.end_object().take();
  });
}

GridPlans::Json GridPlans::move(const Caller& caller, PlanId id, const MoveWish& wish) {
  if (desk_.job_of(id)) return fail(kBusy);
  const auto view = this->view(caller, id);
  if (!view) return fail(view.error());
  if (view->plan.state != State::Draft) return fail(kWrongState);
  if (view->plan.version != wish.version) return fail(kStale);
  auto result = moved(*view, wish);
  if (!result) return fail(result.error());
  if (wish.dry_run) return effect_json(*view, *result, wish.version, false);
  const auto written = parts_.store.write_now([&](Transaction& transaction) -> Result<int> {
    auto plan = plan_at(transaction, caller.district, id, wish.version);
    if (!plan) return fail(plan.error());
    auto move = result->move;
    move.at = transaction.now();
    move.by = caller.account;
    const auto row = insert_move(transaction, caller.district, plan->run, move);
    if (!update_plan(transaction, caller.district, *plan)) return fail(kStale);
    JsonWriter w;
    w.begin_object().field("unit", move.unit).field("from", std::int64_t{move.from});
    record_plan(
        transaction, caller.district, *plan,
        {"grid_plans.moved", caller.account, {}, w.field("to", std::int64_t{move.to}).end_object().take(), {row}});
    tell(transaction, caller.district, *plan);
    return plan->version;
  });
  if (!written) return fail(written.error());
  return effect_json(*view, *result, *written, true);
}

GridPlans::Json GridPlans::undo(const Caller& caller, const PlanStep& step) {
  return take(caller, step, "grid_plans.move_undone",
              [&](Transaction& transaction, Plan& plan) -> Result<std::vector<RowRef>> {
                if (plan.state != State::Draft) return fail(kWrongState);
                const auto moves = load_moves(transaction, caller.district, plan.run);
                const auto last = std::find_if(moves.rbegin(), moves.rend(), [](const Move& m) { return !m.undone; });
                if (last == moves.rend()) return fail(kNothingToUndo);
                return std::vector{mark_undone(transaction, caller.district, plan.run, last->seq)};
              });
}

GridPlans::Json GridPlans::comment(const Caller& caller, PlanId id, std::string_view text,
                                   std::optional<std::uint32_t> grid) {
  const auto view = this->view(caller, id);
  if (!view) return fail(view.error());
  if (grid && (!view->division || view->division->find(*grid) == nullptr)) return fail(kNoGrid);
  if (trim(text).empty())
    return fail(kInvalid,
                {{"text", std::nullopt, {}, {"没有填写", "nothing was entered"}, {"请写内容", "write something"}}});
  return parts_.store.write_now([&](Transaction& transaction) -> Json {
    const Comment comment{transaction.new_id(), std::string(trim(text)), grid, transaction.now(), caller.account};
    const auto row = insert_comment(transaction, caller.district, id, comment);
    storage::Event event;
    event.district = caller.district;
    event.kind = "grid_plans.commented";
    event.actor_kind = storage::ActorKind::Staff;
    event.actor = caller.account;
    event.subject_kind = "grid_plan";
    event.subject_id = id.value;
    event.rows = {row};
    transaction.record(event);
    JsonWriter w;
    write_comment(w, context(transaction, caller), comment);
    return w.take();
  });
}

GridPlans::Json GridPlans::approve(const Caller& caller, const PlanStep& step) {
  const auto view = this->view(caller, step.plan);
  if (!view) return fail(view.error());
  if (view->stale) return fail(kOutdated);
  return take(
      caller, step, "grid_plans.approved", [&](Transaction& transaction, Plan& plan) -> Result<std::vector<RowRef>> {
        if (plan.state != State::Draft && plan.state != State::Approving) return fail(kWrongState);
        if (plan.run == 0) return fail(kNoResult);
        if (plan.stale) return fail(kOutdated);
        const auto given = load_approvals(transaction, caller.district, plan.id);
        if (contains(given, caller.account, &Approval::by)) return fail(kSamePerson);
        plan.state = given.empty() ? State::Approving : State::Approved;
        const Approval approval{transaction.new_id(), caller.account, transaction.now(), std::string(trim(step.text))};
        return std::vector{insert_approval(transaction, caller.district, plan.id, approval)};
      });
}

GridPlans::Json GridPlans::withdraw(const Caller& caller, const PlanStep& step) {
  return take(caller, step, "grid_plans.approval_withdrawn",
              [&](Transaction& transaction, Plan& plan) -> Result<std::vector<RowRef>> {
                if (plan.state != State::Approving && plan.state != State::Approved) return fail(kWrongState);
                plan.state = State::Draft;
                return withdraw_approvals(transaction, caller.district, plan.id, caller.account, trim(step.text));
              });
}

}  // namespace linli::grid_plans
