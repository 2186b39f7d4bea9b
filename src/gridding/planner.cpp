#include "gridding/planner.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "gridding/community_solver.hpp"
#include "gridding/prepared_rules.hpp"

namespace linli::gridding {
namespace {

// Communities are handed out largest first, in small lots, so that no thread is left with the hardest one at the end.
class GridPlanning {
 public:
  GridPlanning(const Instance& instance, const GridRules& rules, const SearchOptions& options)
      : instance_(instance), prepared_(instance, rules), options_(options) {}

  Plan run() {
    const auto start = SearchOptions::Clock::now();
    const std::size_t communities = instance_.communities().size();
    plan_.grid_of.resize(instance_.size());
    plan_.communities.resize(communities);
    places_.resize(communities);
    order_by_size();
    const auto worthwhile = static_cast<unsigned>(1 + instance_.size() / kCourtyardsPerThread);
    const unsigned threads = std::clamp(options_.threads, 1U, worthwhile);
    grids_.resize(threads);
    {
      std::vector<std::jthread> workers;
      for (unsigned worker = 1; worker < threads; ++worker) workers.emplace_back([this, worker] { work(worker); });
      work(0);
    }
    number_grids();
    sum_up();
    plan_.seconds = std::chrono::duration<double>(SearchOptions::Clock::now() - start).count();
    return std::move(plan_);
  }

 private:
  struct Place {
    std::uint32_t worker, begin, count;  // where a worker left the grids of a community
  };
  static constexpr std::size_t kLot = 4;
  // Planning so many takes about as long as starting a thread, on a busy machine far less.
  static constexpr std::size_t kCourtyardsPerThread = 4096;

  void order_by_size() {
    order_.resize(instance_.communities().size());
    for (std::uint32_t community = 0; community < order_.size(); ++community) order_[community] = community;
    const auto size = [&](std::uint32_t community) { return instance_.courtyards_of(community).size(); };
    std::ranges::sort(order_,
                      [&](std::uint32_t a, std::uint32_t b) { return size(a) != size(b) ? size(a) > size(b) : a < b; });
  }

  void work(unsigned worker) {
    CommunitySolver solver(prepared_, options_);
    auto& grids = grids_[worker];
    for (;;) {
      const std::size_t begin = next_.fetch_add(kLot);
      if (begin >= order_.size()) return;
      const std::size_t end = std::min(begin + kLot, order_.size());
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t community = order_[i];
        const auto first = static_cast<std::uint32_t>(grids.size());
        plan_.communities[community] = solver.solve(community, plan_.grid_of, grids);
        places_[community] = {worker, first, static_cast<std::uint32_t>(grids.size()) - first};
      }
      if (options_.progress) options_.progress(end, order_.size());
    }
  }

  // By the first courtyard of each, so that the same division has the same numbers however it was found.
  void number_grids() {
    std::vector<std::uint32_t> number;
    std::size_t total = 0;
    for (const auto& grids : grids_) total += grids.size();
    plan_.grids.reserve(total);
    for (std::uint32_t community = 0; community < places_.size(); ++community) {
      const Place& place = places_[community];
      number.assign(place.count, kNone);
      for (const NodeIndex node : instance_.courtyards_of(community)) {
        const std::uint32_t found = plan_.grid_of[node];
        if (number[found] == kNone) {
          number[found] = static_cast<std::uint32_t>(plan_.grids.size());
          plan_.grids.push_back(grids_[place.worker][place.begin + found]);
        }
        plan_.grid_of[node] = number[found];
      }
    }
  }

  void sum_up() {
    for (const CommunityReport& report : plan_.communities) {
      plan_.value += report.value;
      plan_.bound += report.bound;
      plan_.proof = std::min(plan_.proof, report.proof);
      plan_.method = std::max(plan_.method, report.method);
    }
  }

  const Instance& instance_;
  PreparedRules prepared_;
  const SearchOptions& options_;
  Plan plan_;
  std::vector<std::uint32_t> order_;
  std::vector<Place> places_;
  std::vector<std::vector<Grid>> grids_;  // by worker
  std::atomic<std::size_t> next_{0};
};

}  // namespace

std::expected<Plan, std::vector<Fault>> plan_grids(const Instance& instance, const GridRules& rules,
                                                   const SearchOptions& options) {
  if (auto faults = check(rules, instance); !faults.empty()) return std::unexpected(std::move(faults));
  return GridPlanning(instance, rules, options).run();
}

}  // namespace linli::gridding
