#include "gridding/partition.hpp"

namespace linli::gridding {

Partition::Partition(const SearchGraph& graph)
    : graph_(&graph),
      region_(graph.size(), kNone),
      next_(graph.size(), kNone),
      previous_(graph.size(), kNone),
      mark_(graph.size(), 0) {}

std::uint32_t Partition::add_region() {
  head_.push_back(kNone);
  count_.push_back(0);
  weight_.push_back(0);
  return regions() - 1;
}

void Partition::unlink(std::uint32_t node) {
  const std::uint32_t region = region_[node];
  if (region == kNone) return;
  if (previous_[node] != kNone) {
    next_[previous_[node]] = next_[node];
  } else {
    head_[region] = next_[node];
  }
  if (next_[node] != kNone) previous_[next_[node]] = previous_[node];
  weight_[region] -= graph_->weight(node);
  --count_[region];
}

void Partition::put(std::uint32_t node, std::uint32_t region) {
  unlink(node);
  region_[node] = region;
  previous_[node] = kNone;
  next_[node] = head_[region];
  if (head_[region] != kNone) previous_[head_[region]] = node;
  head_[region] = node;
  weight_[region] += graph_->weight(node);
  ++count_[region];
}

void Partition::remove_empty(std::uint32_t region) {
  const std::uint32_t last = regions() - 1;
  if (region != last) {
    for (std::uint32_t node = head_[last]; node != kNone; node = next_[node]) region_[node] = region;
    head_[region] = head_[last];
    count_[region] = count_[last];
    weight_[region] = weight_[last];
  }
  head_.pop_back();
  count_.pop_back();
  weight_.pop_back();
}

void Partition::clear() {
  region_.assign(graph_->size(), kNone);
  head_.clear();
  count_.clear();
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

}  // namespace linli::gridding
