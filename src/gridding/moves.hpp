#pragma once

#include <cstdint>

#include "gridding/partition.hpp"
#include "gridding/region_figures.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// The moves of the local search. Each has the same contract, asked in this order because each question costs more than
// the one before:
//   valid()      would every region keep at least one node, the floor of its weight, and its rules?
//   gain()       how the later objectives change; negative is better
//   debt()       how the penalty for regions below the threshold changes; 0 when the floor is the threshold
//   connected()  would every region stay connected?
//   apply()      carries it out
struct SearchState {
  Partition& partition;
  RegionFigures& figures;
  Households threshold;
  // While searching, regions may fall somewhat below the threshold, at a price: where every region just reaches it,
  // hardly any single step is allowed, though two or three together would be (strategic oscillation, Glover 1977).
  Households floor;
  double price = 0;      // of each household that is missing
  double surcharge = 0;  // of each region that misses any

  double debt(Households weight) const {
    return weight >= threshold ? 0.0 : surcharge + price * static_cast<double>(threshold - weight);
  }
};

// One node goes to a neighbouring region.
class ShiftMove {
 public:
  ShiftMove(std::uint32_t node, std::uint32_t to) : node_(node), to_(to) {}

  bool valid(const SearchState& state) const;
  Cost gain(const SearchState& state) const { return state.figures.shift(state.partition, node_, to_); }
  double debt(const SearchState& state) const;
  bool connected(SearchState& state) const { return state.partition.removable(node_); }
  void apply(SearchState& state) const;

 private:
  std::uint32_t node_, to_;
};

// Two nodes of neighbouring regions change places: what is left when the threshold lets nobody go.
class SwapMove {
 public:
  SwapMove(std::uint32_t first, std::uint32_t second) : first_(first), second_(second) {}

  bool valid(const SearchState& state) const;
  Cost gain(const SearchState& state) const { return state.figures.swap(state.partition, first_, second_); }
  double debt(const SearchState& state) const;
  bool connected(SearchState& state) const;
  void apply(SearchState& state) const;

 private:
  std::uint32_t first_, second_;
};

}  // namespace linli::gridding
