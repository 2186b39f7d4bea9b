#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "gridding/types.hpp"

namespace linli::gridding {

struct SyntheticCourtyard {
  double x, y;
  Households households;
  std::uint32_t type, community;
};

// An invented district to measure on.
struct SyntheticDistrict {
  std::vector<SyntheticCourtyard> courtyards;
  struct Edge {
    NodeIndex from, to;
    double shared_length;
  };
  std::vector<Edge> edges;
};

// A jittered lattice: neighbours on the lattice are kept with 0.93, one diagonal a cell is added with 0.30; communities
// come from recursive halving (about 12 courtyards each) and are connected; households are heavy-tailed (72 % lognormal
// about 38, 20 % about 150, 8 % about 520, at most 6,000); five types, clustered. The same seed gives the same district
// everywhere.
SyntheticDistrict generate_district(std::uint32_t courtyards, std::uint64_t seed);

}  // namespace linli::gridding
