// One plan as a whole.
#include <fmt/format.h>

#include <algorithm>

#include "modules/areas/api.hpp"
#include "modules/grid_plans/adoption.hpp"
#include "modules/grid_plans/defaults.hpp"
#include "modules/grid_plans/lists.hpp"
#include "modules/grid_plans/rules_json.hpp"
#include "modules/grid_plans/views.hpp"

namespace linli::grid_plans {
namespace {

using accounts::Right;
using gridding::GridKind;
using gridding::kNone;

constexpr std::size_t kMostDrift = 500;

class PlanWriter {
 public:
  PlanWriter(JsonWriter& w, const ViewContext& context, const PlanView& view)
      : w_(w), context_(context), view_(view), plan_(view.plan), job_(context.desk.job_of(view.plan.id)) {}

  void run(bool with_communities) {
    w_.begin_object().field("id", plan_.id).field("name", plan_.name).field("note", plan_.note);
    w_.field("purpose", to_string(plan_.purpose))
        .field("version", plan_.version)
        .field("state", to_string(plan_.state));
    w_.field("as_of", format_date(plan_.as_of));
    areas();
    rules();
    w_.field("created_at", format_instant(plan_.created_at, context_.caller.offset)).key("created_by");
    write_person(w_, context_, plan_.created_by);
    job();
    prepared();
    result();
    present(with_communities);
    if (with_communities) communities();
    approvals();
    adoption();
    can();
    w_.end_object();
  }

 private:
  std::string area_name(AreaId area) const {
    const auto found = areas::find_area(context_.snapshot, context_.caller.district, area, {plan_.as_of, std::nullopt});
    return found ? found->facts.name : std::string();
  }

  void areas() {
    w_.key("areas").begin_array();
    for (const auto id : plan_.areas) {
      const auto area = areas::find_area(context_.snapshot, context_.caller.district, id, {plan_.as_of, std::nullopt});
      w_.begin_object().field("id", id).field("name", area ? area->facts.name : "");
      w_.field("level", area ? areas::to_string(area->level) : "").end_object();
    }
    w_.end_array();
  }

  void groups(std::string_view name, const std::vector<std::vector<AreaId>>& groups) {
    w_.key(name).begin_array();
    for (const auto& group : groups) {
      w_.begin_array();
      for (const auto area : group) write_reference(w_, area.value, area_name(area));
      w_.end_array();
    }
    w_.end_array();
  }

  void words(std::string_view name, const std::vector<std::string>& words) {
    w_.key(name).begin_array();
    for (const auto& word : words) w_.value(word);
    w_.end_array();
  }

  void rules() {
    const auto& rules = plan_.rules;
    w_.key("rules").begin_object().field("threshold", rules.threshold).field("upper", rules.upper);
    w_.field("split_above", rules.split_above).field("replan", rules.replan);
    w_.field("join_by_type", rules.join_by_type).key("order").begin_array();
    for (const auto objective : rules.order) w_.value(gridding::name(objective));
    w_.end_array();
    words("standing_alone", rules.standing_alone);
    w_.field("leftovers", rules.leftovers == gridding::Leftovers::JoinLarge ? "join_large" : "undersize");
    groups("together", rules.together);
    groups("apart", rules.apart);
    w_.key("barriers").begin_array();
    for (const auto& barrier : rules.barriers) {
      w_.begin_object().field("kind", barrier.kind).field("name", barrier.name).key("line").begin_array();
      for (const auto& [lon, lat] : barrier.line) w_.begin_array().value(lon).value(lat).end_array();
      w_.end_array().end_object();
    }
    w_.end_array();
    words("crossable", rules.crossable);
    w_.field("seconds", rules.seconds).field("seed", static_cast<std::int64_t>(rules.seed)).end_object();
  }

  void job() {
    w_.key("job");
    if (job_) {
      w_.begin_object().field("kind", job_->kind == JobKind::Run ? "run" : "prepare");
      w_.field("stage", to_string(job_->stage));
      w_.field("started_at", format_instant(job_->started_at, context_.caller.offset));
      w_.field("done", static_cast<std::int64_t>(job_->done)).field("of", static_cast<std::int64_t>(job_->of));
      w_.end_object();
    } else {
      w_.value(nullptr);
    }
    w_.key("error");
    const auto error = job_ ? std::nullopt : context_.desk.error_of(plan_.id);
    if (!error) {
      w_.value(nullptr);
      return;
    }
    auto text = error->message;
    for (const auto& fault : error->faults) {
      text.zh += " " + fault.reason.zh;
      text.en += " " + fault.reason.en;
    }
    w_.value(text);
  }

  void prepared() {
    w_.key("prepared");
    if (!view_.prepared) {
      w_.value(nullptr);
      return;
    }
    const auto& model = *view_.prepared->model;
    const auto& input = model.input();
    const auto visible = visible_of(context_.caller, input);
    std::int64_t units = 0, households = 0, missing = 0, neighbours = 0, doubtful = 0, decided = 0;
    for (const auto& unit : input.units) {
      if (visible[input.sites[unit.site].community] == 0) continue;
      ++units;
      households += unit.households.value_or(0);
      missing += unit.households ? 0 : 1;
    }
    std::vector<std::uint8_t> joined(input.sites.size(), 0);
    for (const auto& pair : effective_pairs(input, model.overrides())) {
      if (pair.neighbours) joined[pair.a] = joined[pair.b] = 1;
      if (visible[input.sites[pair.a].community] == 0) continue;
      neighbours += pair.neighbours ? 1 : 0;
      decided += pair.decided ? 1 : 0;
      doubtful +=
          pair.proposal >= 0 && input.pairs[static_cast<std::size_t>(pair.proposal)].doubt != gridding::Doubt::None;
    }
    std::int64_t islands = 0;
    for (std::size_t i = 0; i < joined.size(); ++i)
      islands += joined[i] == 0 && visible[input.sites[i].community] != 0 ? 1 : 0;
    w_.begin_object().field("at", format_instant(view_.prepared->prepared_at, context_.caller.offset));
    w_.field("units", units).field("households", households).field("without_households", missing);
    w_.field("communities", static_cast<std::int64_t>(std::ranges::count(visible, 1)));
    w_.field("neighbours", neighbours).field("doubtful", doubtful).field("decided", decided).field("islands", islands);
    w_.field("outline_faults", static_cast<std::int64_t>(input.faults.size()));
    w_.field("method", to_string(input.geometry));
    write_texts(w_, "notices", input.notices);
    w_.end_object();
  }

  void result() {
    w_.key("result");
    if (!view_.division) {
      w_.value(nullptr);
      return;
    }
    const auto& run = *view_.run;
    const auto visible = visible_of(context_.caller, run.model->input());
    const auto judgement = judge(*view_.division, visible);
    w_.begin_object().field("at", format_instant(run.run_at, context_.caller.offset)).key("by");
    write_person(w_, context_, run.run_by);
    w_.key("figures");
    write_figures(w_, view_.division->total(visible));
    w_.field("proof", judgement.proof).field("proof_text", judgement.text).field("bound", judgement.bound);
    w_.field("gap", judgement.gap).field("seconds", run.result->seconds).field("stopped", run.result->stopped);
    w_.field("moves", std::int64_t{std::ranges::count(view_.moves, false, &Move::undone)});
    w_.field("stale", plan_.stale).end_object();
  }

  void present(bool with_drift) {
    w_.key("present");
    if (!view_.shown()) {
      w_.value(nullptr);
      if (with_drift) w_.key("drift").begin_array().end_array();
      return;
    }
    const auto& division = *view_.shown()->present;
    const auto visible = visible_of(context_.caller, division.model().input());
    w_.begin_object().key("figures");
    write_figures(w_, division.total(visible));
    w_.end_object();
    if (!with_drift) return;
    w_.key("drift").begin_array();
    drift(division, visible);
    w_.end_array();
  }

  void drift_row(std::int64_t grid, std::string_view name, std::uint32_t community, std::int64_t households,
                 std::string_view reason, const Text& text) {
    const auto& where = view_.shown()->model->input().communities[community];
    w_.begin_object().key("grid_id");
    grid != 0 ? w_.value(std::to_string(grid)) : w_.value(nullptr);
    w_.field("name", name).key("community");
    write_reference(w_, where.id.value, where.name);
    w_.field("households", households).field("reason", reason).field("text", text).end_object();
  }

  void drift(const Division& division, const Visible& visible) {
    const auto& input = division.model().input();
    const auto& rules = division.model().rules();
    std::size_t rows = 0;
    for (const auto& grid : division.grids()) {
      if (visible[grid.community] == 0 || rows >= kMostDrift) continue;
      const auto& present = input.grids[grid.key];
      const auto row = [&](std::string_view reason, const Text& text) {
        drift_row(present.id.value, present.name, grid.community, grid.households, reason, text);
        ++rows;
      };
      if (grid.kind == GridKind::Undersize) {
        row("undersize", {fmt::format("{} 户，不足 {} 户", grid.households, rules.threshold),
                          fmt::format("{} households, fewer than {}", grid.households, rules.threshold)});
      } else if (grid.units.size() > 1 && grid.households > rules.upper) {
        row("over", {fmt::format("{} 户，超过 {} 户", grid.households, rules.upper),
                     fmt::format("{} households, more than {}", grid.households, rules.upper)});
      }
      if (!grid.warnings.empty()) row("apart", grid.warnings.front());
    }
    for (const auto& unit : input.units) {
      const auto community = input.sites[unit.site].community;
      if (unit.present != kNone || visible[community] == 0 || rows++ >= kMostDrift) continue;
      drift_row(0, unit.name, community, unit.households.value_or(0), "none",
                {"不在任何网格里", "it stands in no grid"});
    }
  }

  void communities() {
    w_.key("communities").begin_array();
    if (view_.shown()) {
      const auto& present = *view_.shown()->present;
      const auto& input = present.model().input();
      const auto visible = visible_of(context_.caller, input);
      for (std::size_t i = 0; i < input.communities.size(); ++i) {
        const auto& now = present.communities()[i].figures;
        const auto* planned = view_.division ? &view_.division->communities()[i] : nullptr;
        if (visible[i] == 0 ||
            (now.households == 0 && now.grids == 0 && (planned == nullptr || planned->figures.grids == 0)))
          continue;
        w_.begin_object().field("id", input.communities[i].id).field("name", input.communities[i].name).key("present");
        write_figures(w_, now);
        w_.key("plan");
        planned != nullptr ? write_figures(w_, planned->figures) : void(w_.value(nullptr));
        if (planned != nullptr) judgement(*planned);
        w_.end_object();
      }
    }
    w_.end_array();
  }

  void judgement(const CommunityFigures& community) {
    w_.field("bound", community.bound.valid).field("gap", community.bound.valid - community.figures.score.valid);
    w_.field("proof", community.given ? "given" : gridding::name(community.proof));
    w_.field("method", gridding::name(community.method));
  }

  void approvals() {
    w_.key("approvals").begin_array();
    for (const auto& approval : load_approvals(context_.snapshot, context_.caller.district, plan_.id)) {
      w_.begin_object().key("by");
      write_person(w_, context_, approval.by);
      w_.field("at", format_instant(approval.at, context_.caller.offset)).field("note", approval.note).end_object();
    }
    w_.end_array();
  }

  void adoption() {
    w_.key("adoption");
    if (!plan_.adopt_on || !plan_.scheduled_at || !view_.division) {
      w_.value(nullptr);
      return;
    }
    const auto visible = visible_of(context_.caller, view_.run->model->input());
    const auto change = change_of(*view_.division, visible);
    w_.begin_object().field("on", format_date(*plan_.adopt_on));
    w_.field("scheduled_at", format_instant(*plan_.scheduled_at, context_.caller.offset)).key("by");
    write_person(w_, context_, plan_.scheduled_by);
    w_.key("adopted_at");
    plan_.adopted_at ? w_.value(format_instant(*plan_.adopted_at, context_.caller.offset)) : w_.value(nullptr);
    w_.field("grids_kept", static_cast<std::int64_t>(change.kept.size()));
    w_.field("grids_new", static_cast<std::int64_t>(change.made.size()));
    w_.field("grids_closed", static_cast<std::int64_t>(change.closed.size()));
    w_.field("stewards_carried", change.stewards_carried).key("cases_rerouted");
    plan_.adopted_at ? w_.value(plan_.cases_rerouted) : w_.value(nullptr);
    w_.key("problem");
    plan_.problem.zh.empty() ? w_.value(nullptr) : w_.value(plan_.problem);
    w_.end_object();
  }

  void can() {
    const auto& caller = context_.caller;
    const bool edit = caller.may(Right::PlansEdit);
    const bool draft = plan_.state == State::Draft && !job_;
    const bool done = view_.division.has_value();
    const auto approvals = load_approvals(context_.snapshot, caller.district, plan_.id);
    const bool mine = contains(approvals, caller.account, &Approval::by);
    const bool approving = plan_.state == State::Approving || plan_.state == State::Approved;
    w_.key("can").begin_object().field("edit", edit && draft).field("run", edit && draft);
    w_.field("cancel", edit && job_.has_value()).field("move", edit && draft && done);
    w_.field("undo", edit && draft && contains(view_.moves, false, &Move::undone));
    w_.field("comment", caller.may(Right::PlansRead));
    w_.field("approve", caller.may(Right::PlansApprove) && done && !plan_.stale && !mine &&
                            (draft || plan_.state == State::Approving));
    w_.field("withdraw", (edit || caller.may(Right::PlansApprove)) && approving);
    w_.field("adopt", edit && plan_.state == State::Approved)
        .field("roll_back", edit && plan_.state == State::Scheduled);
    w_.field("discard", edit && !job_ && (plan_.state == State::Draft || approving)).end_object();
  }

  JsonWriter& w_;
  const ViewContext& context_;
  const PlanView& view_;
  const Plan& plan_;
  const std::optional<JobView> job_;
};

void write_default(JsonWriter& w, std::string_view name, std::int64_t value, const Source& source) {
  w.key(name).begin_object().field("value", value).field("source", source.text).field("row", source.row).end_object();
}

}  // namespace

void write_plan(JsonWriter& w, const ViewContext& context, const PlanView& view, bool with_communities) {
  PlanWriter(w, context, view).run(with_communities);
}

std::string defaults_json(const ViewContext& context) {
  const auto& defaults = shipped_defaults();
  const auto today = date_of(context.snapshot.now(), context.caller.offset);
  JsonWriter w;
  w.begin_object();
  write_default(w, "threshold", defaults.rules.threshold, defaults.threshold);
  write_default(w, "upper", defaults.rules.upper, defaults.upper);
  write_default(w, "split_above", defaults.rules.split_above, defaults.split_above);
  w.key("order").begin_array();
  for (const auto objective : defaults.rules.order) w.value(gridding::name(objective));
  w.end_array().key("order_choices").begin_array();
  for (const auto objective : defaults.rules.order)
    w.begin_object().field("name", gridding::name(objective)).field("label", label(objective)).end_object();
  w.end_array().field("order_source", defaults.order.text).key("standing_alone").begin_array();
  for (const auto& kind : defaults.rules.standing_alone) w.value(kind);
  w.end_array().field("standing_alone_source", defaults.standing_alone.text).key("kinds").begin_array();
  std::vector<std::string> kinds;
  const auto yards =
      areas::areas_of_level(context.snapshot, context.caller.district, areas::Level::Courtyard, {today, std::nullopt});
  for (const auto& yard : yards)
    if (!yard.facts.kind.empty()) kinds.push_back(yard.facts.kind);
  std::ranges::sort(kinds);
  kinds.erase(std::ranges::unique(kinds).begin(), kinds.end());
  for (const auto& kind : kinds) w.value(kind);
  w.end_array().key("barrier_kinds").begin_array();
  for (const auto& kind : defaults.barrier_kinds) w.value(kind);
  w.end_array().field("seconds", defaults.rules.seconds).field("today", format_date(today)).end_object();
  return w.take();
}

}  // namespace linli::grid_plans
