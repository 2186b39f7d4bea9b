#include <algorithm>
#include <atomic>
#include <numeric>
#include <optional>
#include <thread>

#include "gridding/bounds.hpp"
#include "gridding/exact_kernel.hpp"
#include "gridding/large_search.hpp"
#include "gridding/planner.hpp"
#include "gridding/prepared_rules.hpp"
#include "gridding/score.hpp"
#include "gridding/unit_graph.hpp"

namespace linli::gridding {
namespace {

constexpr std::uint32_t kExactUnits = 24;  // heterogeneity has no bound to prune with beyond this
constexpr std::uint64_t kKernelSteps = 2'000'000;
constexpr std::uint64_t kStepsPerUnit = 60;  // when neither steps nor a deadline are given
constexpr unsigned kChains = 2;              // with given steps: as many on one thread as on two

// The regions of one connected component.
struct ComponentPlan {
  std::vector<std::uint32_t> region;  // by position in the component
  std::uint32_t regions = 1;
  std::int64_t bound = 1;
  Proof proof = Proof::Complete;
  Method method = Method::Forced;
};

class RegionPlanning {
 public:
  RegionPlanning(const Instance& instance, const RegionRules& rules, const SearchOptions& options)
      : instance_(instance), rules_(rules), prepared_(instance, rules), options_(options) {}

  Plan run() {
    const auto start = SearchOptions::Clock::now();
    std::vector<NodeIndex> all(instance_.size());
    std::iota(all.begin(), all.end(), 0);
    graph_.load(prepared_, all);
    plan_.grid_of.resize(instance_.size());
    const std::vector<std::uint32_t> wanted = share_out();
    CommunityReport report{.community = 0, .value = {}, .bound = {}};
    for (std::uint32_t i = 0; i < graph_.components(); ++i) add(i, wanted[i], report);
    number_by_first_unit();
    report.bound.undersize = report.value.undersize;
    if (report.proof == Proof::Complete) report.bound = report.value;
    report.seconds = plan_.seconds = std::chrono::duration<double>(SearchOptions::Clock::now() - start).count();
    plan_.value = report.value;
    plan_.bound = report.bound;
    plan_.proof = report.proof;
    plan_.method = report.method;
    plan_.communities.push_back(report);
    return std::move(plan_);
  }

 private:
  void number_by_first_unit() {
    std::vector<std::uint32_t> number(plan_.grids.size(), kNone);
    std::vector<Grid> grids;
    for (std::uint32_t& region : plan_.grid_of) {
      if (number[region] == kNone) {
        number[region] = static_cast<std::uint32_t>(grids.size());
        grids.push_back(plan_.grids[region]);
      }
      region = number[region];
    }
    plan_.grids = std::move(grids);
  }

  Households weight_of(std::uint32_t component) const {
    Households sum = 0;
    for (const std::uint32_t unit : graph_.component(component)) sum += graph_.weight(unit);
    return sum;
  }

  // How many regions each component is to have, when their number is given: one each, then wherever the regions would
  // be heaviest (the highest-averages rule), never more than its bound. 0: as many as can be.
  std::vector<std::uint32_t> share_out() const {
    std::vector<std::uint32_t> wanted(graph_.components(), 0);
    if (rules_.regions == 0) return wanted;
    std::vector<Households> weight(graph_.components());
    for (std::uint32_t i = 0; i < graph_.components(); ++i) weight[i] = weight_of(i), wanted[i] = 1;
    for (std::uint32_t given = graph_.components(); given < rules_.regions; ++given) {
      std::uint32_t best = kNone;
      for (std::uint32_t i = 0; i < graph_.components(); ++i) {
        if (static_cast<Households>(wanted[i]) >= weight[i] / rules_.threshold) continue;
        const auto average = [&](std::uint32_t c) { return static_cast<double>(weight[c]) / wanted[c]; };
        if (best == kNone || average(i) > average(best)) best = i;
      }
      if (best == kNone) break;
      ++wanted[best];
    }
    return wanted;
  }

  void add(std::uint32_t component, std::uint32_t wanted, CommunityReport& report) {
    const auto units = graph_.component(component);
    const ComponentPlan part = solve(units, weight_of(component), wanted);
    const auto first = static_cast<std::uint32_t>(plan_.grids.size());
    std::vector<std::vector<NodeIndex>> members(part.regions);
    for (std::uint32_t i = 0; i < units.size(); ++i) members[part.region[i]].push_back(units[i]);
    for (std::uint32_t region = 0; region < part.regions; ++region) {
      Households sum = 0;
      for (const NodeIndex node : members[region]) {
        plan_.grid_of[node] = first + region;
        sum += instance_.households(node);
      }
      const bool valid = sum >= rules_.threshold;
      plan_.grids.push_back({0, valid ? GridKind::Joined : GridKind::Undersize, sum, kNone});
      valid ? ++report.value.valid : ++report.value.undersize;
      report.value.heterogeneity += scorer_.heterogeneity(members[region]);
    }
    report.bound.valid += part.bound;
    report.proof = std::min(report.proof, part.proof);
    report.method = std::max(report.method, part.method);
  }

  ComponentPlan solve(std::span<const std::uint32_t> units, Households weight, std::uint32_t wanted) {
    ComponentPlan part;
    part.region.assign(units.size(), 0);
    part.bound = weight >= rules_.threshold ? 1 : 0;
    if (weight < 2 * rules_.threshold || units.size() == 1 || wanted == 1) return part;
    part.bound = weight / rules_.threshold;
    if (wanted == 0 && units.size() <= kMaskNodes && solve_exactly(units, part)) return part;
    search(units, wanted, part);
    return part;
  }

  bool solve_exactly(std::span<const std::uint32_t> units, ComponentPlan& part) {
    MaskComponent component;
    component.load(prepared_, graph_, units);
    ExactKernel kernel;
    Budget budget(options_.steps != 0 ? std::min(options_.steps, kKernelSteps) : kKernelSteps, options_);
    const auto result = kernel.solve(component, budget, options_.count_only || units.size() > kExactUnits);
    part.bound = result.most_parts;
    if (!result.complete && !(options_.count_only && result.parts == result.most_parts)) return false;
    part.regions = static_cast<std::uint32_t>(result.parts);
    for (std::uint32_t region = 0; region < part.regions; ++region) {
      for_each_bit(result.sets[region], [&](std::uint32_t i) { part.region[i] = region; });
    }
    part.proof = result.complete ? Proof::Complete : Proof::Count;
    part.method = Method::Exact;
    return true;
  }

  void search(std::span<const std::uint32_t> units, std::uint32_t wanted, ComponentPlan& part) {
    const SearchGraph graph(prepared_, graph_, units);
    LargeTask task{
        .most = static_cast<std::uint32_t>(part.bound), .regions = wanted, .count_only = options_.count_only};
    const bool timed = options_.steps == 0 && options_.deadline;
    task.steps = options_.steps != 0 ? options_.steps : timed ? Budget::kUnlimited : kStepsPerUnit * units.size();
    // Against the clock every thread gets a chain; with given steps their number must not depend on the threads.
    const unsigned chains = timed ? std::max(1U, options_.threads) : kChains;
    std::vector<std::optional<Partition>> found(chains);
    std::atomic<unsigned> next{0};
    const auto work = [&] {
      for (unsigned chain = next++; chain < chains; chain = next++) {
        LargeTask mine = task;
        mine.seed = Random(options_.seed * kChains + chain * 0x1000003ULL).next();
        found[chain].emplace(search_large(prepared_, graph, mine, options_));
      }
    };
    {
      std::vector<std::jthread> workers;
      for (unsigned i = 1; i < std::min(std::max(1U, options_.threads), chains); ++i) workers.emplace_back(work);
      work();
    }
    take_best(found, part);
  }

  void take_best(const std::vector<std::optional<Partition>>& found, ComponentPlan& part) {
    const Partition* best = nullptr;
    Cost best_cost;
    for (const auto& partition : found) {
      const Cost cost = cost_of(prepared_, *partition);
      const bool better = best == nullptr || partition->regions() > best->regions() ||
                          (partition->regions() == best->regions() && cost < best_cost);
      if (better) best = &*partition, best_cost = cost;
    }
    part.regions = best->regions();
    for (std::uint32_t node = 0; node < part.region.size(); ++node) part.region[node] = best->region(node);
    part.proof = part.regions >= part.bound ? Proof::Count : Proof::None;
    part.method = Method::TreeCuts;
  }

  const Instance& instance_;
  const RegionRules& rules_;
  PreparedRules prepared_;
  const SearchOptions& options_;
  UnitGraph graph_;
  GridScorer scorer_{instance_};
  Plan plan_;
};

}  // namespace

std::expected<Plan, std::vector<Fault>> plan_regions(const Instance& instance, const RegionRules& rules,
                                                     const SearchOptions& options) {
  if (auto faults = check(rules, instance); !faults.empty()) return std::unexpected(std::move(faults));
  return RegionPlanning(instance, rules, options).run();
}

}  // namespace linli::gridding
