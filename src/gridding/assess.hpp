#pragma once

#include <span>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/plan.hpp"
#include "gridding/rules.hpp"

namespace linli::gridding {

// What a grid that somebody drew may not be.
struct GridFault {
  std::uint32_t grid;  // of Assessment::plan
  Text text;
};

// A division that did not come from the engine, with the figures of one that did, so that the two can be compared: the
// grids in force, or a plan after somebody moved a courtyard by hand.
struct Assessment {
  Plan plan;  // figures and kinds; bounds equal the values, and nothing is proven
  std::vector<GridFault> faults;
};

// grid_of gives each courtyard any number; equal numbers share a grid, kNone means none, which makes a grid of one
// courtyard. Grids are renumbered as in Plan.
Assessment assess(const Instance& instance, const GridRules& rules, std::span<const std::uint32_t> grid_of);

}  // namespace linli::gridding
