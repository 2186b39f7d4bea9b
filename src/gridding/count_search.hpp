#pragma once

#include <cstdint>
#include <vector>

#include "gridding/partition.hpp"
#include "gridding/search.hpp"
#include "gridding/tree_cut.hpp"

namespace linli::gridding {

// Raises the number of regions of a large component: merge two neighbouring regions, cut the union anew along random
// trees. What a region has above the threshold is its slack. A two-way cut leaves one side as near the threshold as it
// can and gives all slack to the other, so slack gathers in a few carriers that wander and meet (accepting cuts that
// are no worse), until one holds enough for a region more.
class CountSearch {
 public:
  CountSearch(const SearchGraph& graph, std::uint64_t seed);

  // A first division from one random tree over the whole component, if it reaches the threshold at all.
  void start();
  // Works until `target` regions are there or the budget is spent.
  void run(std::uint32_t target, Budget& budget);

  const Partition& partition() const { return partition_; }
  Partition& partition() { return partition_; }

 private:
  std::uint32_t pick_region();
  std::uint32_t pick_neighbour(std::uint32_t region);
  void step();
  bool cut_into_more(std::uint32_t merged);
  void recut_pair(std::uint32_t first, std::uint32_t second);
  void load(std::initializer_list<std::uint32_t> regions);
  Households slack(std::uint32_t region) const { return partition_.weight(region) - graph_.threshold(); }

  const SearchGraph& graph_;
  Random random_;
  Partition partition_;
  TreeCutter cutter_;
  std::vector<std::uint32_t> merged_, best_side_, taken_;
};

}  // namespace linli::gridding
