#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gridding/prepared_rules.hpp"
#include "gridding/types.hpp"
#include "gridding/unit_graph.hpp"

namespace linli::gridding {

// One connected component of any size, renumbered from 0, with the figures that local search needs. Immutable once
// made; several searches may read one at the same time.
class SearchGraph {
 public:
  SearchGraph(const PreparedRules& rules, const UnitGraph& graph, std::span<const std::uint32_t> units);

  std::uint32_t size() const { return static_cast<std::uint32_t>(weight_.size()); }
  std::uint32_t unit(std::uint32_t node) const { return unit_[node]; }
  Households weight(std::uint32_t node) const { return weight_[node]; }
  Households total() const { return total_; }
  Households threshold() const { return threshold_; }
  std::span<const std::uint32_t> neighbours(std::uint32_t node) const {
    return {neighbours_.data() + begin_[node], neighbours_.data() + begin_[node + 1]};
  }
  std::span<const std::uint32_t> apart(std::uint32_t node) const {
    if (apart_begin_.empty()) return {};
    return {apart_.data() + apart_begin_[node], apart_.data() + apart_begin_[node + 1]};
  }
  bool has_apart() const { return !apart_.empty(); }

  struct Moments {
    double count, x, y, squares;  // courtyards; sums of x, y and x² + y² about the component's first courtyard
  };
  const Moments& moments(std::uint32_t node) const { return moments_[node]; }
  double attribute(std::uint32_t node) const { return attribute_[node]; }
  // The type of the unit's first courtyard. A unit of several courtyards rarely mixes types; the plan's own score
  // counts all.
  std::uint32_t type(std::uint32_t node) const { return type_[node]; }
  std::uint32_t types() const { return types_; }
  std::uint32_t present_grid(std::uint32_t node) const { return present_grid_[node]; }

 private:
  void load_figures(const PreparedRules& rules, const UnitGraph& graph);

  Households threshold_, total_ = 0;
  std::vector<std::uint32_t> unit_;
  std::vector<Households> weight_;
  std::vector<std::uint32_t> begin_, neighbours_;
  std::vector<std::uint32_t> apart_begin_, apart_;
  std::vector<Moments> moments_;
  std::vector<double> attribute_;
  std::vector<std::uint32_t> type_, present_grid_;
  std::uint32_t types_ = 0;
};

}  // namespace linli::gridding
