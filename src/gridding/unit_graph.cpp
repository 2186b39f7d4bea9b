#include "gridding/unit_graph.hpp"

#include <algorithm>

namespace linli::gridding {

void UnitGraph::load(const PreparedRules& rules, std::span<const NodeIndex> courtyards) {
  if (rules.has_groups()) {
    make_grouped_units(rules, courtyards);
  } else {
    make_units(rules, courtyards);
  }
  link(rules);
  keep_apart(rules);
  find_components();
}

void UnitGraph::make_units(const PreparedRules& rules, std::span<const NodeIndex> courtyards) {
  const auto n = static_cast<std::uint32_t>(courtyards.size());
  courtyards_.assign(courtyards.begin(), courtyards.end());
  weight_.resize(n);
  alone_.resize(n);
  courtyard_begin_.resize(n + 1);
  for (std::uint32_t unit = 0; unit < n; ++unit) {
    const NodeIndex node = courtyards[unit];
    courtyard_begin_[unit] = unit;
    weight_[unit] = rules.instance().households(node);
    alone_[unit] = rules.stands_alone(node);
    rules.local(node) = unit;
  }
  courtyard_begin_[n] = n;
}

// A group becomes one unit in the place of its first courtyard; it stands alone when one of its courtyards must.
void UnitGraph::make_grouped_units(const PreparedRules& rules, std::span<const NodeIndex> courtyards) {
  std::vector<std::pair<std::uint32_t, NodeIndex>> keyed;  // (first courtyard of the group, courtyard)
  std::vector<std::pair<std::uint32_t, NodeIndex>> first_of_group;
  for (const NodeIndex node : courtyards) {
    const std::uint32_t group = rules.group(node);
    if (group == kNone) {
      keyed.emplace_back(node, node);
      continue;
    }
    auto found = std::ranges::find(first_of_group, group, &std::pair<std::uint32_t, NodeIndex>::first);
    if (found == first_of_group.end()) found = first_of_group.emplace(first_of_group.end(), group, node);
    keyed.emplace_back(found->second, node);
  }
  std::ranges::sort(keyed);  // courtyards come ascending, so that this keeps them in order within a group
  weight_.clear(), alone_.clear(), courtyards_.clear(), courtyard_begin_.clear();
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    if (i == 0 || keyed[i].first != keyed[i - 1].first) {
      courtyard_begin_.push_back(static_cast<std::uint32_t>(i));
      weight_.push_back(0);
      alone_.push_back(false);
    }
    const NodeIndex node = keyed[i].second;
    weight_.back() += rules.instance().households(node);
    alone_.back() |= static_cast<std::uint8_t>(rules.stands_alone(node));
    rules.local(node) = static_cast<std::uint32_t>(weight_.size() - 1);
    courtyards_.push_back(node);
  }
  courtyard_begin_.push_back(static_cast<std::uint32_t>(keyed.size()));
}

void UnitGraph::link(const PreparedRules& rules) {
  begin_.assign(1, 0);
  neighbours_.clear();
  for (std::uint32_t unit = 0; unit < size(); ++unit) {
    if (!alone_[unit]) {
      for (const NodeIndex node : courtyards(unit)) {
        for (const Neighbour& next : rules.instance().neighbours(node)) {
          if (!rules.usable(node, next)) continue;
          const std::uint32_t other = rules.local(next.node);
          if (other != unit && !alone_[other]) neighbours_.push_back(other);
        }
      }
    }
    if (rules.has_groups()) {  // a group may border the same unit several times
      std::sort(neighbours_.begin() + begin_.back(), neighbours_.end());
      neighbours_.erase(std::unique(neighbours_.begin() + begin_.back(), neighbours_.end()), neighbours_.end());
    }
    begin_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
  }
  if (rules.rules().join_by_type) link_by_type(rules);
}

// “同种类型联合” (R060): units of one type may join wherever they lie in the community, as if each bordered each.
// Buildings are no such units.
void UnitGraph::link_by_type(const PreparedRules& rules) {
  const auto share_type = [&](std::uint32_t a, std::uint32_t b) {
    const auto building = [&](std::uint32_t unit) { return rules.instance().is_building(courtyards(unit).front()); };
    if (building(a) || building(b)) return false;
    return std::ranges::any_of(courtyards(a), [&](NodeIndex node) {
      return std::ranges::any_of(
          courtyards(b), [&](NodeIndex other) { return rules.instance().type(node) == rules.instance().type(other); });
    });
  };
  std::vector<std::uint32_t> begin{0}, all;
  for (std::uint32_t unit = 0; unit < size(); ++unit) {
    all.insert(all.end(), neighbours(unit).begin(), neighbours(unit).end());
    for (std::uint32_t other = 0; other < size() && !alone_[unit]; ++other) {
      if (other != unit && !alone_[other] && share_type(unit, other)) all.push_back(other);
    }
    std::sort(all.begin() + begin.back(), all.end());
    all.erase(std::unique(all.begin() + begin.back(), all.end()), all.end());
    begin.push_back(static_cast<std::uint32_t>(all.size()));
  }
  begin_ = std::move(begin);
  neighbours_ = std::move(all);
}

void UnitGraph::keep_apart(const PreparedRules& rules) {
  apart_begin_.clear();
  apart_.clear();
  if (!rules.has_apart()) return;
  apart_begin_.push_back(0);
  for (std::uint32_t unit = 0; unit < size(); ++unit) {
    for (const NodeIndex node : courtyards(unit)) {
      for (const NodeIndex other : rules.apart_from(node)) {
        if (rules.instance().community(other) == rules.instance().community(node)) apart_.push_back(rules.local(other));
      }
    }
    apart_begin_.push_back(static_cast<std::uint32_t>(apart_.size()));
  }
}

void UnitGraph::find_components() {
  component_begin_.assign(1, 0);
  component_units_.clear();
  seen_.assign(size(), false);
  for (std::uint32_t start = 0; start < size(); ++start) {
    if (seen_[start]) continue;
    seen_[start] = true;
    std::size_t head = component_units_.size();
    component_units_.push_back(start);
    for (; head < component_units_.size(); ++head) {
      for (const std::uint32_t next : neighbours(component_units_[head])) {
        if (seen_[next]) continue;
        seen_[next] = true;
        component_units_.push_back(next);
      }
    }
    component_begin_.push_back(static_cast<std::uint32_t>(component_units_.size()));
  }
}

}  // namespace linli::gridding
