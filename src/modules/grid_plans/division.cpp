#include "modules/grid_plans/division.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "gridding/explain.hpp"

namespace linli::grid_plans {
namespace {

using gridding::GridKind;
using gridding::kNone;

// Counting figures of one grid; excess, mixing, compactness and moves come community by community from the engine.
void take_away(gridding::Score& score, GridKind kind, std::int64_t households, std::int64_t threshold) {
  if (kind == GridKind::Undersize) {
    --score.undersize;
  } else if (kind == GridKind::ByRule && households < threshold) {
    --score.exempt;
  } else {
    --score.valid;
  }
}

}  // namespace

Figures& Figures::operator+=(const Figures& other) {
  score += other.score;
  grids += other.grids;
  households += other.households;
  stewards_needed += other.stewards_needed;
  stewards_carried += other.stewards_carried;
  return *this;
}

std::vector<std::uint32_t> moved_labels(const Model& model, std::vector<std::uint32_t> labels,
                                        std::span<const Move> moves) {
  for (const auto& move : moves) {
    if (move.undone) continue;
    const auto unit = model.find_unit(move.unit);
    LINLI_ASSERT(unit.has_value());
    labels[*unit] = move.to;
  }
  return labels;
}

Division::Division(std::shared_ptr<const Model> model, std::vector<std::uint32_t> labels, bool present)
    : model_(std::move(model)), labels_(std::move(labels)), present_(present) {
  communities_.resize(model_->input().communities.size());
  assess_grids();
  trace_predecessors();
  choose_names();
  sum_up();
}

Division Division::of_plan(std::shared_ptr<const Model> model, std::vector<std::uint32_t> labels,
                           const RunResult* run) {
  Division division(std::move(model), std::move(labels), false);
  division.add_proofs(run);
  return division;
}

Division Division::of_present(std::shared_ptr<const Model> model) {
  std::vector<std::uint32_t> labels;
  for (const auto& unit : model->input().units) labels.push_back(unit.present);
  return {std::move(model), std::move(labels), true};
}

void Division::assess_grids() {
  // Households that move are always counted, also where the rules do not ask for few.
  auto rules = model_->grid_rules();
  rules.replan = !present_ && !model_->input().grids.empty();
  auto explained = rules;
  explained.replan = rules.replan && model_->grid_rules().replan;
  const auto assessment = gridding::assess(model_->instance(), rules, labels_);
  const auto members = assessment.plan.members();
  std::vector<std::vector<Text>> warnings(members.size());
  for (const auto& fault : assessment.faults) warnings[fault.grid].push_back(fault.text);
  for (const auto& report : assessment.plan.communities) {
    // Communities are numbered by their first unit; the input numbers all of them.
    const auto units = model_->instance().courtyards_of(report.community);
    if (!units.empty()) communities_[model_->community_of(units.front())].figures.score = report.value;
  }
  for (std::size_t g = 0; g < members.size(); ++g) {
    const auto& made = assessment.plan.grids[g];
    const auto first = members[g].front();
    const auto community = model_->community_of(first);
    if (labels_[first] == kNone) {
      take_away(communities_[community].figures.score, made.kind, made.households, rules.threshold);
      continue;
    }
    PlanGrid grid{.key = labels_[first], .community = community, .kind = made.kind, .households = made.households};
    grid.units = members[g];
    grid.why = gridding::explain(model_->instance(), explained, made, members[g]);
    grid.warnings = std::move(warnings[g]);
    grids_.push_back(std::move(grid));
  }
}

void Division::trace_predecessors() {
  if (present_) {
    for (auto& grid : grids_) {
      grid.carries_on = grid.key;
      grid.unchanged = true;
    }
    return;
  }
  std::vector<Predecessor> wholes(model_->input().grids.size());
  for (const auto& unit : model_->input().units) {
    if (unit.present == kNone) continue;
    wholes[unit.present].households += unit.households.value_or(0);
    ++wholes[unit.present].units;
  }
  for (auto& grid : grids_) trace(grid, wholes);
}

// Most of a grid in force stays in at most one new grid; of several that mostly come here, the largest part counts.
void Division::trace(PlanGrid& grid, std::span<const Predecessor> wholes) const {
  const auto& units = model_->input().units;
  std::map<std::uint32_t, Predecessor> parts;
  for (const auto unit : grid.units) {
    if (units[unit].present == kNone) continue;
    auto& part = parts[units[unit].present];
    part.grid = units[unit].present;
    part.households += units[unit].households.value_or(0);
    ++part.units;
  }
  for (const auto& [present, part] : parts) grid.predecessors.push_back(part);
  // Ties by the order of the grids: same plan, same names.
  std::ranges::sort(grid.predecessors, [](const Predecessor& a, const Predecessor& b) {
    return std::tuple(-a.households, -a.units, a.grid) < std::tuple(-b.households, -b.units, b.grid);
  });
  for (const auto& part : grid.predecessors) {
    const auto& whole = wholes[part.grid];
    const bool most = whole.households > 0 ? part.households * 2 > whole.households : part.units * 2 > whole.units;
    if (!most) continue;
    grid.carries_on = part.grid;
    const auto here = static_cast<std::int64_t>(grid.units.size());
    grid.unchanged = grid.predecessors.size() == 1 && part.units == here && whole.units == here;
    break;
  }
}

// A grid that carries one on keeps its name; others are numbered after their community.
void Division::choose_names() {
  const auto& input = model_->input();
  std::vector<std::set<std::string>> used(input.communities.size());
  for (const auto& grid : input.grids) used[grid.community].insert(grid.name);
  for (auto& grid : grids_) {
    if (grid.carries_on != kNone) {
      grid.name = input.grids[grid.carries_on].name;
      continue;
    }
    auto& names = used[grid.community];
    for (int number = 1; grid.name.empty(); ++number) {
      auto name = fmt::format("{}第{}网格", input.communities[grid.community].name, number);
      if (names.insert(name).second) grid.name = std::move(name);
    }
  }
}

void Division::sum_up() {
  const auto& input = model_->input();
  for (const auto& unit : input.units)
    communities_[input.sites[unit.site].community].figures.households += unit.households.value_or(0);
  for (const auto& grid : grids_) {
    auto& figures = communities_[grid.community].figures;
    ++figures.grids;
    ++figures.stewards_needed;
    if (grid.carries_on != kNone && input.grids[grid.carries_on].steward) ++figures.stewards_carried;
  }
}

void Division::add_proofs(const RunResult* run) {
  std::set<std::uint32_t> touched;
  if (run == nullptr) {
    for (auto& community : communities_) community.given = true;
    return;
  }
  for (std::uint32_t unit = 0; unit < labels_.size(); ++unit)
    if (labels_[unit] != run->labels[unit]) touched.insert(model_->community_of(unit));
  for (const auto& report : run->communities) {
    const auto units = model_->instance().courtyards_of(report.community);
    if (units.empty()) continue;
    const auto community = model_->community_of(units.front());
    auto& figures = communities_[community];
    figures.bound = report.bound;
    figures.given = touched.contains(community);
    figures.proof = figures.given ? gridding::Proof::None : report.proof;
    figures.method = figures.given ? gridding::Method::Given : report.method;
  }
}

const PlanGrid* Division::find(std::uint32_t key) const {
  const auto found = std::ranges::find(grids_, key, &PlanGrid::key);
  return found == grids_.end() ? nullptr : &*found;
}

Figures Division::total(const Visible& visible) const {
  Figures sum;
  for (std::size_t i = 0; i < communities_.size(); ++i)
    if (visible.empty() || visible[i] != 0) sum += communities_[i].figures;
  return sum;
}

}  // namespace linli::grid_plans
