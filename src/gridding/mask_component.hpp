#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "gridding/prepared_rules.hpp"
#include "gridding/types.hpp"
#include "gridding/unit_graph.hpp"

namespace linli::gridding {

inline constexpr Mask bit(std::uint32_t index) { return Mask{1} << index; }
inline constexpr std::uint32_t lowest(Mask mask) { return static_cast<std::uint32_t>(std::countr_zero(mask)); }

// Calls visit(bit index) for every member of the set, ascending.
template <typename Visit>
void for_each_bit(Mask mask, Visit&& visit) {
  for (; mask != 0; mask &= mask - 1) visit(lowest(mask));
}

// At most 64 units in the shape that the exact kernels work on: sets are machine words, figures of a unit lie side by
// side.
class MaskComponent {
 public:
  // Units may come from several connected components of the graph.
  void load(const PreparedRules& rules, const UnitGraph& graph, std::span<const std::uint32_t> units);

  std::uint32_t size() const { return size_; }
  Mask all() const { return size_ == kMaskNodes ? ~Mask{0} : bit(size_) - 1; }
  std::uint32_t unit(std::uint32_t index) const { return unit_[index]; }
  Mask adjacent(std::uint32_t index) const { return adjacent_[index]; }
  Mask apart(std::uint32_t index) const { return apart_[index]; }
  bool has_apart() const { return has_apart_; }
  Mask alone() const { return alone_; }
  Households weight(std::uint32_t index) const { return weight_[index]; }
  Households weight_of(Mask set) const {
    Households sum = 0;
    for_each_bit(set, [&](std::uint32_t i) { sum += weight_[i]; });
    return sum;
  }

  // The connected component of `within` that holds `index`, and its weight.
  struct Piece {
    Mask set;
    Households weight;
  };
  Piece piece(std::uint32_t index, Mask within) const {
    Piece result{bit(index), weight_[index]};
    for (Mask open = adjacent_[index] & within; open != 0;) {
      const std::uint32_t next = lowest(open);
      result.set |= bit(next);
      result.weight += weight_[next];
      open = (open | (adjacent_[next] & within)) & ~result.set;
    }
    return result;
  }

  // The later objectives of one grid of this weight, except Objective::Moved, which depends on more than the grid: its
  // slot is 0.
  Cost cost(Mask set, Households weight) const;
  // Where an objective stands in a Cost; 4 when it does not count.
  std::size_t slot(Objective objective) const { return slot_[static_cast<std::size_t>(objective)]; }
  Households upper() const { return upper_; }
  Households threshold() const { return threshold_; }

 private:
  struct TypeCount {
    std::uint16_t type;
    std::uint16_t count;
  };

  void load_figures(const PreparedRules& rules, const UnitGraph& graph);
  void load_types(const PreparedRules& rules, const UnitGraph& graph);
  double heterogeneity(Mask set) const;
  std::int64_t mixing(Mask set, std::int64_t courtyards) const;

  std::uint32_t size_ = 0;
  std::array<std::uint32_t, kMaskNodes> unit_;
  std::array<Mask, kMaskNodes> adjacent_, apart_;
  std::array<Households, kMaskNodes> weight_;
  struct Moments {
    double count, x, y, squares;  // number of courtyards; sums of x, y, x² + y² about the component's first courtyard
  };
  std::array<Moments, kMaskNodes> moments_;
  std::array<std::uint32_t, kMaskNodes + 1> type_begin_;
  std::vector<TypeCount> types_;
  std::uint16_t type_count_ = 0;
  std::array<double, kMaskNodes> attribute_;
  std::array<std::size_t, 4> slot_;
  Mask alone_ = 0;
  bool has_apart_ = false, grid_mode_ = true;
  Households threshold_ = 1, upper_ = 1;
};

}  // namespace linli::gridding
