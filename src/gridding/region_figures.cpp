#include "gridding/region_figures.hpp"

#include <algorithm>
#include <cmath>

namespace linli::gridding {
namespace {

constexpr std::uint32_t kMostBuckets = 64;  // more types than this are not told apart while searching

}  // namespace

RegionFigures::RegionFigures(const PreparedRules& rules, const SearchGraph& graph)
    : graph_(graph),
      grid_mode_(rules.grid_mode()),
      upper_(rules.rules().upper),
      order_(rules.order().begin(), rules.order().end()) {
  std::vector<std::uint32_t> local(graph.types(), kNone);
  bucket_.resize(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    std::uint32_t& mine = local[graph.type(node)];
    if (mine == kNone) mine = buckets_ < kMostBuckets ? buckets_++ : kMostBuckets - 1;
    bucket_[node] = mine;
  }
}

void RegionFigures::load(const Partition& partition, std::vector<std::uint32_t> labels) {
  labels_ = std::move(labels);
  labels_.resize(partition.regions(), kNone);
  moments_.assign(partition.regions(), {0, 0, 0, 0});
  type_count_.assign(grid_mode_ ? std::size_t{partition.regions()} * buckets_ : 0, 0);
  if (!grid_mode_) return;
  for (std::uint32_t node = 0; node < graph_.size(); ++node) {
    const std::uint32_t region = partition.region(node);
    const auto& add = graph_.moments(node);
    auto& sum = moments_[region];
    sum = {sum.count + add.count, sum.x + add.x, sum.y + add.y, sum.squares + add.squares};
    ++type_count_[std::size_t{region} * buckets_ + bucket(node)];
  }
}

Cost RegionFigures::shift(const Partition& partition, std::uint32_t node, std::uint32_t to) const {
  const std::uint32_t from = partition.region(node);
  Cost change = region_cost(partition, from, node, kNone);
  change += region_cost(partition, to, kNone, node);
  if (!grid_mode_) return change;
  for (const std::uint32_t region : {from, to}) {
    const Cost before = region_cost(partition, region, kNone, kNone);
    for (std::size_t i = 0; i < change.value.size(); ++i) change.value[i] -= before.value[i];
  }
  return change;
}

Cost RegionFigures::swap(const Partition& partition, std::uint32_t first, std::uint32_t second) const {
  const std::uint32_t a = partition.region(first), b = partition.region(second);
  Cost change = region_cost(partition, a, first, second);
  change += region_cost(partition, b, second, first);
  if (!grid_mode_) return change;
  for (const std::uint32_t region : {a, b}) {
    const Cost before = region_cost(partition, region, kNone, kNone);
    for (std::size_t i = 0; i < change.value.size(); ++i) change.value[i] -= before.value[i];
  }
  return change;
}

void RegionFigures::moved(const Partition& partition, std::uint32_t node, std::uint32_t to) {
  if (!grid_mode_) return;
  const std::uint32_t from = partition.region(node);
  const auto& part = graph_.moments(node);
  auto& less = moments_[from];
  less = {less.count - part.count, less.x - part.x, less.y - part.y, less.squares - part.squares};
  auto& more = moments_[to];
  more = {more.count + part.count, more.x + part.x, more.y + part.y, more.squares + part.squares};
  --type_count_[std::size_t{from} * buckets_ + bucket(node)];
  ++type_count_[std::size_t{to} * buckets_ + bucket(node)];
}

Cost RegionFigures::total(const Partition& partition) const {
  Cost sum;
  for (std::uint32_t region = 0; region < partition.regions(); ++region) {
    if (grid_mode_) {
      sum += region_cost(partition, region, kNone, kNone);
      continue;
    }
    // Each pair is seen from both of its ends.
    for (const std::uint32_t node : partition.members(region)) {
      sum.value[0] += 0.5 * heterogeneity_change(partition, region, kNone, node);
    }
  }
  if (!grid_mode_) return sum;
  for (std::size_t slot = 0; slot < order_.size(); ++slot) {
    if (order_[slot] != Objective::Moved) continue;
    for (std::uint32_t node = 0; node < graph_.size(); ++node)
      sum.value[slot] += moved_cost(node, partition.region(node));
  }
  return sum;
}

double RegionFigures::moved_cost(std::uint32_t node, std::uint32_t region) const {
  const std::uint32_t present = graph_.present_grid(node);
  return present != kNone && labels_[region] != present ? static_cast<double>(graph_.weight(node)) : 0.0;
}

double RegionFigures::mixing(std::uint32_t region, std::uint32_t out, std::uint32_t in, double count) const {
  if (buckets_ <= 1) return 0;
  const std::uint32_t* counts = type_count_.data() + std::size_t{region} * buckets_;
  std::uint32_t most = 0;
  for (std::uint32_t bucket = 0; bucket < buckets_; ++bucket) {
    std::uint32_t here = counts[bucket];
    if (out != kNone && bucket_[out] == bucket) --here;
    if (in != kNone && bucket_[in] == bucket) ++here;
    most = std::max(most, here);
  }
  return count - most;
}

double RegionFigures::heterogeneity_change(const Partition& partition, std::uint32_t region, std::uint32_t out,
                                           std::uint32_t in) const {
  double change = 0;
  if (out != kNone) {
    const double value = graph_.attribute(out);
    for (const std::uint32_t n : partition.members(region)) change -= std::abs(graph_.attribute(n) - value);
  }
  if (in != kNone) {
    const double value = graph_.attribute(in);
    for (const std::uint32_t n : partition.members(region)) change += std::abs(graph_.attribute(n) - value);
    if (out != kNone) change -= std::abs(graph_.attribute(out) - value);
  }
  return change;
}

// In grid mode the cost itself, but for Moved, whose slot holds only what the move adds; in max-p mode the change.
Cost RegionFigures::region_cost(const Partition& partition, std::uint32_t region, std::uint32_t out,
                                std::uint32_t in) const {
  Cost cost;
  if (!grid_mode_) {
    cost.value[0] = heterogeneity_change(partition, region, out, in);
    return cost;
  }
  Households weight = partition.weight(region);
  SearchGraph::Moments sum = moments_[region];
  const auto add = [&](std::uint32_t node, double sign) {
    const auto& m = graph_.moments(node);
    sum = {sum.count + sign * m.count, sum.x + sign * m.x, sum.y + sign * m.y, sum.squares + sign * m.squares};
    weight += sign > 0 ? graph_.weight(node) : -graph_.weight(node);
  };
  if (out != kNone) add(out, -1);
  if (in != kNone) add(in, 1);
  for (std::size_t slot = 0; slot < order_.size(); ++slot) {
    double& value = cost.value[slot];
    if (order_[slot] == Objective::Excess) value = static_cast<double>(std::max<Households>(0, weight - upper_));
    if (order_[slot] == Objective::Mixing) value = mixing(region, out, in, sum.count);
    if (order_[slot] == Objective::Compactness) value = sum.squares - (sum.x * sum.x + sum.y * sum.y) / sum.count;
    if (order_[slot] == Objective::Moved) {
      value = (in != kNone ? moved_cost(in, region) : 0) - (out != kNone ? moved_cost(out, region) : 0);
    }
  }
  return cost;
}

}  // namespace linli::gridding
