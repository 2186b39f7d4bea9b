#pragma once

#include <cstdint>
#include <vector>

#include "gridding/partition.hpp"
#include "gridding/prepared_rules.hpp"
#include "gridding/search.hpp"
#include "gridding/search_graph.hpp"

namespace linli::gridding {

// What is wanted of one large component.
struct LargeTask {
  std::uint32_t most = 0;     // a bound on the number of regions: reaching it ends the count
  std::uint32_t regions = 0;  // max-p mode: exactly so many; 0: as many as can be found
  bool count_only = false;
  std::uint64_t seed = 1;
  std::uint64_t steps = Budget::kUnlimited;
};

// One chain of search over a component too large for the exact kernels: spanning-tree cuts, merge and recut for the
// number of regions, annealing for the later objectives. The same task gives the same answer unless the deadline or a
// stop comes first.
Partition search_large(const PreparedRules& rules, const SearchGraph& graph, const LargeTask& task,
                       const SearchOptions& options);

// The later objectives of a division, as the rules order them; `labels` as in RegionFigures.
Cost cost_of(const PreparedRules& rules, const Partition& partition);

// For each region the grid in force with which it shares most households, no grid twice; kNone where none is left.
std::vector<std::uint32_t> match_present_grids(const Partition& partition);

}  // namespace linli::gridding
