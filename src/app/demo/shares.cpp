#include "app/demo/shares.hpp"

#include <algorithm>
#include <numeric>

namespace linli::app::demo {

std::vector<int> distribute(int total, int parts, Random& random) {
  std::vector<double> weights;
  for (int i = 0; i < parts; ++i) weights.push_back(0.6 + random.unit());
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> counts;
  for (const double weight : weights) counts.push_back(std::max(1, static_cast<int>(total * weight / sum)));
  for (int left = total - std::accumulate(counts.begin(), counts.end(), 0); left != 0;) {
    auto& count = counts[random.below(counts.size())];
    if (left < 0 && count == 1) continue;
    count += left > 0 ? 1 : -1;
    left += left > 0 ? -1 : 1;
  }
  return counts;
}

std::vector<std::size_t> allot_grids(const Territory& territory, const TerritoryPlan& plan) {
  std::vector<std::size_t> room;
  for (const auto& subdistrict : territory.subdistricts) {
    for (const auto& community : subdistrict.communities) room.push_back(community.courtyards.size());
  }
  std::vector<std::size_t> given(room.size(), 0);
  if (plan.grids == 0) return given;
  const auto total = static_cast<std::size_t>(plan.grids);
  std::size_t sum = 0;
  for (std::size_t i = 0; i < room.size(); ++i) {
    given[i] = std::max<std::size_t>(1, room[i] * total / static_cast<std::size_t>(plan.courtyards));
    sum += given[i];
  }
  for (std::size_t i = 0; sum != total; i = (i + 1) % room.size()) {
    if (sum < total && given[i] < room[i]) {
      ++given[i];
      ++sum;
    } else if (sum > total && given[i] > 1) {
      --given[i];
      --sum;
    }
  }
  return given;
}

namespace {

// Which areas of a level were several once, and until when: the steps share the areas among them in turn.
std::vector<Origin> origins_of(const TerritoryPlan& plan, bool of_communities, int count, Random& random) {
  std::vector<Origin> origins(static_cast<std::size_t>(count));
  std::vector<TerritoryPlan::Merger> steps;
  for (const auto& merger : plan.mergers) {
    if (merger.of_communities == of_communities) steps.push_back(merger);
  }
  if (steps.empty()) return origins;
  const auto predecessors = distribute(steps.front().before, count, random);
  for (std::size_t i = 0; i < origins.size(); ++i)
    origins[i] = {predecessors[i], steps[i * steps.size() / origins.size()].on};
  return origins;
}

}  // namespace

void add_history(Territory& territory, const TerritoryPlan& plan, Random& random) {
  const auto streets = origins_of(plan, false, plan.subdistricts, random);
  const auto communities = origins_of(plan, true, plan.communities, random);
  std::size_t street = 0;
  std::size_t next = 0;
  for (auto& subdistrict : territory.subdistricts) {
    subdistrict.origin = streets[street++];
    for (auto& community : subdistrict.communities) community.origin = communities[next++];
  }
}

}  // namespace linli::app::demo
