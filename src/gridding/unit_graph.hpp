#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gridding/prepared_rules.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// The courtyards of one community (or all of them, in max-p mode) with the rules applied: courtyards that must stay
// together are one unit, edges that may not be used are gone, and units that stand alone have no neighbours. Flat
// arrays that are reused from one community to the next; one object a thread.
class UnitGraph {
 public:
  void load(const PreparedRules& rules, std::span<const NodeIndex> courtyards);

  std::uint32_t size() const { return static_cast<std::uint32_t>(weight_.size()); }
  Households weight(std::uint32_t unit) const { return weight_[unit]; }
  bool alone(std::uint32_t unit) const { return alone_[unit]; }
  std::span<const NodeIndex> courtyards(std::uint32_t unit) const {
    return {courtyards_.data() + courtyard_begin_[unit], courtyards_.data() + courtyard_begin_[unit + 1]};
  }
  std::span<const std::uint32_t> neighbours(std::uint32_t unit) const {
    return {neighbours_.data() + begin_[unit], neighbours_.data() + begin_[unit + 1]};
  }
  // Units that must not share a grid with the unit.
  std::span<const std::uint32_t> apart(std::uint32_t unit) const {
    if (apart_begin_.empty()) return {};
    return {apart_.data() + apart_begin_[unit], apart_.data() + apart_begin_[unit + 1]};
  }

  // Connected components, those of single alone units included.
  std::uint32_t components() const { return static_cast<std::uint32_t>(component_begin_.size() - 1); }
  std::span<const std::uint32_t> component(std::uint32_t index) const {
    return {component_units_.data() + component_begin_[index], component_units_.data() + component_begin_[index + 1]};
  }

 private:
  void make_units(const PreparedRules& rules, std::span<const NodeIndex> courtyards);
  void make_grouped_units(const PreparedRules& rules, std::span<const NodeIndex> courtyards);
  void link(const PreparedRules& rules);
  void link_by_type(const PreparedRules& rules);
  void keep_apart(const PreparedRules& rules);
  void find_components();

  std::vector<Households> weight_;
  std::vector<std::uint8_t> alone_;
  std::vector<std::uint32_t> courtyard_begin_;
  std::vector<NodeIndex> courtyards_;
  std::vector<std::uint32_t> begin_, neighbours_;
  std::vector<std::uint32_t> apart_begin_, apart_;
  std::vector<std::uint32_t> component_begin_, component_units_;
  std::vector<std::uint8_t> seen_;
};

}  // namespace linli::gridding
