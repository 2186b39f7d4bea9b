#pragma once

#include "gridding/search_graph.hpp"

namespace linli::gridding {

// A number of regions that no division of the component exceeds. Besides total / threshold it looks at every cut vertex
// v: one region holds v, every other lies inside one of the pieces that v separates, so there are at most 1 + sum of
// floor(weight(piece) / threshold). Leaves and pendant blocks, where households get stuck, are where this is smaller.
// O(n + m).
Households most_regions(const SearchGraph& graph);

}  // namespace linli::gridding
