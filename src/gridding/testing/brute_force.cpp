#include <algorithm>
#include <tuple>

#include "gridding/testing/checker.hpp"
#include "gridding/testing/judge.hpp"

namespace linli::gridding::testing {
namespace {

// Calls visit(groups) for every way to divide n things.
template <typename Visit>
void for_each_partition(std::size_t n, std::vector<Group>& groups, NodeIndex next, Visit&& visit) {
  if (next == n) return visit(groups);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    groups[g].push_back(next);
    for_each_partition(n, groups, next + 1, visit);
    groups[g].pop_back();
  }
  groups.push_back({next});
  for_each_partition(n, groups, next + 1, visit);
  groups.pop_back();
}

}  // namespace

Score best_score(const Instance& instance, const GridRules& rules) {
  Score best;
  bool any = false;
  std::vector<Group> groups;
  for_each_partition(instance.size(), groups, 0, [&](const std::vector<Group>& division) {
    Score sum;
    for (const Group& group : division) {
      if (!objection(instance, rules, group).empty()) return;
      sum += score_of(instance, rules, group);
    }
    if (rules.replan && any && (sum.valid < best.valid || (sum.valid == best.valid && sum.undersize > best.undersize)))
      return;
    if (rules.replan) sum.moved = moved_by(instance, division);
    if (!any || compare(sum, best, rules) < 0) best = sum;
    any = true;
  });
  return best;
}

Score best_score(const Instance& instance, const RegionRules& rules) {
  Score best;
  bool any = false;
  std::vector<Group> groups;
  const auto touches = [&](NodeIndex a, NodeIndex b) {
    return std::ranges::any_of(instance.neighbours(a), [&](const Neighbour& n) { return n.node == b; });
  };
  for_each_partition(instance.size(), groups, 0, [&](const std::vector<Group>& division) {
    Score sum;
    for (const Group& group : division) {
      if (!connected(group, touches)) return;
      (weight(instance, group) >= rules.threshold ? sum.valid : sum.undersize) += 1;
      sum.heterogeneity += heterogeneity(instance, group);
    }
    const auto rank = [](const Score& s) { return std::tuple(-s.valid, s.undersize, s.heterogeneity); };
    if (!any || rank(sum) < rank(best)) best = sum;
    any = true;
  });
  return best;
}

}  // namespace linli::gridding::testing
