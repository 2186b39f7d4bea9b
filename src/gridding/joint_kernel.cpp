#include "gridding/joint_kernel.hpp"

#include <algorithm>
#include <array>

namespace linli::gridding {
namespace {

constexpr std::size_t kMostStates = 500'000;  // about 60 MB

}  // namespace

// One enumeration of the parts that hold a pivot.
struct JointKernel::Growth {
  Mask left;
  Mask used;
  Mask piece;           // the connected piece of `left` that holds the pivot
  Households weight;    // of the piece
  Households heaviest;  // a part may not weigh more
  int parts;            // that the piece must make up
};

JointKernel::Result JointKernel::solve(const MaskComponent& component, std::span<const std::vector<Presence>> presence,
                                       Budget& budget) {
  component_ = &component;
  budget_ = &budget;
  moved_slot_ = component.slot(Objective::Moved);
  excess_slot_ = component.slot(Objective::Excess);
  load_presence(presence);
  counter_.attach(component);
  candidates_.clear(), parts_.clear(), best_parts_.clear(), reached_.clear();
  found_ = false;
  const Value root = bound(component.all(), 0, {});
  search(component.all(), 0, {});
  Result result{
      .found = found_, .complete = !budget.spent() && found_, .value = best_, .most_valid = root.valid, .sets = {}};
  if (moved_slot_ < 4) result.least_moved = root.cost.value[moved_slot_];
  result.sets = best_parts_;
  return result;
}

void JointKernel::load_presence(std::span<const std::vector<Presence>> presence) {
  presence_.assign(presence.begin(), presence.end());
  presence_.resize(component_->size());
  labels_ = 0;
  labelled_.assign(component_->size(), 0);
  for (std::uint32_t unit = 0; unit < presence_.size(); ++unit) {
    for (const Presence& one : presence_[unit]) {
      labels_ = std::max(labels_, one.label + 1);
      labelled_[unit] += static_cast<double>(one.households);
    }
  }
  holders_.assign(labels_, 0);
  for (std::uint32_t unit = 0; unit < presence_.size(); ++unit) {
    for (const Presence& one : presence_[unit]) holders_[one.label] |= bit(unit);
  }
}

double JointKernel::kept(Mask part, std::uint32_t label) const {
  double sum = 0;
  for_each_bit(part & holders_[label], [&](std::uint32_t unit) {
    for (const Presence& one : presence_[unit]) {
      if (one.label == label) sum += static_cast<double>(one.households);
    }
  });
  return sum;
}

// Nothing better than this can follow from here.
JointKernel::Value JointKernel::bound(Mask left, Mask used, const Value& prefix) {
  Value best = prefix;
  std::int64_t parts = 0;
  for (Mask rest = left; rest != 0;) {
    const auto piece = component_->piece(lowest(rest), rest);
    rest &= ~piece.set;
    const bool alone = (piece.set & component_->alone()) != 0;
    const int most =
        alone ? piece.weight >= component_->threshold() : counter_.most_parts(piece.set, piece.weight, *budget_);
    best.valid += most;
    best.undersize += most == 0 && !alone;
    parts += component_->has_apart() ? std::popcount(piece.set) : std::max(1, most);
    if (excess_slot_ < 4 && !alone && !component_->has_apart()) {
      best.cost.value[excess_slot_] +=
          static_cast<double>(std::max<Households>(0, piece.weight - std::max(1, most) * component_->upper()));
    }
  }
  if (moved_slot_ < 4) best.cost.value[moved_slot_] += least_moved(left, used, parts);
  return best;
}

// Each part to come keeps at most one grid in force, and no two the same.
double JointKernel::least_moved(Mask left, Mask used, std::int64_t parts) const {
  double all = 0;
  for_each_bit(left, [&](std::uint32_t unit) { all += labelled_[unit]; });
  std::array<double, kMaskNodes> keep;
  std::int64_t count = 0;
  for (std::uint32_t label = 0; label < labels_; ++label) {
    if ((used & bit(label)) == 0 && (holders_[label] & left) != 0) keep[count++] = kept(left, label);
  }
  if (count > parts) std::nth_element(keep.begin(), keep.begin() + parts, keep.begin() + count, std::greater{});
  for (std::int64_t i = 0; i < std::min(parts, count); ++i) all -= keep[i];
  return all;
}

// Units of their own first, then the one with the fewest neighbours left.
std::uint32_t JointKernel::pivot(Mask left) const {
  if ((left & component_->alone()) != 0) return lowest(left & component_->alone());
  std::uint32_t best = lowest(left);
  int fewest = 65;
  for_each_bit(left, [&](std::uint32_t unit) {
    const int degree = std::popcount(component_->adjacent(unit) & left);
    if (degree < fewest) fewest = degree, best = unit;
  });
  return best;
}

void JointKernel::search(Mask left, Mask used, const Value& prefix) {
  if (budget_->spend()) return;
  if (left == 0) {
    if (found_ && !(prefix < best_)) return;
    found_ = true;
    best_ = prefix;
    best_parts_ = parts_;
    return;
  }
  if (found_ && !(bound(left, used, prefix) < best_)) return;
  Mask still_used = 0;  // only labels that somebody left has can matter
  for_each_bit(used, [&](std::uint32_t label) {
    if ((holders_[label] & left) != 0) still_used |= bit(label);
  });
  if (!reaches_better(State{left, still_used}, prefix)) return;
  const std::size_t first = candidates_.size();
  find_candidates(left, still_used);
  std::sort(candidates_.begin() + static_cast<std::ptrdiff_t>(first), candidates_.end(),
            [](const Candidate& a, const Candidate& b) {
              if (a.value < b.value || b.value < a.value) return a.value < b.value;
              return a.set != b.set ? a.set < b.set : a.label < b.label;
            });
  const std::size_t last = candidates_.size();
  for (std::size_t i = first; i < last && !budget_->spent(); ++i) {
    const Candidate candidate = candidates_[i];
    Value next = prefix;
    next.valid += candidate.value.valid;
    next.undersize += candidate.value.undersize;
    next.cost += candidate.value.cost;
    parts_.push_back(candidate.set);
    search(left & ~candidate.set, still_used | candidate.label, next);
    parts_.pop_back();
  }
  candidates_.resize(first);
}

// False when the same state was reached before with a prefix no worse. Memory is bounded: beyond that, states are not
// remembered.
bool JointKernel::reaches_better(const State& state, const Value& prefix) {
  const auto known = reached_.find(state);
  if (known == reached_.end()) {
    if (reached_.size() < kMostStates) reached_.emplace(state, prefix);
    return true;
  }
  if (!(prefix < known->second)) return false;
  known->second = prefix;
  return true;
}

void JointKernel::find_candidates(Mask left, Mask used) {
  const std::uint32_t start = pivot(left);
  const auto piece = component_->piece(start, left);
  if ((bit(start) & component_->alone()) != 0) return offer(bit(start), piece.weight, left, used);
  Growth growth{left, used, piece.set, piece.weight, piece.weight, 1};
  if (!component_->has_apart()) {
    growth.parts = counter_.most_parts(piece.set, piece.weight, *budget_);
    if (growth.parts <= 1) return offer(piece.set, piece.weight, left, used);
    growth.heaviest = piece.weight - (growth.parts - 1) * component_->threshold();
  }
  grow(growth, bit(start), component_->weight(start), component_->adjacent(start) & piece.set, 0,
       component_->apart(start));
}

// Every connected set that holds the pivot, once; `barred` are the units that must be kept apart from one of the part.
void JointKernel::grow(Growth& growth, Mask part, Households weight, Mask open, Mask banned, Mask barred) {
  if (budget_->spend()) return;
  consider(growth, part, weight);
  while (open != 0) {
    const std::uint32_t next = lowest(open);
    open &= open - 1;
    const Households heavier = weight + component_->weight(next);
    if (heavier <= growth.heaviest && (barred & bit(next)) == 0) {
      const Mask larger = part | bit(next);
      grow(growth, larger, heavier, (open | (component_->adjacent(next) & growth.piece)) & ~(larger | banned), banned,
           barred | component_->apart(next));
    }
    banned |= bit(next);
    if (component_->has_apart()) continue;
    if (component_->piece(next, growth.piece & ~part).weight < component_->threshold()) return;
  }
}

void JointKernel::consider(const Growth& growth, Mask part, Households weight) {
  if (!component_->has_apart()) {
    if (weight < component_->threshold()) return;
    int others = 0;
    for (Mask rest = growth.piece & ~part; rest != 0;) {
      const auto piece = component_->piece(lowest(rest), rest);
      if (piece.weight < component_->threshold()) return;
      rest &= ~piece.set;
      others += counter_.most_parts(piece.set, piece.weight, *budget_);
    }
    if (others < growth.parts - 1) return;
  }
  offer(part, weight, growth.left, growth.used);
}

void JointKernel::offer(Mask part, Households weight, Mask left, Mask used) {
  const bool alone = (part & component_->alone()) != 0;
  Candidate candidate{.set = part, .weight = weight, .value = {}, .label = 0};
  candidate.value.valid = weight >= component_->threshold();
  // What a rule makes stand alone is not undersize; its number is the same in every plan.
  candidate.value.undersize = weight < component_->threshold() && !alone;
  candidate.value.cost = component_->cost(part, weight);
  if (moved_slot_ >= 4) {
    candidates_.push_back(candidate);
    return;
  }
  double labelled = 0;
  for_each_bit(part, [&](std::uint32_t unit) { labelled += labelled_[unit]; });
  offer_labels(candidate, labelled, left, used);
}

// One candidate for each grid in force that the part could carry on, and one for none. When the grid it shares most
// with has nobody outside the part, no other choice can be better.
void JointKernel::offer_labels(Candidate candidate, double labelled, Mask left, Mask used) {
  double most = 0, settled = -1;
  std::uint32_t settled_label = kNone;
  for (std::uint32_t label = 0; label < labels_; ++label) {
    if ((used & bit(label)) != 0 || (holders_[label] & candidate.set) == 0) continue;
    const double keep = kept(candidate.set, label);
    most = std::max(most, keep);
    if ((holders_[label] & left & ~candidate.set) == 0 && keep > settled) settled = keep, settled_label = label;
  }
  const double base = candidate.value.cost.value[moved_slot_];
  for (std::uint32_t label = 0; label < labels_; ++label) {
    if ((used & bit(label)) != 0 || (holders_[label] & candidate.set) == 0) continue;
    if (settled >= most && label != settled_label) continue;
    candidate.label = bit(label);
    candidate.value.cost.value[moved_slot_] = base + labelled - kept(candidate.set, label);
    candidates_.push_back(candidate);
  }
  if (settled_label != kNone) return;  // carrying on a grid that nobody else can is never worse than none
  candidate.label = 0;
  candidate.value.cost.value[moved_slot_] = base + labelled;
  candidates_.push_back(candidate);
}

}  // namespace linli::gridding
