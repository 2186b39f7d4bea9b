#include "gridding/tree_cut.hpp"

#include <algorithm>

namespace linli::gridding {

void TreeCutter::load(std::span<const std::uint32_t> nodes) {
  for (const std::uint32_t node : nodes_) slot_[node] = kNone;
  nodes_.assign(nodes.begin(), nodes.end());
  total_ = 0;
  weight_.clear();
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    slot_[nodes_[i]] = i;
    weight_.push_back(graph_.weight(nodes_[i]));
    total_ += weight_.back();
  }
  begin_.assign(1, 0);
  next_.clear();
  for (const std::uint32_t node : nodes_) {
    for (const std::uint32_t next : graph_.neighbours(node)) {
      if (slot_[next] != kNone) next_.push_back(slot_[next]);
    }
    begin_.push_back(static_cast<std::uint32_t>(next_.size()));
  }
  order_.resize(nodes_.size());
  parent_.resize(nodes_.size());
  below_.resize(nodes_.size());
  side_.resize(nodes_.size());
}

void TreeCutter::draw_tree(Random& random) {
  const auto n = static_cast<std::uint32_t>(nodes_.size());
  visited_.assign(n, 0);
  stack_.assign(1, {kNone, random.below(n)});
  std::uint32_t reached = 0;
  while (reached < n) {
    const Step step = stack_.back();
    stack_.pop_back();
    if (visited_[step.to]) continue;
    visited_[step.to] = 1;
    parent_[step.to] = step.from;
    below_[step.to] = weight_[step.to];
    order_[reached++] = step.to;
    // One random swap among the newly pushed is enough to vary which branch is followed.
    const std::size_t first = stack_.size();
    for (std::uint32_t i = begin_[step.to]; i < begin_[step.to + 1]; ++i) {
      if (!visited_[next_[i]]) stack_.push_back({step.to, next_[i]});
    }
    const auto pushed = static_cast<std::uint32_t>(stack_.size() - first);
    if (pushed > 1) std::swap(stack_.back(), stack_[first + random.below(pushed)]);
  }
  for (std::uint32_t i = n; i-- > 1;) below_[parent_[order_[i]]] += below_[order_[i]];
}

TreeCutter::Split TreeCutter::best_split() const {
  const Households threshold = graph_.threshold();
  Split best;
  for (std::size_t i = 1; i < order_.size(); ++i) {
    const Households below = below_[order_[i]];
    const Households lighter = std::min(below, total_ - below);
    if (lighter >= threshold && (best.at == kNone || lighter < best.lighter)) best = {order_[i], lighter};
  }
  return best;
}

TreeCutter::Split TreeCutter::fairest_split() const {
  Split best;
  for (std::size_t i = 1; i < order_.size(); ++i) {
    const Households below = below_[order_[i]];
    const Households lighter = std::min(below, total_ - below);
    if (total_ - lighter >= graph_.threshold() && (best.at == kNone || lighter > best.lighter))
      best = {order_[i], lighter};
  }
  return best;
}

void TreeCutter::mark(const Split& split) {
  for (const std::uint32_t i : order_) {
    side_[i] = i == split.at || (parent_[i] != kNone && side_[parent_[i]] == 1) ? 1 : 0;
  }
}

std::uint32_t TreeCutter::cut_most() {
  const Households threshold = graph_.threshold();
  std::uint32_t parts = 0;
  // Bottom-up with what is left open below each node: a subtree that reaches the threshold is cut off at once.
  for (const std::uint32_t i : order_) below_[i] = weight_[i];
  for (std::size_t k = order_.size(); k-- > 0;) {
    const std::uint32_t i = order_[k];
    side_[i] = kNone;
    if (below_[i] >= threshold) {
      side_[i] = parts++;
    } else if (parent_[i] != kNone) {
      below_[parent_[i]] += below_[i];
    }
  }
  // Nodes take their part from above; what is open at the root is handed to the first part that touches it.
  std::uint32_t rest = side_[order_[0]];
  for (std::size_t k = 1; k < order_.size(); ++k) {
    const std::uint32_t i = order_[k];
    if (rest == kNone && side_[i] != kNone && side_[parent_[i]] == kNone) rest = side_[i];
    if (side_[i] == kNone) side_[i] = side_[parent_[i]];
  }
  if (parts == 0) return 0;
  for (std::uint32_t& side : side_) side = side == kNone ? rest : side;
  return parts;
}

}  // namespace linli::gridding
