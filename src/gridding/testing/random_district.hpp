#pragma once

#include <cstdint>

#include "gridding/instance.hpp"
#include "gridding/rules.hpp"

namespace linli::gridding::testing {

// A small random district, odd on purpose: isolated courtyards, no households, huge ones, barriers, several communities
// and pieces, grids in force that cross them.
struct RandomDistrict {
  Instance instance;
  GridRules rules;  // threshold and upper end fit the households; everything else is the default
};
RandomDistrict random_district(std::uint64_t seed, std::uint32_t courtyards);

// A lattice of one community, too large for the exact kernels when width * height > 64.
Instance lattice(std::uint32_t width, std::uint32_t height, std::uint64_t seed);

}  // namespace linli::gridding::testing
