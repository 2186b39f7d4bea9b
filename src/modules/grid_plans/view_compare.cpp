// Plans side by side with the grids in force.
#include <algorithm>
#include <map>
#include <set>

#include "modules/grid_plans/views.hpp"

namespace linli::grid_plans {
namespace {

class Comparison {
 public:
  Comparison(const ViewContext& context, const std::vector<PlanView>& views) : context_(context), views_(views) {}

  std::string run() {
    w_.begin_object().key("columns").begin_array();
    present_column();
    for (const auto& view : views_) column(view);
    w_.end_array();
    communities();
    remarks();
    w_.end_object();
    return w_.take();
  }

 private:
  void present_column() {
    const auto& present = *views_.front().run->present;
    w_.begin_object().field("id", nullptr).field("name", Text{"现行网格", "Grids in force"}).key("figures");
    write_figures(w_, present.total(visible_of(context_.caller, present.model().input())));
    w_.field("proof", nullptr).field("threshold", views_.front().run->model->rules().threshold);
    w_.field("upper", views_.front().run->model->rules().upper).end_object();
  }

  void column(const PlanView& view) {
    const auto& model = *view.run->model;
    const auto visible = visible_of(context_.caller, model.input());
    const auto judgement = judge(*view.division, visible);
    w_.begin_object().field("id", view.plan.id).field("name", Text{view.plan.name, view.plan.name}).key("figures");
    write_figures(w_, view.division->total(visible));
    w_.field("proof", judgement.proof).field("proof_text", judgement.text).field("bound", judgement.bound);
    w_.field("gap", judgement.gap).field("threshold", model.rules().threshold).field("upper", model.rules().upper);
    w_.field("stopped", view.run->result->stopped).field("stale", view.stale);
    w_.field("state", to_string(view.plan.state)).end_object();
  }

  static std::map<AreaId, std::size_t> rows_of(const Division& division, const Visible& visible) {
    std::map<AreaId, std::size_t> rows;
    for (std::size_t i = 0; i < division.communities().size(); ++i) {
      const auto& figures = division.communities()[i].figures;
      if (visible[i] != 0 && (figures.grids > 0 || figures.households > 0))
        rows[division.model().input().communities[i].id] = i;
    }
    return rows;
  }

  void communities() {
    std::vector<std::pair<const Division*, std::map<AreaId, std::size_t>>> columns;
    std::map<AreaId, std::string> names;
    const auto add = [&](const Division& division) {
      const auto& input = division.model().input();
      columns.emplace_back(&division, rows_of(division, visible_of(context_.caller, input)));
      for (const auto& [id, row] : columns.back().second) names.emplace(id, input.communities[row].name);
    };
    add(*views_.front().run->present);
    for (const auto& view : views_) add(*view.division);
    w_.key("communities").begin_array();
    for (const auto& [id, name] : names) {
      w_.begin_object().field("id", id).field("name", name).key("columns").begin_array();
      for (const auto& [division, rows] : columns) {
        const auto row = rows.find(id);
        row == rows.end() ? void(w_.value(nullptr)) : write_figures(w_, division->communities()[row->second].figures);
      }
      w_.end_array().end_object();
    }
    w_.end_array();
  }

  void remarks() {
    const auto& first = views_.front();
    std::vector<Text> remarks;
    const auto differ = [&](auto same) { return !std::ranges::all_of(views_, same); };
    if (differ([&](const PlanView& view) { return view.plan.areas == first.plan.areas; }))
      remarks.push_back(
          {"各方案的范围不同，合计数不能直接比较", "the plans cover different areas: totals do not compare"});
    if (differ([&](const PlanView& view) { return view.run->model->input().as_of == first.run->model->input().as_of; }))
      remarks.push_back({"各方案采用的日期不同", "the plans look at different dates"});
    if (differ([&](const PlanView& view) {
          const auto& rules = view.run->model->rules();
          const auto& others = first.run->model->rules();
          return rules.threshold == others.threshold && rules.upper == others.upper;
        }))
      remarks.push_back({"各方案的户数上下限不同，达标数按各自的下限计算；现行网格按第一个方案的规则计算",
                         "the plans have different bounds and are judged by their own; the grids in force by the first "
                         "plan's"});
    if (differ([](const PlanView& view) { return !view.stale; }))
      remarks.push_back({"有方案在计算之后改过规则，结果还是旧的", "a plan's rules changed after its run"});
    w_.field("comparable", remarks.empty());
    write_texts(w_, "remarks", remarks);
  }

  const ViewContext& context_;
  const std::vector<PlanView>& views_;
  JsonWriter w_;
};

}  // namespace

std::string compare_json(const ViewContext& context, const std::vector<PlanView>& views) {
  return Comparison(context, views).run();
}

}  // namespace linli::grid_plans
