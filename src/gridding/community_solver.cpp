#include "gridding/community_solver.hpp"

#include <algorithm>
#include <numeric>

#include "gridding/bounds.hpp"

namespace linli::gridding {
namespace {

// Enough for all but about one component in ten thousand of the synthetic districts, and about a fifth of a second.
constexpr std::uint64_t kDefaultSteps = 5'000'000;
constexpr std::uint64_t kLargeStepsPerUnit = 40;  // the search settles within this on lattices and street networks

}  // namespace

CommunitySolver::CommunitySolver(const PreparedRules& rules, const SearchOptions& options)
    : rules_(rules), options_(options), scorer_(rules.instance()), matcher_(rules) {}

CommunityReport CommunitySolver::solve(std::uint32_t community, std::vector<std::uint32_t>& grid_of,
                                       std::vector<Grid>& grids) {
  const auto start = SearchOptions::Clock::now();
  CommunityReport report{.community = community, .value = {}, .bound = {}};
  grid_begin_.assign(1, 0);
  grid_courtyards_.clear();
  graph_.load(rules_, rules_.instance().courtyards_of(community));
  solve_by_component(report);
  if (rules_.rules().leftovers == Leftovers::JoinLarge) join_leftovers(report);
  make_grids(community, report, grid_of, grids);
  report.seconds = std::chrono::duration<double>(SearchOptions::Clock::now() - start).count();
  return report;
}

void CommunitySolver::solve_by_component(CommunityReport& report) {
  const auto count = [&](const Outcome& outcome) {
    report.method = std::max(report.method, outcome.method);
    report.proof = std::min(report.proof, outcome.proof);
    report.bound.valid += outcome.most_valid;
    report.bound.excess += outcome.least_excess;
    report.bound.moved += outcome.least_moved;
  };
  if (rules_.rules().replan && !options_.count_only) {
    std::vector<std::uint32_t> all(graph_.size());
    std::iota(all.begin(), all.end(), 0);
    Outcome outcome;
    if (solve_jointly(all, outcome)) return count(outcome);
  }
  for (std::uint32_t i = 0; i < graph_.components(); ++i) {
    Outcome outcome = solve_component(graph_.component(i));
    // Solved apart from each other, two components may both have counted on carrying on the same grid in force.
    if (rules_.rules().replan) outcome.proof = std::min(outcome.proof, Proof::Count);
    count(outcome);
  }
}

bool CommunitySolver::solve_jointly(std::span<const std::uint32_t> units, Outcome& outcome) {
  if (units.size() > kMaskNodes) return false;
  bool all_labels = true;
  const auto presence = presence_of(units, all_labels);
  component_.load(rules_, graph_, units);
  Budget budget(options_.steps != 0 ? options_.steps : kDefaultSteps, options_);
  const JointKernel::Result result = joint_kernel_.solve(component_, presence, budget);
  if (!result.found) return false;
  for (const Mask set : result.sets) take_grid(set);
  const bool complete = result.complete && all_labels;
  const bool counted = complete || result.value.valid == result.most_valid;
  outcome.method = units.size() <= 24 ? Method::Exact : Method::BranchAndBound;
  outcome.proof = complete ? Proof::Complete : counted ? Proof::Count : Proof::None;
  outcome.most_valid = result.most_valid;
  outcome.least_moved = static_cast<Households>(result.least_moved);
  return true;
}

// Labels are given to the first 64 grids in force of the community; nobody has more, but files may be wrong.
std::vector<std::vector<Presence>> CommunitySolver::presence_of(std::span<const std::uint32_t> units,
                                                                bool& complete) const {
  std::vector<std::vector<Presence>> result(units.size());
  if (!rules_.rules().replan) return result;
  const Instance& instance = rules_.instance();
  std::vector<std::uint32_t> labels;
  for (std::size_t i = 0; i < units.size(); ++i) {
    for (const NodeIndex node : graph_.courtyards(units[i])) {
      const std::uint32_t present = instance.present_grid(node);
      if (present == kNone || rules_.home(present) != instance.community(node)) continue;
      auto found = std::ranges::find(labels, present);
      if (found == labels.end() && labels.size() == kMaskNodes) {
        complete = false;
        continue;
      }
      if (found == labels.end()) found = labels.insert(labels.end(), present);
      const auto label = static_cast<std::uint32_t>(found - labels.begin());
      auto mine = std::ranges::find(result[i], label, &Presence::label);
      if (mine == result[i].end()) mine = result[i].insert(mine, Presence{label, 0});
      mine->households += instance.households(node);
    }
  }
  return result;
}

CommunitySolver::Outcome CommunitySolver::solve_component(std::span<const std::uint32_t> units) {
  Households weight = 0;
  for (const std::uint32_t unit : units) weight += graph_.weight(unit);
  const Households threshold = rules_.threshold();
  // Below twice the threshold nothing is left to choose: all of it is one grid, valid or not.
  if (units.size() == 1 || (weight < 2 * threshold && !rules_.has_apart())) {
    one_grid(units);
    const bool alone = units.size() == 1 && graph_.alone(units.front());
    return {.most_valid = weight >= threshold ? 1 : 0,
            .least_excess = alone ? 0 : std::max<Households>(0, weight - rules_.rules().upper)};
  }
  const bool joint = rules_.has_apart() || (rules_.rules().replan && !options_.count_only);
  if (Outcome outcome; joint && solve_jointly(units, outcome)) return outcome;
  if (units.size() <= kMaskNodes && !rules_.has_apart()) return solve_exactly(units, weight);
  return solve_large(units, weight / threshold);
}

void CommunitySolver::one_grid(std::span<const std::uint32_t> units) {
  for (const std::uint32_t unit : units) {
    const auto courtyards = graph_.courtyards(unit);
    grid_courtyards_.insert(grid_courtyards_.end(), courtyards.begin(), courtyards.end());
  }
  grid_begin_.push_back(static_cast<std::uint32_t>(grid_courtyards_.size()));
}

void CommunitySolver::take_grid(Mask set) {
  for_each_bit(set, [&](std::uint32_t i) {
    const auto courtyards = graph_.courtyards(component_.unit(i));
    grid_courtyards_.insert(grid_courtyards_.end(), courtyards.begin(), courtyards.end());
  });
  grid_begin_.push_back(static_cast<std::uint32_t>(grid_courtyards_.size()));
}

CommunitySolver::Outcome CommunitySolver::solve_exactly(std::span<const std::uint32_t> units, Households weight) {
  component_.load(rules_, graph_, units);
  Budget budget(options_.steps != 0 ? options_.steps : kDefaultSteps, options_);
  const ExactKernel::Result result = kernel_.solve(component_, budget, options_.count_only);
  if (result.parts == 0) return solve_large(units, result.most_parts);
  Outcome outcome{.method = units.size() <= 24 ? Method::Exact : Method::BranchAndBound,
                  .proof = result.complete ? Proof::Complete : Proof::Count,
                  .most_valid = result.most_parts,
                  .least_excess = std::max<Households>(0, weight - result.parts * rules_.rules().upper)};
  if (!result.complete && !options_.count_only && improve_unproven(units, result)) {
    outcome.method = Method::TreeCuts;
    return outcome;
  }
  for (const Mask set : result.sets) take_grid(set);
  return outcome;
}

// The number of grids is proven, but the search for the later objectives was cut short: local search may do better.
bool CommunitySolver::improve_unproven(std::span<const std::uint32_t> units, const ExactKernel::Result& result) {
  Cost cost;
  for (const Mask set : result.sets) cost += component_.cost(set, component_.weight_of(set));
  const SearchGraph graph(rules_, graph_, units);
  const Partition partition = search_large(rules_, graph, large_task(units, result.parts), options_);
  if (static_cast<int>(partition.regions()) != result.parts || !(cost_of(rules_, partition) < cost)) return false;
  take_partition(partition);
  return true;
}

LargeTask CommunitySolver::large_task(std::span<const std::uint32_t> units, Households most) const {
  return {.most = static_cast<std::uint32_t>(std::min<Households>(most, kNone)),
          .count_only = options_.count_only,
          .seed = stream(units),
          .steps = options_.steps != 0 ? options_.steps : kLargeStepsPerUnit * units.size()};
}

CommunitySolver::Outcome CommunitySolver::solve_large(std::span<const std::uint32_t> units, Households known_most) {
  const SearchGraph graph(rules_, graph_, units);
  const Households most = std::min(known_most, most_regions(graph));
  const Partition partition = search_large(rules_, graph, large_task(units, most), options_);
  const Households valid = take_partition(partition);
  return {.method = Method::TreeCuts,
          .proof = valid >= most && !rules_.has_apart() ? Proof::Count : Proof::None,
          .most_valid = most};
}

// Takes over the regions as grids; how many of them are valid.
Households CommunitySolver::take_partition(const Partition& partition) {
  Households valid = 0;
  for (std::uint32_t region = 0; region < partition.regions(); ++region) {
    valid += partition.weight(region) >= rules_.threshold();
    for (const std::uint32_t node : partition.members(region)) {
      const auto courtyards = graph_.courtyards(partition.graph().unit(node));
      grid_courtyards_.insert(grid_courtyards_.end(), courtyards.begin(), courtyards.end());
    }
    grid_begin_.push_back(static_cast<std::uint32_t>(grid_courtyards_.size()));
  }
  return valid;
}

// Every component has its own stream of random numbers, so that the order in which threads take communities is of no
// account.
std::uint64_t CommunitySolver::stream(std::span<const std::uint32_t> units) const {
  return Random(options_.seed * 0x9E3779B97F4A7C15ULL + graph_.courtyards(units.front()).front()).next();
}

// Undersize grids go to the lightest grid of a large courtyard, or of buildings of one, that they border. Done last: it
// changes neither the number of valid grids nor any other grid.
void CommunitySolver::join_leftovers(CommunityReport& report) {
  const std::size_t grids = grid_begin_.size() - 1;
  std::vector<std::pair<NodeIndex, std::size_t>> keyed;  // (first courtyard of the grid that results, grid)
  std::size_t joined = 0;
  for (std::size_t i = 0; i < grids; ++i) {
    const std::size_t host = host_of(i);
    joined += host != i;
    keyed.emplace_back(grid(host).front(), i);
  }
  if (joined == 0) return;
  regroup(keyed);
  if (rules_.rules().replan) report.proof = std::min(report.proof, Proof::Count);  // who moves was weighed before this
}

std::span<const NodeIndex> CommunitySolver::grid(std::size_t i) const {
  return {grid_courtyards_.data() + grid_begin_[i], grid_courtyards_.data() + grid_begin_[i + 1]};
}

Households CommunitySolver::households_of(std::size_t i) const {
  Households sum = 0;
  for (const NodeIndex node : grid(i)) sum += rules_.instance().households(node);
  return sum;
}

std::size_t CommunitySolver::grid_with(NodeIndex node) const {
  const auto at = std::ranges::find(grid_courtyards_, node) - grid_courtyards_.begin();
  return static_cast<std::size_t>(std::ranges::upper_bound(grid_begin_, at) - grid_begin_.begin()) - 1;
}

// The grid that takes in grid `i`; `i` itself when it needs nobody or nobody may.
std::size_t CommunitySolver::host_of(std::size_t i) const {
  const Instance& instance = rules_.instance();
  const bool leftover = households_of(i) < rules_.threshold() && !instance.is_building(grid(i).front()) &&
                        std::ranges::none_of(grid(i), [&](NodeIndex node) { return rules_.alone_by_rule(node); });
  std::size_t host = i;
  for (const NodeIndex node : grid(i)) {
    for (const Neighbour& next : leftover ? instance.neighbours(node) : std::span<const Neighbour>{}) {
      if (!rules_.passable(node, next) || !takes_in(next.node)) continue;
      const std::size_t other = grid_with(next.node);
      if (!kept_apart(i, other) && (host == i || households_of(other) < households_of(host))) host = other;
    }
  }
  return host;
}

// Is it of a grid that leftovers may join: a large courtyard that nothing binds to others, or a building of one?
bool CommunitySolver::takes_in(NodeIndex node) const {
  const Instance& instance = rules_.instance();
  const bool large = instance.households(node) > rules_.threshold() && !rules_.alone_by_rule(node);
  return instance.is_building(node) || (large && rules_.group(node) == kNone);
}

bool CommunitySolver::kept_apart(std::size_t i, std::size_t j) const {
  return std::ranges::any_of(grid(i), [&](NodeIndex node) {
    return std::ranges::any_of(rules_.apart_from(node),
                               [&](NodeIndex other) { return std::ranges::find(grid(j), other) != grid(j).end(); });
  });
}

// Makes one grid of all that share a key; the key's own grid comes first.
void CommunitySolver::regroup(std::vector<std::pair<NodeIndex, std::size_t>>& keyed) {
  std::ranges::sort(keyed);
  std::vector<std::uint32_t> begin{0};
  std::vector<NodeIndex> courtyards;
  for (std::size_t k = 0; k < keyed.size(); ++k) {
    courtyards.insert(courtyards.end(), grid_courtyards_.begin() + grid_begin_[keyed[k].second],
                      grid_courtyards_.begin() + grid_begin_[keyed[k].second + 1]);
    const bool last = k + 1 == keyed.size() || keyed[k + 1].first != keyed[k].first;
    if (last) begin.push_back(static_cast<std::uint32_t>(courtyards.size()));
  }
  grid_begin_ = std::move(begin);
  grid_courtyards_ = std::move(courtyards);
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
    const GridKind kind = rules_.kind_of(courtyards, households);
    grids.push_back({community, kind, households, kNone});
    report.value += scorer_.score(courtyards, kind, rules_.threshold(), rules_.rules().upper);
  }
  if (rules_.has_present_grids()) {
    match_present_grids(community, report, std::span(grids).last(grid_begin_.size() - 1));
  }
  report.bound.undersize = report.value.undersize;
  report.bound.exempt = report.value.exempt;
  if (report.proof == Proof::Complete) report.bound = report.value;
}

void CommunitySolver::match_present_grids(std::uint32_t community, CommunityReport& report, std::span<Grid> grids) {
  const auto match = matcher_.match(community, grid_begin_, grid_courtyards_);
  for (std::size_t grid = 0; grid < grids.size(); ++grid) grids[grid].present_grid = match.carries_on[grid];
  report.value.moved = match.moved;
}

}  // namespace linli::gridding
