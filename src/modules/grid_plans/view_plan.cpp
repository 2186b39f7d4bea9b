// One plan as a whole.
#include <algorithm>

#include "modules/areas/api.hpp"
#include "modules/grid_plans/adoption.hpp"
#include "modules/grid_plans/barrier_json.hpp"
#include "modules/grid_plans/lists.hpp"
#include "modules/grid_plans/views.hpp"

namespace linli::grid_plans {
namespace {

using accounts::Right;

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
    for (const auto& barrier : rules.barriers) write_barrier(w_, barrier);
    w_.end_array();
    words("crossable", rules.crossable);
    w_.field("narrow_road", rules.narrow_road).field("widest_road", rules.widest_road);
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
    w_.field("stale", view_.stale).end_object();
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
    write_drift(w_, division, visible);
    w_.end_array();
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
        judgement(planned);
        w_.end_object();
      }
    }
    w_.end_array();
  }

  void judgement(const CommunityFigures* planned) {
    if (planned == nullptr) {
      for (const auto* name : {"bound", "gap", "proof", "method"}) w_.field(name, nullptr);
      return;
    }
    const auto& community = *planned;
    w_.field("bound", community.bound.valid).field("gap", community.bound.valid - community.figures.score.valid);
    w_.field("proof", community.given ? "given" : name_of(community.proof));
    w_.field("method", name_of(community.method));
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
    w_.field("approve", caller.may(Right::PlansApprove) && done && !view_.stale && !mine &&
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

}  // namespace

void write_plan(JsonWriter& w, const ViewContext& context, const PlanView& view, bool with_communities) {
  PlanWriter(w, context, view).run(with_communities);
}

}  // namespace linli::grid_plans
