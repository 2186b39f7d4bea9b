#include "gridding/moves.hpp"

#include <algorithm>

namespace linli::gridding {
namespace {

// May the node be in the region, if `leaving` is no longer there?
bool welcome(const Partition& partition, std::uint32_t node, std::uint32_t region, std::uint32_t leaving) {
  for (const std::uint32_t other : partition.graph().apart(node)) {
    if (other != leaving && partition.region(other) == region) return false;
  }
  return true;
}

// Does the node border the region, not counting `leaving`?
bool borders(const Partition& partition, std::uint32_t node, std::uint32_t region, std::uint32_t leaving) {
  for (const std::uint32_t next : partition.graph().neighbours(node)) {
    if (next != leaving && partition.region(next) == region) return true;
  }
  return false;
}

// A region below the floor may change freely as long as it loses nothing; one above it must stay there.
bool enough(Households before, Households after, Households floor) { return after >= std::min(before, floor); }

}  // namespace

bool ShiftMove::valid(const SearchState& state) const {
  const Partition& partition = state.partition;
  const std::uint32_t from = partition.region(node_);
  const Households left = partition.weight(from) - partition.graph().weight(node_);
  return partition.count(from) > 1 && enough(partition.weight(from), left, state.floor) &&
         welcome(partition, node_, to_, kNone);
}

double ShiftMove::debt(const SearchState& state) const {
  const Partition& partition = state.partition;
  const Households from = partition.weight(partition.region(node_)), to = partition.weight(to_);
  const Households weight = partition.graph().weight(node_);
  return state.debt(from - weight) - state.debt(from) + state.debt(to + weight) - state.debt(to);
}

void ShiftMove::apply(SearchState& state) const {
  state.figures.moved(state.partition, node_, to_);
  state.partition.put(node_, to_);
}

bool SwapMove::valid(const SearchState& state) const {
  const Partition& partition = state.partition;
  const std::uint32_t a = partition.region(first_), b = partition.region(second_);
  const Households change = partition.graph().weight(second_) - partition.graph().weight(first_);
  return enough(partition.weight(a), partition.weight(a) + change, state.floor) &&
         enough(partition.weight(b), partition.weight(b) - change, state.floor) &&
         borders(partition, first_, b, second_) && borders(partition, second_, a, first_) &&
         welcome(partition, first_, b, second_) && welcome(partition, second_, a, first_);
}

double SwapMove::debt(const SearchState& state) const {
  const Partition& partition = state.partition;
  const Households a = partition.weight(partition.region(first_)), b = partition.weight(partition.region(second_));
  const Households change = partition.graph().weight(second_) - partition.graph().weight(first_);
  return state.debt(a + change) - state.debt(a) + state.debt(b - change) - state.debt(b);
}

// Sufficient, not necessary: each region stays connected without the node it gives, and the node it gets borders the
// rest.
bool SwapMove::connected(SearchState& state) const {
  return state.partition.removable(first_) && state.partition.removable(second_);
}

void SwapMove::apply(SearchState& state) const {
  const std::uint32_t a = state.partition.region(first_), b = state.partition.region(second_);
  state.figures.moved(state.partition, first_, b);
  state.partition.put(first_, b);
  state.figures.moved(state.partition, second_, a);
  state.partition.put(second_, a);
}

}  // namespace linli::gridding
