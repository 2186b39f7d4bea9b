#pragma once

#include <cstdint>

#include "gridding/partition.hpp"

namespace linli::gridding {

// Merges neighbouring regions, the pair whose union adds least heterogeneity first, until `regions` are left (or no two
// neighbour each other). Ward's (1963) hierarchical grouping, bound to neighbours: starting from more regions than
// wanted lets the data, not the first random tree, decide where regions are dense.
void merge_down(Partition& partition, std::uint32_t regions);

}  // namespace linli::gridding
