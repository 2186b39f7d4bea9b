#include "gridding/prepared_rules.hpp"

#include <algorithm>
#include <numeric>

namespace linli::gridding {
PreparedRules::PreparedRules(const Instance& instance, const GridRules& rules)
    : instance_(instance),
      grid_mode_(true),
      rules_(rules),
      crossable_(instance.barriers().size(), false),
      group_of_(groups_of(instance, rules)),
      local_(std::make_unique_for_overwrite<std::uint32_t[]>(instance.size())) {
  for (const Objective objective : rules.order) {
    if (objective != Objective::Moved || rules.replan) order_.push_back(objective);
  }
  for (const std::uint32_t barrier : rules.crossable) {
    if (barrier < crossable_.size()) crossable_[barrier] = true;
  }
  if (!instance.present_grids().empty()) find_homes();
  if (!rules.standing_alone.empty()) alone_types_.assign(instance.types().size(), false);
  for (const std::uint32_t type : rules.standing_alone) {
    if (type < alone_types_.size()) alone_types_[type] = true;
  }
  if (rules.apart.empty()) return;
  apart_begin_.assign(instance.size() + 1, 0);
  for (const auto& [first, second] : rules.apart) ++apart_begin_[first + 1], ++apart_begin_[second + 1];
  std::partial_sum(apart_begin_.begin(), apart_begin_.end(), apart_begin_.begin());
  apart_.resize(apart_begin_.back());
  std::vector<std::uint32_t> next(apart_begin_.begin(), apart_begin_.end() - 1);
  for (const auto& [first, second] : rules.apart) {
    apart_[next[first]++] = second;
    apart_[next[second]++] = first;
  }
}

PreparedRules::PreparedRules(const Instance& instance, const RegionRules& rules)
    : instance_(instance), grid_mode_(false), local_(std::make_unique_for_overwrite<std::uint32_t[]>(instance.size())) {
  rules_.threshold = rules.threshold;
  rules_.upper = kMostHouseholds;
}

GridKind PreparedRules::kind_of(std::span<const NodeIndex> grid, Households households) const {
  if (grid.size() == 1 && alone_by_rule(grid.front())) return GridKind::ByRule;
  for (const NodeIndex node : grid) {
    if (instance_.is_building(node)) return households >= rules_.threshold ? GridKind::Part : GridKind::Undersize;
    if (stands_alone(node)) return grid.size() == 1 ? GridKind::Large : GridKind::Extended;
  }
  return households >= rules_.threshold ? GridKind::Joined : GridKind::Undersize;
}

void PreparedRules::find_homes() {
  home_.assign(instance_.present_grids().size(), kNone);
  std::vector<Households> here(home_.size(), 0), most(home_.size(), -1);
  for (std::uint32_t community = 0; community < instance_.communities().size(); ++community) {
    const auto courtyards = instance_.courtyards_of(community);
    for (const NodeIndex node : courtyards) {
      if (instance_.present_grid(node) != kNone) here[instance_.present_grid(node)] += instance_.households(node);
    }
    for (const NodeIndex node : courtyards) {
      const std::uint32_t grid = instance_.present_grid(node);
      if (grid == kNone) continue;
      if (here[grid] > most[grid]) most[grid] = here[grid], home_[grid] = community;
      here[grid] = 0;  // seen; a later courtyard of the same grid finds 0, which is never more
    }
  }
}

std::span<const NodeIndex> PreparedRules::apart_from(NodeIndex node) const {
  if (apart_.empty()) return {};
  return {apart_.data() + apart_begin_[node], apart_.data() + apart_begin_[node + 1]};
}

}  // namespace linli::gridding
