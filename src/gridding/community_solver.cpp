#include "gridding/community_solver.hpp"

#include <algorithm>

#include "gridding/large_search.hpp"

namespace linli::gridding {
namespace {

// Enough for all but about one component in ten thousand of the synthetic districts, and under half a second.
constexpr std::uint64_t kDefaultSteps = 5'000'000;
constexpr std::uint64_t kLargeStepsPerUnit = 40;  // the search settles within this on lattices and street networks

}  // namespace

CommunitySolver::CommunitySolver(const PreparedRules& rules, const SearchOptions& options)
    : rules_(rules), options_(options), scorer_(rules.instance()) {}

CommunityReport CommunitySolver::solve(std::uint32_t community, std::vector<std::uint32_t>& grid_of,
                                       std::vector<Grid>& grids) {
  const auto start = SearchOptions::Clock::now();
  CommunityReport report{.community = community, .value = {}, .bound = {}};
  grid_begin_.assign(1, 0);
  grid_courtyards_.clear();
  graph_.load(rules_, rules_.instance().courtyards_of(community));
  for (std::uint32_t i = 0; i < graph_.components(); ++i) {
    const Outcome outcome = solve_component(graph_.component(i));
    report.method = std::max(report.method, outcome.method);
    report.proof = std::min(report.proof, outcome.proof);
    report.bound.valid += outcome.most_valid;
    report.bound.excess += outcome.least_excess;
  }
  make_grids(community, report, grid_of, grids);
  report.seconds = std::chrono::duration<double>(SearchOptions::Clock::now() - start).count();
  return report;
}

CommunitySolver::Outcome CommunitySolver::solve_component(std::span<const std::uint32_t> units) {
  Households weight = 0;
  for (const std::uint32_t unit : units) weight += graph_.weight(unit);
  const Households threshold = rules_.threshold();
  // Below twice the threshold nothing is left to choose: all of it is one grid, valid or not.
  if (weight < 2 * threshold || units.size() == 1) {
    one_grid(units);
    const bool alone = units.size() == 1 && graph_.alone(units.front());
    return {.most_valid = weight >= threshold ? 1 : 0,
            .least_excess = alone ? 0 : std::max<Households>(0, weight - rules_.rules().upper)};
  }
  if (units.size() <= kMaskNodes) return solve_exactly(units, weight);
  return solve_large(units, weight);
}

void CommunitySolver::one_grid(std::span<const std::uint32_t> units) {
  for (const std::uint32_t unit : units) {
    const auto courtyards = graph_.courtyards(unit);
    grid_courtyards_.insert(grid_courtyards_.end(), courtyards.begin(), courtyards.end());
  }
  grid_begin_.push_back(static_cast<std::uint32_t>(grid_courtyards_.size()));
}

CommunitySolver::Outcome CommunitySolver::solve_exactly(std::span<const std::uint32_t> units, Households weight) {
  component_.load(rules_, graph_, units);
  Budget budget(options_.steps != 0 ? options_.steps : kDefaultSteps, options_);
  const ExactKernel::Result result = kernel_.solve(component_, budget, options_.count_only);
  if (result.parts == 0) return solve_large(units, weight);
  for (const Mask set : result.sets) {
    for_each_bit(set, [&](std::uint32_t i) {
      const auto courtyards = graph_.courtyards(component_.unit(i));
      grid_courtyards_.insert(grid_courtyards_.end(), courtyards.begin(), courtyards.end());
    });
    grid_begin_.push_back(static_cast<std::uint32_t>(grid_courtyards_.size()));
  }
  Outcome outcome{.method = units.size() <= 24 ? Method::Exact : Method::BranchAndBound,
                  .proof = result.complete ? Proof::Complete : Proof::Count,
                  .most_valid = result.most_parts,
                  .least_excess = std::max<Households>(0, weight - result.parts * rules_.rules().upper)};
  return outcome;
}

CommunitySolver::Outcome CommunitySolver::solve_large(std::span<const std::uint32_t> units, Households weight) {
  const SearchGraph graph(rules_, graph_, units);
  const Households most = weight / rules_.threshold();
  const LargeTask task{.most = static_cast<std::uint32_t>(std::min<Households>(most, kNone)),
                       .count_only = options_.count_only,
                       .seed = stream(units),
                       .steps = options_.steps != 0 ? options_.steps : kLargeStepsPerUnit * units.size()};
  const Partition partition = search_large(rules_, graph, task, options_);
  for (std::uint32_t region = 0; region < partition.regions(); ++region) {
    for (const std::uint32_t node : partition.members(region)) {
      const auto courtyards = graph_.courtyards(graph.unit(node));
      grid_courtyards_.insert(grid_courtyards_.end(), courtyards.begin(), courtyards.end());
    }
    grid_begin_.push_back(static_cast<std::uint32_t>(grid_courtyards_.size()));
  }
  return {.method = Method::TreeCuts,
          .proof = partition.regions() >= most ? Proof::Count : Proof::None,
          .most_valid = most,
          .least_excess = 0};
}

// Every component has its own stream of random numbers, so that the order in which threads take communities is of no
// account.
std::uint64_t CommunitySolver::stream(std::span<const std::uint32_t> units) const {
  return Random(options_.seed * 0x9E3779B97F4A7C15ULL + graph_.courtyards(units.front()).front()).next();
}

GridKind CommunitySolver::kind_of(std::span<const NodeIndex> grid, Households households) const {
  if (grid.size() == 1 && rules_.alone_by_rule(grid.front())) return GridKind::ByRule;
  if (grid.size() == 1 && households > rules_.threshold()) return GridKind::Large;
  return households >= rules_.threshold() ? GridKind::Joined : GridKind::Undersize;
}

void CommunitySolver::make_grids(std::uint32_t community, CommunityReport& report, std::vector<std::uint32_t>& grid_of,
                                 std::vector<Grid>& grids) {
  for (std::uint32_t grid = 0; grid + 1 < grid_begin_.size(); ++grid) {
    const std::span<const NodeIndex> courtyards{grid_courtyards_.data() + grid_begin_[grid],
                                                grid_courtyards_.data() + grid_begin_[grid + 1]};
    Households households = 0;
    for (const NodeIndex node : courtyards) {
      households += rules_.instance().households(node);
      grid_of[node] = grid;
    }
    const GridKind kind = kind_of(courtyards, households);
    grids.push_back({community, kind, households, kNone});
    report.value += scorer_.score(courtyards, kind, rules_.threshold(), rules_.rules().upper);
  }
  report.bound.undersize = report.value.undersize;
  report.bound.exempt = report.value.exempt;
  if (report.proof == Proof::Complete) report.bound = report.value;
}

}  // namespace linli::gridding
