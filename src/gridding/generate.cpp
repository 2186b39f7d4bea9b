#include "gridding/generate.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "gridding/search.hpp"

namespace linli::gridding {
namespace {

constexpr std::uint32_t kTypes = 5;
constexpr std::uint32_t kLargestCommunity = 17;  // halving stops here, which leaves about 12 on average
constexpr double kKeptOnLattice = 0.93, kDiagonal = 0.30;
constexpr double kSameTypeAsNeighbour = 0.6;
constexpr double kLatticeLength = 1.0, kDiagonalLength = 0.35;

class Generator {
 public:
  Generator(std::uint32_t courtyards, std::uint64_t seed)
      : count_(courtyards),
        width_(static_cast<std::uint32_t>(std::ceil(std::sqrt(double(courtyards))))),
        random_(seed) {}

  SyntheticDistrict run() {
    district_.courtyards.resize(count_);
    for (std::uint32_t node = 0; node < count_; ++node) place(node);
    const std::uint32_t height = count_ == 0 ? 0 : (count_ + width_ - 1) / width_;
    halve(0, 0, width_, height);
    connect();
    mend_communities();
    std::ranges::sort(district_.edges, {}, [](const auto& edge) { return std::pair(edge.from, edge.to); });
    return std::move(district_);
  }

 private:
  double normal() {  // Box & Muller 1958
    return std::sqrt(-2 * std::log(1 - random_.unit())) * std::cos(2 * std::numbers::pi * random_.unit());
  }

  Households households() {
    const double kind = random_.unit();
    const double value = kind < 0.72   ? std::exp(std::log(38.0) + 0.85 * normal())
                         : kind < 0.92 ? std::exp(std::log(150.0) + 0.45 * normal())
                                       : std::exp(std::log(520.0) + 0.65 * normal());
    return std::clamp<Households>(std::llround(value), 1, 6000);
  }

  void place(std::uint32_t node) {
    const std::uint32_t column = node % width_, row = node / width_;
    SyntheticCourtyard& courtyard = district_.courtyards[node];
    courtyard.x = column + random_.unit() * 0.8 - 0.4;
    courtyard.y = row + random_.unit() * 0.8 - 0.4;
    courtyard.households = households();
    courtyard.type = random_.below(kTypes);
    if (random_.unit() >= kSameTypeAsNeighbour) return;
    const bool left = random_.unit() < 0.5;
    if (left && column > 0) courtyard.type = district_.courtyards[node - 1].type;
    if (!left && row > 0) courtyard.type = district_.courtyards[node - width_].type;
  }

  // Cuts a rectangle of the lattice across its longer side, somewhere near the middle, until it is small enough.
  void halve(std::uint32_t left, std::uint32_t top, std::uint32_t right, std::uint32_t bottom) {
    const std::uint32_t across = right - left, down = bottom - top;
    if (across * down <= kLargestCommunity) {
      for (std::uint32_t row = top; row < bottom; ++row) {
        for (std::uint32_t column = left; column < right; ++column) {
          if (row * width_ + column < count_) district_.courtyards[row * width_ + column].community = communities_;
        }
      }
      ++communities_;
      return;
    }
    const double share = 0.35 + 0.3 * random_.unit();
    const auto cut = [&](std::uint32_t length) {
      return std::clamp<std::uint32_t>(static_cast<std::uint32_t>(std::lround(share * length)), 1, length - 1);
    };
    if (across >= down) {
      const std::uint32_t middle = left + cut(across);
      halve(left, top, middle, bottom);
      halve(middle, top, right, bottom);
    } else {
      const std::uint32_t middle = top + cut(down);
      halve(left, top, right, middle);
      halve(left, middle, right, bottom);
    }
  }

  void add(std::uint32_t from, std::uint32_t to, double length) { district_.edges.push_back({from, to, length}); }

  void connect() {
    for (std::uint32_t node = 0; node < count_; ++node) {
      const std::uint32_t column = node % width_;
      const bool right = column + 1 < width_ && node + 1 < count_, below = node + width_ < count_;
      if (right) offer(node, node + 1);
      if (below) offer(node, node + width_);
      if (!right || !below || random_.unit() >= kDiagonal) continue;
      const bool falling = random_.unit() < 0.5 && node + width_ + 1 < count_;
      falling ? add(node, node + width_ + 1, kDiagonalLength) : add(node + 1, node + width_, kDiagonalLength);
    }
  }

  void offer(std::uint32_t from, std::uint32_t to) {
    random_.unit() < kKeptOnLattice ? add(from, to, kLatticeLength)
                                    : void(dropped_.push_back({from, to, kLatticeLength}));
  }

  // Puts dropped lattice edges back where a community would fall apart without them.
  void mend_communities() {
    std::vector<std::uint32_t> root(count_);
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&](std::uint32_t node) {
      while (root[node] != node) node = root[node] = root[root[node]];
      return node;
    };
    const auto inside = [&](const auto& edge) {
      return district_.courtyards[edge.from].community == district_.courtyards[edge.to].community;
    };
    for (const auto& edge : district_.edges) {
      if (inside(edge)) root[find(edge.from)] = find(edge.to);
    }
    for (const auto& edge : dropped_) {
      if (!inside(edge) || find(edge.from) == find(edge.to)) continue;
      root[find(edge.from)] = find(edge.to);
      district_.edges.push_back(edge);
    }
  }

  std::uint32_t count_, width_, communities_ = 0;
  Random random_;
  SyntheticDistrict district_;
  std::vector<SyntheticDistrict::Edge> dropped_;
};

}  // namespace

SyntheticDistrict generate_district(std::uint32_t courtyards, std::uint64_t seed) {
  return Generator(courtyards, seed).run();
}

}  // namespace linli::gridding
