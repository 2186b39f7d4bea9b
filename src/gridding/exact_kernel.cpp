#include "gridding/exact_kernel.hpp"

#include <algorithm>
#include <array>

namespace linli::gridding {

// What is left of a set when one part is taken away: its components, heaviest last.
struct Remainder {
  struct Item {
    Mask set;
    Households weight;
    std::uint32_t entry;
    int most;
  };
  std::array<Item, kMaskNodes> item;
  std::uint32_t count = 0;
  int most = 0;  // sum over the items
};

// One enumeration of the parts that hold the pivot of a set.
struct ExactKernel::Frame {
  std::uint32_t entry;
  Mask set;
  Households weight;
  Households heaviest;  // a part may not weigh more
  int parts;            // wanted of the whole set
  bool found = false;
};

namespace {

std::size_t hash(Mask set) {
  set *= 0x9E3779B97F4A7C15ULL;
  return set ^ (set >> 29);
}

}  // namespace

void ExactKernel::attach(const MaskComponent& component) {
  component_ = &component;
  threshold_ = component.threshold();
  excess_slot_ = component.slot(Objective::Excess);
  entries_.clear();
  if (table_.empty()) table_.resize(1024);
  if (++generation_ == 0) {
    std::fill(table_.begin(), table_.end(), Slot{});
    generation_ = 1;
  }
}

ExactKernel::Result ExactKernel::solve(const MaskComponent& component, Budget& budget, bool count_only) {
  attach(component);
  budget_ = &budget;
  const Households weight = component.weight_of(component.all());
  const std::uint32_t root = entry_of(component.all(), weight);
  // Counting first is cheap and narrows every later enumeration to the proven numbers of parts.
  count_only_ = true;
  improve(root, weight, 1);
  if (!count_only && entries_[root].parts > 0 && !budget.spent()) {
    count_only_ = false;
    improve(root, weight, entries_[root].parts);
  }
  const Entry& best = entries_[root];
  Result result{.parts = best.parts, .most_parts = best.most, .complete = best.exact, .cost = best.cost, .sets = {}};
  if (best.parts > 0) collect(component.all(), weight, result.sets);
  return result;
}

int ExactKernel::most_parts(Mask set, Households weight, Budget& budget) {
  if (weight < threshold_) return 0;
  budget_ = &budget;
  count_only_ = true;
  const std::uint32_t entry = entry_of(set, weight);
  improve(entry, weight, 1);
  return entries_[entry].most;
}

std::uint32_t ExactKernel::entry_of(Mask set, Households weight) {
  const std::size_t wrap = table_.size() - 1;
  std::size_t at = hash(set) & wrap;
  for (; table_[at].generation == generation_; at = (at + 1) & wrap) {
    if (entries_[table_[at].entry].set == set) return table_[at].entry;
  }
  const auto number = static_cast<std::uint32_t>(entries_.size());
  table_[at] = {generation_, number};
  entries_.push_back({.set = set, .most = static_cast<int>(std::min<Households>(weight / threshold_, kMaskNodes))});
  if (entries_.size() * 2 > table_.size()) grow_table();
  return number;
}

void ExactKernel::grow_table() {
  std::vector<Slot> larger(table_.size() * 2);
  const std::size_t wrap = larger.size() - 1;
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    std::size_t at = hash(entries_[number].set) & wrap;
    while (larger[at].generation == generation_) at = (at + 1) & wrap;
    larger[at] = {generation_, number};
  }
  table_ = std::move(larger);
}

// Brings an entry to its most parts (and least cost, unless only counting); false when it has fewer than `needed`.
bool ExactKernel::improve(std::uint32_t entry, Households weight, int needed) {
  while (!budget_->spent()) {
    const Entry& known = entries_[entry];
    if (known.most < needed) return false;
    if (known.parts > 0 && (known.exact || count_only_)) return true;
    const int parts = known.most;
    cover_with(entry, weight, parts);
    Entry& now = entries_[entry];
    if (budget_->spent()) break;
    if (now.parts > 0) {
      now.exact = !count_only_;
    } else {
      now.most = parts - 1;
    }
  }
  return entries_[entry].parts >= needed;
}

void ExactKernel::cover_with(std::uint32_t entry, Households weight, int parts) {
  const Mask set = entries_[entry].set;
  if (parts == 1) {
    Entry& whole = entries_[entry];
    whole.parts = 1;
    whole.choice = set;
    whole.cost = count_only_ ? Cost{} : component_->cost(set, weight);
    return;
  }
  Frame frame{entry, set, weight, weight - static_cast<Households>(parts - 1) * threshold_, parts};
  const std::uint32_t start = pivot(set);
  if (component_->weight(start) > frame.heaviest) return;
  grow(frame, bit(start), component_->weight(start), component_->adjacent(start) & set, 0);
}

// The unit with the fewest neighbours in the set: a leaf leaves the least choice.
std::uint32_t ExactKernel::pivot(Mask set) const {
  std::uint32_t best = lowest(set);
  int fewest = 65;
  for_each_bit(set, [&](std::uint32_t i) {
    const int degree = std::popcount(component_->adjacent(i) & set);
    if (degree < fewest) fewest = degree, best = i;
  });
  return best;
}

void ExactKernel::grow(Frame& frame, Mask part, Households weight, Mask open, Mask banned) {
  if (budget_->spend()) return;
  if (weight >= threshold_) consider(frame, part, weight);
  if (count_only_ && frame.found) return;
  while (open != 0) {
    const std::uint32_t next = lowest(open);
    open &= open - 1;
    const Households heavier = weight + component_->weight(next);
    if (heavier <= frame.heaviest) {
      const Mask larger = part | bit(next);
      grow(frame, larger, heavier, (open | (component_->adjacent(next) & frame.set)) & ~(larger | banned), banned);
      if (budget_->spent() || (count_only_ && frame.found)) return;
    }
    // From here on `next` stays outside the part. What it can still reach only shrinks, so it must reach the threshold
    // now.
    banned |= bit(next);
    if (component_->piece(next, frame.set & ~part).weight < threshold_) return;
  }
}

// Tries one part: the rest must fall into components that can make up the wanted number.
void ExactKernel::consider(Frame& frame, Mask part, Households weight) {
  Remainder rest;
  for (Mask left = frame.set & ~part; left != 0;) {
    const auto piece = component_->piece(lowest(left), left);
    if (piece.weight < threshold_) return;
    left &= ~piece.set;
    rest.item[rest.count++] = {piece.set, piece.weight, 0, static_cast<int>(piece.weight / threshold_)};
    rest.most += rest.item[rest.count - 1].most;
  }
  if (rest.most < frame.parts - 1) return;
  Cost cost;
  if (!count_only_) {
    cost = component_->cost(part, weight);
    if (frame.found) {
      Cost least = cost;
      if (excess_slot_ == 0) {
        for (std::uint32_t i = 0; i < rest.count; ++i) {
          least.value[0] += static_cast<double>(
              std::max<Households>(0, rest.item[i].weight - rest.item[i].most * component_->upper()));
        }
      }
      if (least.value[0] > entries_[frame.entry].cost.value[0]) return;
    }
  }
  if (!solve_rest(frame, rest, cost)) return;
  Entry& entry = entries_[frame.entry];
  if (frame.found && !count_only_ && !(cost < entry.cost)) return;
  frame.found = true;
  entry.parts = frame.parts;
  entry.choice = part;
  entry.cost = cost;
}

// Solves the components of the remainder and adds their costs; false when they cannot make up the wanted number of
// parts.
bool ExactKernel::solve_rest(Frame& frame, Remainder& rest, Cost& cost) {
  for (std::uint32_t i = 0; i < rest.count; ++i) {
    auto& item = rest.item[i];
    item.entry = entry_of(item.set, item.weight);
    rest.most += entries_[item.entry].most - item.most;
    item.most = entries_[item.entry].most;
  }
  if (rest.most < frame.parts - 1) return false;
  for (std::uint32_t i = 0; i < rest.count; ++i) {
    auto& item = rest.item[i];
    const int others = rest.most - item.most;
    const bool enough = improve(item.entry, item.weight, frame.parts - 1 - others);
    if (!enough || budget_->spent()) return false;
    rest.most = others + entries_[item.entry].parts;
    item.most = entries_[item.entry].parts;
    cost += entries_[item.entry].cost;
    if (!count_only_ && frame.found && cost.value[0] > entries_[frame.entry].cost.value[0]) return false;
  }
  return true;
}

void ExactKernel::collect(Mask set, Households weight, std::vector<Mask>& sets) {
  const Mask part = entries_[entry_of(set, weight)].choice;
  sets.push_back(part);
  for (Mask left = set & ~part; left != 0;) {
    const auto piece = component_->piece(lowest(left), left);
    left &= ~piece.set;
    collect(piece.set, piece.weight, sets);
  }
}

}  // namespace linli::gridding
