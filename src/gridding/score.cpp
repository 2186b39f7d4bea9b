#include "gridding/score.hpp"

#include <algorithm>

namespace linli::gridding {

Score GridScorer::score(std::span<const NodeIndex> grid, GridKind kind, Households threshold, Households upper) {
  Households sum = 0;
  for (const NodeIndex node : grid) sum += instance_.households(node);
  Score result;
  if (sum >= threshold) {
    result.valid = 1;
  } else if (kind == GridKind::ByRule) {
    result.exempt = 1;
  } else {
    result.undersize = 1;
  }
  const bool single = kind == GridKind::Large || kind == GridKind::ByRule;
  if (!single && kind != GridKind::Extended) {
    result.excess = std::max<Households>(0, sum - upper);
    result.in_band = sum >= threshold && sum <= upper;
  }
  if (!single) result.mixing = mixing(grid);
  if (grid.size() > 1) result.compactness = compactness(grid);
  return result;
}

std::int64_t GridScorer::mixing(std::span<const NodeIndex> grid) {
  std::uint32_t most = 0;
  for (const NodeIndex node : grid) most = std::max(most, ++type_count_[instance_.type(node)]);
  for (const NodeIndex node : grid) type_count_[instance_.type(node)] = 0;
  return static_cast<std::int64_t>(grid.size()) - most;
}

double GridScorer::compactness(std::span<const NodeIndex> grid) const {
  const double n = static_cast<double>(grid.size());
  double cx = 0, cy = 0;
  for (const NodeIndex node : grid) cx += instance_.x(node) / n, cy += instance_.y(node) / n;
  double sum = 0;
  for (const NodeIndex node : grid) {
    const double dx = instance_.x(node) - cx, dy = instance_.y(node) - cy;
    sum += dx * dx + dy * dy;
  }
  return sum;
}

double GridScorer::heterogeneity(std::span<const NodeIndex> grid) {
  sorted_.clear();
  for (const NodeIndex node : grid) sorted_.push_back(instance_.attribute(node));
  std::ranges::sort(sorted_);
  const double n = static_cast<double>(sorted_.size());
  double sum = 0;
  for (std::size_t j = 0; j < sorted_.size(); ++j) sum += (2.0 * static_cast<double>(j) - n + 1) * sorted_[j];
  return sum;
}

}  // namespace linli::gridding
