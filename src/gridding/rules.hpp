#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// What becomes of courtyards that together cannot reach the threshold.
enum class Leftovers : std::uint8_t {
  StandUndersize,  // they make an undersize grid, reported
  JoinLarge,       // they join the grid of a neighbouring large courtyard, where there is one in the community
};

// How a district divides courtyards into grids, as data. The defaults are those of Weidu (R059, R060): a courtyard with
// more than 300 households is a grid, smaller ones join neighbours; 400 is the soft upper end of R053.
struct GridRules {
  Households threshold = 300;
  Households upper = 400;
  // The later objectives, most important first. Valid and undersize grids always come before them.
  // Objective::Moved counts only when `replan` is set.
  std::array<Objective, 4> order{Objective::Moved, Objective::Excess, Objective::Mixing, Objective::Compactness};
  bool replan = false;                        // change the grids of Instance::present_grid as little as validity allows
  bool join_by_type = false;                  // courtyards of one type and community may join without bordering (R060)
  std::vector<std::uint32_t> standing_alone;  // types whose courtyards are grids by themselves (R061)
  std::vector<std::uint32_t> crossable;       // barriers that may be crossed; all others separate (R072)
  std::vector<std::vector<NodeIndex>> together;        // each group stays in one grid
  std::vector<std::pair<NodeIndex, NodeIndex>> apart;  // never in one grid
  Leftovers leftovers = Leftovers::StandUndersize;
  Households split_above = 0;  // a courtyard above this is split by buildings (R053), see SplitRule; 0: never
};

// max-p regions (Duque, Anselin & Rey 2012): most regions with at least `threshold`, then least heterogeneity.
struct RegionRules {
  Households threshold = 1;
  std::uint32_t regions = 0;  // 0: as many as possible; otherwise exactly so many, with least heterogeneity
};

// By courtyard, a number that it shares with those that must stay with it, through however many groups; kNone for one
// that is free. Empty when there are no groups.
std::vector<std::uint32_t> groups_of(const Instance& instance, const GridRules& rules);

// Faults of rules against the instance they are meant for: empty when the rules can be used.
std::vector<Fault> check(const GridRules& rules, const Instance& instance);
std::vector<Fault> check(const RegionRules& rules, const Instance& instance);

}  // namespace linli::gridding
