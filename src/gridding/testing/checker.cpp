#include "gridding/testing/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "gridding/testing/judge.hpp"

namespace linli::gridding::testing {
namespace {

bool contains(const std::vector<std::uint32_t>& list, std::uint32_t value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool by_rule(const Instance& i, const GridRules& rules, NodeIndex node) {
  return !i.is_building(node) && contains(rules.standing_alone, i.type(node));
}

bool alone(const Instance& i, const GridRules& rules, NodeIndex node) {
  return !i.is_building(node) && (i.households(node) > rules.threshold || by_rule(i, rules, node));
}

bool bound_together(const GridRules& rules, NodeIndex a, NodeIndex b) {
  return std::ranges::any_of(rules.together,
                             [&](const auto& group) { return contains(group, a) && contains(group, b); });
}

// May two courtyards be next to each other in one grid?
bool touch(const Instance& i, const GridRules& rules, NodeIndex a, NodeIndex b) {
  if (bound_together(rules, a, b)) return true;
  if (i.community(a) != i.community(b)) return false;
  if (rules.join_by_type && i.type(a) == i.type(b) && !i.is_building(a) && !i.is_building(b)) return true;
  return std::ranges::any_of(i.neighbours(a), [&](const Neighbour& n) {
    return n.node == b && (n.barrier == kNone || contains(rules.crossable, n.barrier));
  });
}

}  // namespace

bool connected(const Group& group, const std::function<bool(NodeIndex, NodeIndex)>& touches) {
  std::set<NodeIndex> reached{group.front()};
  std::vector<NodeIndex> open{group.front()};
  while (!open.empty()) {
    const NodeIndex node = open.back();
    open.pop_back();
    for (const NodeIndex other : group) {
      if (!reached.contains(other) && touches(node, other)) reached.insert(other), open.push_back(other);
    }
  }
  return reached.size() == group.size();
}

Households weight(const Instance& i, const Group& group) {
  Households sum = 0;
  for (const NodeIndex node : group) sum += i.households(node);
  return sum;
}

// Buildings of a split courtyard keep to themselves, but for leftovers where the rules let them in.
bool mixes_buildings(const Instance& i, const GridRules& rules, const Group& group) {
  std::set<std::uint32_t> courtyards;
  Households guests = 0;
  for (const NodeIndex a : group) {
    if (i.is_building(a)) courtyards.insert(i.origin(a).courtyard);
    if (!i.is_building(a)) guests += alone(i, rules, a) ? rules.threshold : std::max<Households>(i.households(a), 0);
  }
  if (courtyards.empty()) return false;
  const bool any_guest = std::ranges::any_of(group, [&](NodeIndex a) { return !i.is_building(a); });
  return courtyards.size() > 1 || (any_guest && (rules.leftovers != Leftovers::JoinLarge || guests >= rules.threshold));
}

std::string objection(const Instance& i, const GridRules& rules, const Group& group) {
  if (mixes_buildings(i, rules, group)) return "mixes buildings of a split courtyard with others";
  bool large = false;
  for (const NodeIndex a : group) {
    if (i.community(a) != i.community(group.front())) return "crosses communities";
    const bool lonely = alone(i, rules, a) &&
                        std::ranges::any_of(group, [&](NodeIndex b) { return b != a && !bound_together(rules, a, b); });
    const bool extended = rules.leftovers == Leftovers::JoinLarge && !by_rule(i, rules, a);
    if (lonely && !extended) return fmt::format("{} must be alone", i.id(a));
    if (lonely && std::exchange(large, true)) return "joins two large courtyards";
  }
  for (const auto& [a, b] : rules.apart) {
    if (contains(group, a) && contains(group, b)) return fmt::format("{} and {} must be apart", i.id(a), i.id(b));
  }
  for (const auto& together : rules.together) {
    const auto inside = std::ranges::count_if(together, [&](NodeIndex node) { return contains(group, node); });
    if (inside != 0 && inside != static_cast<std::ptrdiff_t>(together.size())) return "tears a group apart";
  }
  if (!connected(group, [&](NodeIndex a, NodeIndex b) { return touch(i, rules, a, b); })) return "is not connected";
  return "";
}

namespace {

double spread(const Instance& i, const Group& group) {  // sum of squared distances to the centroid, by pairs
  double sum = 0;
  for (const NodeIndex a : group) {
    for (const NodeIndex b : group) sum += std::pow(i.x(a) - i.x(b), 2) + std::pow(i.y(a) - i.y(b), 2);
  }
  return sum / (2.0 * static_cast<double>(group.size()));
}

}  // namespace

Score score_of(const Instance& i, const GridRules& rules, const Group& group) {
  Score score;
  const Households sum = weight(i, group);
  const bool exempt = group.size() == 1 && by_rule(i, rules, group.front());
  (sum >= rules.threshold ? score.valid : exempt ? score.exempt : score.undersize) = 1;
  const bool free = std::ranges::none_of(group, [&](NodeIndex node) { return alone(i, rules, node); });
  const bool forced = group.size() == 1 && !free;
  if (free) score.excess = std::max<Households>(0, sum - rules.upper);
  std::map<std::uint32_t, std::int64_t> types;
  for (const NodeIndex node : group) ++types[i.type(node)];
  std::int64_t most = 0;
  for (const auto& [type, count] : types) most = std::max(most, count);
  if (!forced) score.mixing = static_cast<std::int64_t>(group.size()) - most;
  score.compactness = spread(i, group);
  return score;
}

double heterogeneity(const Instance& i, const Group& group) {
  double sum = 0;
  for (const NodeIndex a : group) {
    for (const NodeIndex b : group) sum += a < b ? std::abs(i.attribute(a) - i.attribute(b)) : 0;
  }
  return sum;
}

namespace {

// Most households that can stay when each grid in force is carried on by one grid at most: all assignments are tried.
Households most_kept(const Instance& i, const std::vector<Group>& groups, std::size_t at, std::set<std::uint32_t>& used,
                     const std::map<std::uint32_t, std::uint32_t>& home) {
  if (at == groups.size()) return 0;
  Households best = most_kept(i, groups, at + 1, used, home);
  std::map<std::uint32_t, Households> share;
  for (const NodeIndex node : groups[at]) {
    const std::uint32_t present = i.present_grid(node);
    if (present != kNone && home.at(present) == i.community(node)) share[present] += i.households(node);
  }
  for (const auto& [present, households] : share) {
    if (!used.insert(present).second) continue;
    best = std::max(best, households + most_kept(i, groups, at + 1, used, home));
    used.erase(present);
  }
  return best;
}

std::map<std::uint32_t, std::uint32_t> homes(const Instance& i) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, Households> share;
  for (NodeIndex node = 0; node < i.size(); ++node) {
    if (i.present_grid(node) != kNone) share[{i.present_grid(node), i.community(node)}] += i.households(node);
  }
  std::map<std::uint32_t, std::uint32_t> home;
  for (const auto& [key, households] : share) {
    const auto [place, fresh] = home.try_emplace(key.first, key.second);
    if (!fresh && households > share[{key.first, place->second}]) place->second = key.second;
  }
  return home;
}

}  // namespace

Households moved_by(const Instance& i, const std::vector<Group>& groups) {
  Households labelled = 0;
  for (NodeIndex node = 0; node < i.size(); ++node) labelled += i.present_grid(node) != kNone ? i.households(node) : 0;
  std::set<std::uint32_t> used;
  return labelled - most_kept(i, groups, 0, used, homes(i));
}

namespace {

std::vector<Group> groups_of(const Plan& plan) {
  std::vector<Group> groups(plan.grids.size());
  for (NodeIndex node = 0; node < plan.grid_of.size(); ++node) {
    if (plan.grid_of[node] < groups.size()) groups[plan.grid_of[node]].push_back(node);
  }
  return groups;
}

bool close(double a, double b) { return std::abs(a - b) <= 1e-6 * (1 + std::abs(a) + std::abs(b)); }

double value_of(const Score& score, Objective objective) {
  switch (objective) {
    case Objective::Moved:
      return static_cast<double>(score.moved);
    case Objective::Excess:
      return static_cast<double>(score.excess);
    case Objective::Mixing:
      return static_cast<double>(score.mixing);
    case Objective::Compactness:
      return score.compactness;
  }
  return 0;
}

}  // namespace

int compare(const Score& a, const Score& b, const GridRules& rules) {
  if (a.valid != b.valid) return a.valid > b.valid ? -1 : 1;
  if (a.undersize != b.undersize) return a.undersize < b.undersize ? -1 : 1;
  for (const Objective objective : rules.order) {
    if (objective == Objective::Moved && !rules.replan) continue;
    const double x = value_of(a, objective), y = value_of(b, objective);
    const bool same = objective == Objective::Compactness ? close(x, y) : x == y;
    if (!same) return x < y ? -1 : 1;
  }
  return 0;
}

std::vector<std::string> violations(const Instance& instance, const GridRules& rules, const Plan& plan) {
  std::vector<std::string> found;
  if (plan.grid_of.size() != instance.size()) return {"does not assign every courtyard"};
  Score sum;
  const auto groups = groups_of(plan);
  std::size_t assigned = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    assigned += groups[g].size();
    if (groups[g].empty()) {
      found.push_back(fmt::format("grid {} is empty", g));
      continue;
    }
    if (const std::string why = objection(instance, rules, groups[g]); !why.empty())
      found.push_back(fmt::format("grid {} {}", g, why));
    if (plan.grids[g].households != weight(instance, groups[g]))
      found.push_back(fmt::format("grid {} has another sum", g));
    sum += score_of(instance, rules, groups[g]);
  }
  if (assigned != instance.size()) found.push_back("leaves courtyards out");
  if (!instance.present_grids().empty() && instance.size() <= 12)
    sum.moved = moved_by(instance, groups);
  else
    sum.moved = plan.value.moved;
  if (compare(sum, plan.value, rules) != 0 || sum.exempt != plan.value.exempt)
    found.push_back("states another score than it has");
  if (sum.moved != plan.value.moved) found.push_back(fmt::format("moves {} and says {}", sum.moved, plan.value.moved));
  if (plan.bound.valid < plan.value.valid) found.push_back("is better than its bound");
  if (plan.proof >= Proof::Count && plan.bound.valid != plan.value.valid) found.push_back("claims a proof over a gap");
  return found;
}

std::vector<std::string> violations(const Instance& instance, const RegionRules& rules, const Plan& plan) {
  std::vector<std::string> found;
  const auto groups = groups_of(plan);
  std::int64_t valid = 0;
  double sum = 0;
  const auto touches = [&](NodeIndex a, NodeIndex b) {
    return std::ranges::any_of(instance.neighbours(a), [&](const Neighbour& n) { return n.node == b; });
  };
  for (const Group& group : groups) {
    if (group.empty() || !connected(group, touches)) found.push_back("a region is empty or not connected");
    valid += weight(instance, group) >= rules.threshold;
    sum += heterogeneity(instance, group);
  }
  if (valid != plan.value.valid) found.push_back("states another number of regions");
  if (!close(sum, plan.value.heterogeneity)) found.push_back("states another heterogeneity");
  if (plan.bound.valid < plan.value.valid) found.push_back("is better than its bound");
  return found;
}

std::vector<std::string> false_claims(const Plan& plan, const Score& optimum, const GridRules& rules) {
  std::vector<std::string> found;
  if (compare(plan.value, optimum, rules) < 0) found.push_back("is better than the best there is");
  if (plan.bound.valid < optimum.valid) found.push_back("bounds the valid grids below what can be reached");
  if (plan.proof >= Proof::Count && plan.value.valid != optimum.valid)
    found.push_back("calls a number proven that is not the most");
  if (plan.proof == Proof::Complete && compare(plan.value, optimum, rules) != 0)
    found.push_back("calls itself optimal and is not");
  const bool same_count = plan.value.valid == optimum.valid && plan.value.undersize == optimum.undersize;
  if (same_count && rules.replan && plan.bound.moved > optimum.moved)
    found.push_back("says that more must move than need to");
  return found;
}

}  // namespace linli::gridding::testing
