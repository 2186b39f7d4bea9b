#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gridding/types.hpp"

namespace linli::gridding {

// Why a grid is as it is; explain() turns it into a sentence.
enum class GridKind : std::uint8_t {
  Large,      // one courtyard above the threshold (R059)
  ByRule,     // one courtyard of a type that stands alone (R061)
  Joined,     // several courtyards that reach the threshold together (R060), or one that reaches it exactly
  Undersize,  // cannot reach the threshold with anybody it may join
  Part,       // buildings of a courtyard that is split (R053), perhaps with leftovers
  Extended,   // a courtyard that would stand alone, with leftovers (Leftovers::JoinLarge) or those it must stay with
};

struct Grid {
  std::uint32_t community;
  GridKind kind;
  Households households;
  std::uint32_t present_grid;  // the grid in force that it carries on, kNone for a new one; set when re-planning
};

struct CommunityReport {
  std::uint32_t community;
  Score value;
  Score bound;  // valid: no plan has more. undersize, moved, excess: no plan with as many valid grids has fewer
  Proof proof = Proof::Complete;
  Method method = Method::Forced;
  double seconds = 0;

  std::int64_t gap() const { return bound.valid - value.valid; }
};

// A division of all courtyards. In max-p mode there is one report, of everything.
struct Plan {
  std::vector<std::uint32_t> grid_of;  // by courtyard
  std::vector<Grid> grids;             // ordered by community, then by first courtyard
  std::vector<CommunityReport> communities;
  Score value;
  Score bound;
  Proof proof = Proof::Complete;
  Method method = Method::Forced;
  double seconds = 0;
  bool stopped = false;  // by the deadline, the stop token or the number of steps before everything was proven

  // Courtyards of each grid, ascending: computed on demand, since a plan of a million courtyards rarely needs all of
  // it.
  std::vector<std::vector<NodeIndex>> members() const;
};

}  // namespace linli::gridding
