#pragma once

#include <cstdint>

#include "gridding/moves.hpp"
#include "gridding/search.hpp"

namespace linli::gridding {

// Improves the later objectives of a division whose number of regions stays: simulated annealing (Kirkpatrick, Gelatt &
// Vecchi 1983) over shifts and swaps on a weighted sum, then descent in true lexicographic order. Never ends worse than
// it began.
void anneal(Partition& partition, RegionFigures& figures, Households threshold, Random& random, Budget& budget);

}  // namespace linli::gridding
