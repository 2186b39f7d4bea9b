#include "gridding/partition.hpp"

#include <utility>

namespace linli::gridding {

Partition::Partition(const SearchGraph& graph)
    : graph_(&graph), region_(graph.size(), kNone), place_(graph.size(), 0), mark_(graph.size(), 0) {}

std::uint32_t Partition::add_region() {
  if (members_.size() == weight_.size()) members_.emplace_back();
  weight_.push_back(0);
  return regions() - 1;
}

void Partition::unlink(std::uint32_t node) {
  const std::uint32_t region = region_[node];
  if (region == kNone) return;
  auto& members = members_[region];
  members[place_[node]] = members.back();
  place_[members.back()] = place_[node];
  members.pop_back();
  weight_[region] -= graph_->weight(node);
}

void Partition::put(std::uint32_t node, std::uint32_t region) {
  unlink(node);
  region_[node] = region;
  place_[node] = count(region);
  members_[region].push_back(node);
  weight_[region] += graph_->weight(node);
}

void Partition::merge(std::uint32_t from, std::uint32_t to) {
  while (!members_[from].empty()) put(members_[from].back(), to);
  const std::uint32_t last = regions() - 1;
  if (from != last) {
    std::swap(members_[from], members_[last]);
    for (const std::uint32_t node : members_[from]) region_[node] = from;
    weight_[from] = weight_[last];
  }
  weight_.pop_back();  // the list of members stays for the next region, empty
}

void Partition::clear() {
  region_.assign(graph_->size(), kNone);
  for (auto& members : members_) members.clear();
  weight_.clear();
}

bool Partition::removable(std::uint32_t node) {
  const std::uint32_t region = region_[node];
  std::uint32_t wanted = 0, start = kNone;
  generation_ += 2;  // `generation_` marks neighbours still to be reached, `generation_ + 1` what was visited
  for (const std::uint32_t next : graph_->neighbours(node)) {
    if (region_[next] != region) continue;
    mark_[next] = generation_;
    ++wanted;
    start = next;
  }
  if (wanted <= 1) return wanted == 1;
  queue_.assign(1, start);
  mark_[start] = generation_ + 1;
  --wanted;
  for (std::size_t head = 0; head < queue_.size(); ++head) {
    for (const std::uint32_t next : graph_->neighbours(queue_[head])) {
      if (region_[next] != region || next == node || mark_[next] == generation_ + 1) continue;
      if (mark_[next] == generation_ && --wanted == 0) return true;
      mark_[next] = generation_ + 1;
      queue_.push_back(next);
    }
  }
  return false;
}

bool Partition::torn_off(std::uint32_t node, std::size_t most, std::vector<std::uint32_t>& nodes) {
  const std::uint32_t region = region_[node];
  generation_ += 2;
  mark_[node] = generation_;
  nodes.assign(1, node);
  kept_.clear();
  Households heaviest = -1;
  for (const std::uint32_t start : graph_->neighbours(node)) {
    if (region_[start] != region || mark_[start] == generation_) continue;
    queue_.assign(1, start);
    mark_[start] = generation_;
    Households weight = 0;
    for (std::size_t head = 0; head < queue_.size(); ++head) {
      weight += graph_->weight(queue_[head]);
      for (const std::uint32_t next : graph_->neighbours(queue_[head])) {
        if (region_[next] != region || mark_[next] == generation_) continue;
        mark_[next] = generation_;
        queue_.push_back(next);
      }
    }
    if (weight > heaviest) {
      heaviest = weight;
      std::swap(kept_, queue_);  // the queue now holds what was the heaviest before, at first nothing
    }
    nodes.insert(nodes.end(), queue_.begin(), queue_.end());
    if (nodes.size() > most) return false;
  }
  return heaviest >= 0;
}

}  // namespace linli::gridding
