#pragma once

#include "gridding/partition.hpp"
#include "gridding/search.hpp"

namespace linli::gridding {

// Brings regions that fell below the threshold back to it by recutting them with neighbours; a shortage that the
// neighbour cannot cover is handed on and wanders until it meets a region that can. False when some region is still
// short in the end.
bool repair(Partition& partition, Random& random);

}  // namespace linli::gridding
