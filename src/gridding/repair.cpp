#include "gridding/repair.hpp"

#include <algorithm>
#include <vector>

#include "gridding/tree_cut.hpp"

namespace linli::gridding {
namespace {

constexpr std::uint32_t kStepsPerRegion = 20, kStepsAtLeast = 500;  // hand-overs, in all, before it is given up
constexpr int kTrees = 8;

class Repair {
 public:
  Repair(Partition& partition, Random& random) : partition_(partition), random_(random), cutter_(partition.graph()) {}

  bool run() {
    steps_ = kStepsAtLeast + kStepsPerRegion * partition_.regions();
    bool all = true;
    for (std::uint32_t region = 0; region < partition_.regions(); ++region) all &= mend(region);
    return all;
  }

 private:
  bool is_short(std::uint32_t region) const { return partition_.weight(region) < partition_.graph().threshold(); }

  bool mend(std::uint32_t region) {
    for (; steps_ > 0 && is_short(region); --steps_) {
      const std::uint32_t other = random_neighbour(region);
      if (other == kNone) continue;
      if (recut(region, other) && is_short(other) && !is_short(region)) region = other;
    }
    return !is_short(region);
  }

  std::uint32_t random_neighbour(std::uint32_t region) {
    const auto members = partition_.members(region);
    const std::uint32_t node = members[random_.below(static_cast<std::uint32_t>(members.size()))];
    const auto neighbours = partition_.graph().neighbours(node);
    if (neighbours.empty()) return kNone;
    const std::uint32_t next = neighbours[random_.below(static_cast<std::uint32_t>(neighbours.size()))];
    return partition_.region(next) == region ? kNone : partition_.region(next);
  }

  // Cuts the two anew so that one of them reaches the threshold and as little as possible is missing in the other.
  bool recut(std::uint32_t region, std::uint32_t other) {
    nodes_.assign(partition_.members(region).begin(), partition_.members(region).end());
    nodes_.insert(nodes_.end(), partition_.members(other).begin(), partition_.members(other).end());
    cutter_.load(nodes_);
    Households best = 0;
    for (int tree = 0; tree < kTrees; ++tree) {
      cutter_.draw_tree(random_);
      const auto split = cutter_.fairest_split();
      if (split.at == kNone || split.lighter <= best) continue;
      best = split.lighter;
      cutter_.mark(split);
      side_.assign(cutter_.side().begin(), cutter_.side().end());
    }
    if (best == 0) return false;
    Households first = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) first += side_[i] == 0 ? partition_.graph().weight(nodes_[i]) : 0;
    const std::uint32_t heavy_side = first > cutter_.total() - first ? 0 : 1;
    // The side that reaches the threshold stays here, so that a shortage moves on.
    for (std::size_t i = 0; i < nodes_.size(); ++i) partition_.put(nodes_[i], side_[i] == heavy_side ? region : other);
    return true;
  }

  Partition& partition_;
  Random& random_;
  TreeCutter cutter_;
  std::uint32_t steps_ = 0;  // left
  std::vector<std::uint32_t> nodes_, side_;
};

}  // namespace

bool repair(Partition& partition, Random& random) { return Repair(partition, random).run(); }

}  // namespace linli::gridding
