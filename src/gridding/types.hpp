#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/error.hpp"

// Words shared by every part of the grid engine. No I/O anywhere below src/gridding.
namespace linli::gridding {

using NodeIndex = std::uint32_t;  // a courtyard, in the order it was added
using Households = std::int64_t;  // households; population in max-p mode
using Mask = std::uint64_t;       // a set of at most 64 units of one component

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
inline constexpr Households kMostHouseholds =
    1'000'000'000;  // of one courtyard; sums of 2^32 of them still fit 64 bits
inline constexpr std::size_t kMaskNodes = 64;

// Something wrong with the input. An error stops the plan; a notice says what was done about it.
struct Fault {
  enum class Severity { Error, Notice };
  enum class Table { Nodes, Edges, Buildings, Rules };
  Severity severity;
  Table table;
  std::size_t line;  // as handed over by the caller; 0 when no single line is to blame
  Text text;
};

// What a plan is judged by, in the order of the problem's definition. Which of the last four comes first is a rule.
enum class Objective : std::uint8_t { Moved, Excess, Mixing, Compactness };

// The figures of one grid, one community or one plan. Additive, so that communities sum to the plan.
struct Score {
  std::int64_t valid = 0;      // grids that reach the threshold
  std::int64_t undersize = 0;  // grids that do not
  std::int64_t exempt = 0;     // grids below the threshold that a rule makes stand alone (R061)
  std::int64_t in_band = 0;    // grids of several courtyards between the threshold and `upper`
  Households moved = 0;        // households that change grid (re-planning)
  Households excess = 0;       // households above `upper`, over grids of several courtyards
  std::int64_t mixing = 0;     // courtyards whose type is not their grid's most frequent one
  double compactness = 0;      // sum of squared distances to the grid's centroid; lower is more compact
  double heterogeneity = 0;    // max-p: sum over pairs in a region of |a_i - a_j|

  Score& operator+=(const Score& other);
};

// How far a plan is known to be the best.
enum class Proof : std::uint8_t {
  None,      // the bound on valid grids is not reached
  Count,     // no plan has more valid grids (and none fewer undersize ones)
  Complete,  // and none is better in any later objective, in the order of the rules
};

// What found the plan of a community: the heaviest method that one of its components needed.
// Given: nobody searched, the division came from outside.
enum class Method : std::uint8_t { Forced, Exact, BranchAndBound, TreeCuts, Given };

std::string_view name(Proof proof);
std::string_view name(Method method);
std::string_view name(Objective objective);

// Later objectives as one value, in the order of the rules; smaller is better, compared lexicographically.
struct Cost {
  std::array<double, 4> value{};

  auto operator<=>(const Cost&) const = default;
  Cost& operator+=(const Cost& other) {
    for (std::size_t i = 0; i < value.size(); ++i) value[i] += other.value[i];
    return *this;
  }
};

}  // namespace linli::gridding
