#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/plan.hpp"
#include "gridding/rules.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// Rules resolved against an instance once, so that every question of the inner loops is one array read.
// Read-only while communities are being solved, except `local`, of which each community writes its own entries.
class PreparedRules {
 public:
  PreparedRules(const Instance& instance, const GridRules& rules);
  PreparedRules(const Instance& instance, const RegionRules& rules);

  const Instance& instance() const { return instance_; }
  bool grid_mode() const { return grid_mode_; }
  const GridRules& rules() const { return rules_; }
  Households threshold() const { return rules_.threshold; }
  // The later objectives that count, most important first.
  std::span<const Objective> order() const { return order_; }

  bool stands_alone(NodeIndex node) const {
    if (!grid_mode_ || instance_.is_building(node)) return false;
    return instance_.households(node) > rules_.threshold || alone_by_rule(node);
  }
  bool alone_by_rule(NodeIndex node) const {
    return !alone_types_.empty() && alone_types_[instance_.type(node)] && !instance_.is_building(node);
  }
  // May the two border each other inside a grid, as far as the edge between them goes?
  bool usable(NodeIndex from, const Neighbour& to) const {
    if (!grid_mode_) return true;
    return instance_.split_courtyard(from) == instance_.split_courtyard(to.node) && passable(from, to);
  }
  // The same, leaving aside that buildings of a courtyard that is split keep to themselves.
  bool passable(NodeIndex from, const Neighbour& to) const {
    return instance_.community(from) == instance_.community(to.node) && (to.barrier == kNone || crossable_[to.barrier]);
  }
  GridKind kind_of(std::span<const NodeIndex> grid, Households households) const;

  // The group that must stay together with the node; kNone for none.
  std::uint32_t group(NodeIndex node) const { return group_of_.empty() ? kNone : group_of_[node]; }
  bool has_groups() const { return !group_of_.empty(); }
  // Courtyards that must not share a grid with the node.
  std::span<const NodeIndex> apart_from(NodeIndex node) const;
  bool has_apart() const { return !apart_.empty(); }

  // The community in which a grid in force goes on: where most of its households are. In others its courtyards must
  // move.
  std::uint32_t home(std::uint32_t present_grid) const { return home_[present_grid]; }
  bool has_present_grids() const { return !home_.empty(); }

  std::uint32_t& local(NodeIndex node) const { return local_[node]; }

 private:
  const Instance& instance_;
  bool grid_mode_;
  GridRules rules_;
  std::vector<Objective> order_;
  void find_homes();

  std::vector<bool> alone_types_, crossable_;
  std::vector<std::uint32_t> group_of_;
  std::vector<std::uint32_t> apart_begin_;
  std::vector<NodeIndex> apart_;
  std::vector<std::uint32_t> home_;
  std::unique_ptr<std::uint32_t[]> local_;
};

}  // namespace linli::gridding
