// From an approved plan to grids in force, and back before the day.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "modules/grid_plans/adoption.hpp"
#include "modules/grid_plans/schema.hpp"
#include "modules/grid_plans/service_parts.hpp"

namespace linli::grid_plans {
namespace {

using gridding::kNone;

Error bad_day(Date on, Date today) {
  return make_error(kInvalid, {{"on",
                                std::nullopt,
                                format_date(on),
                                {"启用日期不能早于今天", "the day must not lie in the past"},
                                {fmt::format("选择 {} 或以后的日期", format_date(today)),
                                 fmt::format("choose {} or later", format_date(today))}}});
}

void write_present(JsonWriter& w, const PresentGrid& grid) { write_reference(w, grid.id.value, grid.name); }

class PreviewWriter {
 public:
  PreviewWriter(JsonWriter& w, const ViewContext& context, const Division& division, Date on)
      : w_(w),
        context_(context),
        input_(division.model().input()),
        change_(change_of(division, visible_of(context.caller, input_))),
        check_(check_day(context.snapshot, context.caller.district, division, on)) {
    w_.begin_object().field("on", format_date(on)).key("kept").begin_array();
    for (const auto* grid : change_.kept) write_present(w_, input_.grids[grid->carries_on]);
    w_.end_array().key("closed").begin_array();
    for (const auto grid : change_.closed) write_present(w_, input_.grids[grid]);
    w_.end_array().key("new").begin_array();
    for (const auto* grid : change_.made) made(*grid);
    w_.end_array();
    stewards();
    std::vector<GridId> closed;
    for (const auto grid : change_.closed) closed.push_back(input_.grids[grid].id);
    w_.field("open_cases", cases::count_open_of_grids(context.snapshot, context.caller.district, closed));
    write_texts(w_, "warnings", check_.warnings);
    w_.key("faults").begin_array();
    for (const auto& fault : check_.faults)
      w_.begin_object()
          .field("value", fault.value)
          .field("reason", fault.reason)
          .field("remedy", fault.remedy)
          .end_object();
    w_.end_array().end_object();
  }

 private:
  void made(const PlanGrid& grid) {
    const auto* from = grid.carries_on == kNone ? nullptr : &input_.grids[grid.carries_on];
    w_.begin_object().field("key", std::to_string(grid.key)).field("name", grid.name).field("code", nullptr);
    w_.key("community");
    write_reference(w_, input_.communities[grid.community].id.value, input_.communities[grid.community].name);
    w_.field("households", grid.households).key("predecessors").begin_array();
    for (const auto& part : grid.predecessors) write_present(w_, input_.grids[part.grid]);
    w_.end_array().key("steward");
    write_person(w_, context_, from == nullptr ? AccountId{} : from->steward);
    w_.key("deputy");
    write_person(w_, context_, from == nullptr ? AccountId{} : from->deputy);
    w_.end_object();
  }

  void stewards() {
    w_.key("stewards_without_grid").begin_array();
    for (const auto number : change_.without) {
      const auto& grid = input_.grids[number];
      const auto name = accounts::account_name(context_.snapshot, context_.caller.district, grid.steward);
      w_.begin_object().field("id", grid.steward).field("name", name.value_or("")).key("grid");
      write_present(w_, grid);
      w_.end_object();
    }
    w_.end_array().field("grids_without_steward",
                         static_cast<std::int64_t>(change_.made.size()) - change_.stewards_carried);
  }

  JsonWriter& w_;
  const ViewContext& context_;
  const Input& input_;
  const GridChange change_;
  const DayCheck check_;
};

class SheetWriter {
 public:
  SheetWriter(JsonWriter& w, const ViewContext& context, const PlanView& view, const std::string& url)
      : w_(w), context_(context), view_(view), input_(view.run->model->input()), url_(url) {}

  void run() {
    const auto district = accounts::find_district(context_.snapshot, context_.caller.district);
    const auto visible = visible_of(context_.caller, input_);
    w_.begin_object().field("on", format_date(view_.plan.adopt_on.value()));
    w_.field("district", district ? district->name : "").key("items").begin_array();
    for (const auto& fixed : load_reserved(context_.snapshot, context_.caller.district, view_.plan.id)) {
      const auto* grid = view_.division->find(fixed.key);
      if (grid != nullptr && visible[grid->community] != 0) write(fixed, *grid);
    }
    w_.end_array().field("next", nullptr).end_object();
  }

 private:
  void write(const ReservedGrid& fixed, const PlanGrid& grid) {
    const auto* from = grid.carries_on == kNone ? nullptr : &input_.grids[grid.carries_on];
    const bool adopted = view_.plan.state == State::Adopted;
    w_.begin_object().field("key", std::to_string(fixed.key)).field("grid_id", adopted ? fixed.id : GridId{});
    w_.field("name", fixed.name);
    text_or_null("code", fixed.code);
    w_.key("community");
    write_reference(w_, input_.communities[grid.community].id.value, input_.communities[grid.community].name);
    w_.field("households", grid.households).key("members").begin_array();
    for (const auto unit : grid.units) w_.value(input_.units[unit].name);
    w_.end_array().key("steward");
    write_person(w_, context_, from == nullptr ? AccountId{} : from->steward);
    w_.key("deputy");
    write_person(w_, context_, from == nullptr ? AccountId{} : from->deputy);
    text_or_null("phone", from == nullptr ? std::string() : from->phone);
    text_or_null("supervision_phone", from == nullptr ? std::string() : from->supervision_phone);
    w_.field("slug", fixed.slug).field("url", fmt::format("{}/g/{}", url_, fixed.slug));
    w_.field("qr", fmt::format("/api/v1/grid-plans/{}/grids/{}/qr.svg", view_.plan.id.value, fixed.key));
    w_.field("notice", notice(fixed, grid)).end_object();
  }

  void text_or_null(std::string_view name, const std::string& text) {
    w_.key(name);
    text.empty() ? w_.value(nullptr) : w_.value(text);
  }

  Text notice(const ReservedGrid& fixed, const PlanGrid& grid) const {
    std::string zh;
    std::string en;
    for (const auto unit : grid.units) {
      zh += (zh.empty() ? "" : "、") + input_.units[unit].name;
      en += (en.empty() ? "" : ", ") + input_.units[unit].name;
    }
    const auto day = format_date(view_.plan.adopt_on.value());
    return {fmt::format("自 {} 起，{}（共 {} 户）由“{}”负责。", day, zh, grid.households, fixed.name),
            fmt::format("From {} the grid “{}” answers for {} ({} households).", day, fixed.name, en, grid.households)};
  }

  JsonWriter& w_;
  const ViewContext& context_;
  const PlanView& view_;
  const Input& input_;
  const std::string& url_;
};

bool has_sheets(const PlanView& view) {
  return view.division && (view.plan.state == State::Scheduled || view.plan.state == State::Adopted);
}

}  // namespace

GridPlans::Json GridPlans::preview(const Caller& caller, PlanId id, std::optional<Date> on) {
  return look(caller, id, [&](const ViewContext& context, const PlanView& view) -> Json {
    if (!view.division) return fail(kNoResult);
    const auto today = date_of(context.snapshot.now(), caller.offset);
    JsonWriter w;
    const PreviewWriter written(w, context, *view.division, on.value_or(today));
    return w.take();
  });
}

Result<void> GridPlans::bring_into_force(Transaction& transaction, DistrictId district, Offset offset, Plan& plan,
                                         const Division& division) {
  auto adopted = adopt_grids(transaction, parts_.pen(transaction, district, offset), plan, division);
  if (!adopted) return fail(adopted.error());
  plan.state = State::Adopted;
  plan.adopted_at = transaction.now();
  plan.cases_rerouted = adopted->cases_rerouted;
  plan.problem = {};
  return {};
}

GridPlans::Json GridPlans::adopt(const Caller& caller, const PlanStep& step, Date on) {
  const auto view = this->view(caller, step.plan);
  if (!view) return fail(view.error());
  if (view->plan.state != State::Approved) return fail(kWrongState);
  if (!view->division) return fail(kNoResult);
  bool now = false;
  auto answer = take(caller, step, "grid_plans.scheduled",
                     [&](Transaction& transaction, Plan& plan) -> Result<std::vector<RowRef>> {
                       const auto today = date_of(transaction.now(), caller.offset);
                       if (plan.state != State::Approved) return fail(kWrongState);
                       if (on < today) return fail(bad_day(on, today));
                       auto check = check_day(transaction, caller.district, *view->division, on);
                       if (!check.faults.empty()) return fail(kCannotAdopt, std::move(check.faults));
                       std::vector<RowRef> rows;
                       for (const auto& grid : reserve_grids(transaction, caller.district, *view->division))
                         rows.push_back(insert_reserved(transaction, caller.district, plan.id, grid));
                       plan.state = State::Scheduled;
                       plan.adopt_on = on;
                       plan.scheduled_at = transaction.now();
                       plan.scheduled_by = caller.account;
                       now = on == today;
                       if (!now) return rows;
                       auto done = bring_into_force(transaction, caller.district, caller.offset, plan, *view->division);
                       if (!done) return fail(done.error());
                       return rows;
                     });
  if (answer && now && parts_.territory_changed) parts_.territory_changed();
  return answer;
}

GridPlans::Json GridPlans::roll_back(const Caller& caller, const PlanStep& step) {
  return take(caller, step, "grid_plans.rolled_back",
              [&](Transaction& transaction, Plan& plan) -> Result<std::vector<RowRef>> {
                if (plan.state == State::Adopted) return fail(kTooLate);
                if (plan.state != State::Scheduled) return fail(kWrongState);
                plan.state = State::Approved;
                plan.adopt_on.reset();
                plan.scheduled_at.reset();
                plan.scheduled_by = {};
                plan.problem = {};
                return drop_reserved(transaction, caller.district, plan.id);
              });
}

GridPlans::Json GridPlans::sheets(const Caller& caller, PlanId id) {
  return look(caller, id, [&](const ViewContext& context, const PlanView& view) -> Json {
    if (!has_sheets(view)) return fail(kWrongState);
    JsonWriter w;
    SheetWriter(w, context, view, parts_.public_url).run();
    return w.take();
  });
}

GridPlans::Json GridPlans::qr(const Caller& caller, PlanId id, std::uint32_t key) {
  return look(caller, id, [&](const ViewContext& context, const PlanView& view) -> Json {
    const auto reserved = load_reserved(context.snapshot, caller.district, id);
    const auto fixed = std::ranges::find(reserved, key, &ReservedGrid::key);
    if (!has_sheets(view) || fixed == reserved.end()) return fail(kNoGrid);
    return areas::qr_svg(fmt::format("{}/g/{}", parts_.public_url, fixed->slug));
  });
}

int GridPlans::adopt_due(DistrictId district, Offset offset) {
  const auto due = parts_.store.read_now(
      [&](Snapshot& snapshot) { return plans_due(snapshot, district, date_of(snapshot.now(), offset)); });
  int adopted = 0;
  for (const auto id : due) {
    const auto view = parts_.store.read_now(
        [&](Snapshot& snapshot) { return shelf_.view(snapshot, district, load_plan(snapshot, district, id).value()); });
    if (!view.division) continue;
    const auto done = parts_.store.write_now([&](Transaction& transaction) -> Result<void> {
      auto plan = plan_at(transaction, district, id, view.plan.version);
      if (!plan) return fail(plan.error());
      const auto before = brief(*plan);
      if (auto brought = bring_into_force(transaction, district, offset, *plan, *view.division); !brought)
        return brought;
      if (!update_plan(transaction, district, *plan)) return fail(kStale);
      record_plan(transaction, district, *plan, {"grid_plans.adopted", {}, before, {}, {}});
      tell(transaction, district, *plan);
      return {};
    });
    if (done) {
      ++adopted;
    } else if (done.error().code != kStale.code) {
      note_problem(district, id, done.error());
    }
  }
  if (adopted > 0 && parts_.territory_changed) parts_.territory_changed();
  return adopted;
}

// Said once, on the plan's page and in the log; tried again at every round.
void GridPlans::note_problem(DistrictId district, PlanId id, const Error& error) {
  auto text = error.message;
  for (const auto& fault : error.faults) {
    text.zh += fmt::format(" {}：{}。{}", fault.value, fault.reason.zh, fault.remedy.zh);
    text.en += fmt::format(" {}: {}; {}.", fault.value, fault.reason.en, fault.remedy.en);
  }
  spdlog::warn("plan {} could not be adopted: {}", id.value, error.code);
  parts_.store.write_now([&](Transaction& transaction) {
    auto plan = load_plan(transaction, district, id);
    if (!plan || plan->problem == text) return false;
    plan->problem = text;
    if (!update_plan(transaction, district, *plan)) return false;
    record_plan(transaction, district, *plan, {"grid_plans.adoption_failed", {}, {}, {}, {}});
    tell(transaction, district, *plan);
    return true;
  });
}

}  // namespace linli::grid_plans
