#include "gridding/large_search.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "gridding/anneal.hpp"
#include "gridding/count_search.hpp"
#include "gridding/merge_down.hpp"

namespace linli::gridding {
namespace {

constexpr double kSurplusShare = 0.03;
constexpr double kCountShare = 0.7;  // of the time and steps, when the number of regions is not given

class LargeSearch {
 public:
  LargeSearch(const PreparedRules& rules, const SearchGraph& graph, const LargeTask& task, const SearchOptions& options)
      : rules_(rules), graph_(graph), task_(task), options_(options), random_(task.seed ^ 0x5DEECE66DULL) {}

  Partition run() {
    CountSearch search(graph_, task_.seed);
    search.start();
    count(search);
    if (rules_.rules().replan && rules_.grid_mode()) restart_from_present(search);
    Partition& partition = search.partition();
    if (task_.regions != 0) merge_down(partition, task_.regions);
    if (graph_.has_apart()) separate(partition);
    if (!task_.count_only) improve(partition);
    return std::move(partition);
  }

 private:
  std::uint64_t share(double part) const {
    if (task_.steps == Budget::kUnlimited) return task_.steps;
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(static_cast<double>(task_.steps) * part));
  }

  void count(CountSearch& search) {
    if (task_.regions == 0) {
      Budget budget(share(kCountShare), options_, task_.count_only ? 1.0 : kCountShare);
      search.run(task_.most, budget);
      return;
    }
    // A given number: more than that for a while, as merging down from many regions gives the better start.
    Budget enough(share(kCountShare), options_, kCountShare);
    search.run(task_.regions, enough);
    Budget more(share(kSurplusShare), options_, kSurplusShare);
    search.run(task_.most, more);
  }

  void improve(Partition& partition) {
    Budget budget(share(1 - kCountShare), options_);
    RegionFigures figures(rules_, graph_);
    figures.load(partition, match_present_grids(partition));
    anneal(partition, figures, graph_.threshold(), random_, budget);
  }

  // Re-planning: the count found from scratch is the aim; the grids in force are changed only until they reach it.
  void restart_from_present(CountSearch& search) {
    const Partition fresh = search.partition();
    keep_present(search.partition());
    Budget budget(share(kCountShare), options_, kCountShare);
    search.run(fresh.regions(), budget);
    if (search.partition().regions() < fresh.regions()) search.partition() = fresh;
  }

  // Each connected piece of a grid in force becomes a region; pieces below the threshold join a neighbour.
  void keep_present(Partition& partition) {
    partition.clear();
    std::vector<std::uint32_t> queue;
    for (std::uint32_t start = 0; start < graph_.size(); ++start) {
      if (partition.region(start) != kNone) continue;
      const std::uint32_t region = partition.add_region();
      partition.put(start, region);
      queue.assign(1, start);
      for (std::size_t head = 0; head < queue.size(); ++head) {
        for (const std::uint32_t next : graph_.neighbours(queue[head])) {
          if (partition.region(next) != kNone || graph_.present_grid(next) != graph_.present_grid(start)) continue;
          partition.put(next, region);
          queue.push_back(next);
        }
      }
    }
    for (std::uint32_t region = 0; region < partition.regions() && partition.regions() > 1;) {
      partition.weight(region) < graph_.threshold() ? merge(partition, region) : void(++region);
    }
  }

  // The region's lightest neighbour takes it in; its number goes to the last region.
  void merge(Partition& partition, std::uint32_t region) {
    std::uint32_t into = kNone;
    for (const std::uint32_t node : partition.members(region)) {
      for (const std::uint32_t next : graph_.neighbours(node)) {
        const std::uint32_t other = partition.region(next);
        if (other == region) continue;
        if (into == kNone || partition.weight(other) < partition.weight(into)) into = other;
      }
    }
    partition.merge(region, into);
  }

  // Takes pairs that must be apart out of one another's region: one of the two starts a region of its own, and what
  // falls off with it, too. The tree cuts do not know such pairs; they are few, and the grids this leaves undersize are
  // reported.
  void separate(Partition& partition) {
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      const auto apart = graph_.apart(node);
      const bool clash =
          std::ranges::any_of(apart, [&](std::uint32_t o) { return partition.region(o) == partition.region(node); });
      if (!clash) continue;
      const std::uint32_t old = partition.region(node);
      partition.put(node, partition.add_region());
      const auto members = partition.members(old);
      const std::vector<std::uint32_t> rest(members.begin(), members.end());
      split_into_pieces(partition, rest, old);
    }
  }

  void split_into_pieces(Partition& partition, const std::vector<std::uint32_t>& nodes, std::uint32_t region) {
    bool first = true;
    std::vector<bool> seen(graph_.size(), false);
    for (const std::uint32_t start : nodes) {
      if (seen[start]) continue;
      std::vector<std::uint32_t> piece{start};
      seen[start] = true;
      for (std::size_t head = 0; head < piece.size(); ++head) {
        for (const std::uint32_t next : graph_.neighbours(piece[head])) {
          if (seen[next] || partition.region(next) != region) continue;
          seen[next] = true;
          piece.push_back(next);
        }
      }
      if (!std::exchange(first, false)) {
        const std::uint32_t fresh = partition.add_region();
        for (const std::uint32_t node : piece) partition.put(node, fresh);
      }
    }
  }

  const PreparedRules& rules_;
  const SearchGraph& graph_;
  const LargeTask& task_;
  const SearchOptions& options_;
  Random random_;
};

}  // namespace

Partition search_large(const PreparedRules& rules, const SearchGraph& graph, const LargeTask& task,
                       const SearchOptions& options) {
  return LargeSearch(rules, graph, task, options).run();
}

Cost cost_of(const PreparedRules& rules, const Partition& partition) {
  RegionFigures figures(rules, partition.graph());
  figures.load(partition, match_present_grids(partition));
  return figures.total(partition);
}

std::vector<std::uint32_t> match_present_grids(const Partition& partition) {
  const SearchGraph& graph = partition.graph();
  std::map<std::pair<std::uint32_t, std::uint32_t>, Households> shared;
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    if (graph.present_grid(node) != kNone)
      shared[{partition.region(node), graph.present_grid(node)}] += graph.weight(node);
  }
  std::vector<std::tuple<Households, std::uint32_t, std::uint32_t>> by_size;
  for (const auto& [pair, households] : shared) by_size.emplace_back(-households, pair.first, pair.second);
  std::ranges::sort(by_size);
  std::vector<std::uint32_t> label(partition.regions(), kNone);
  std::set<std::uint32_t> taken;
  for (const auto& [households, region, present] : by_size) {
    if (label[region] == kNone && taken.insert(present).second) label[region] = present;
  }
  return label;
}

}  // namespace linli::gridding
