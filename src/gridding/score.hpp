#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/plan.hpp"
#include "gridding/rules.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// Figures of single grids, from the courtyards themselves and nothing that a solver remembers. One object a thread.
class GridScorer {
 public:
  explicit GridScorer(const Instance& instance) : instance_(instance), type_count_(instance.types().size(), 0) {}

  // Everything but `moved`. A grid of one courtyard has no excess, as nobody could make it smaller without splitting
  // it.
  Score score(std::span<const NodeIndex> grid, GridKind kind, Households threshold, Households upper);
  double heterogeneity(std::span<const NodeIndex> grid);

 private:
  std::int64_t mixing(std::span<const NodeIndex> grid);
  double compactness(std::span<const NodeIndex> grid) const;

  const Instance& instance_;
  std::vector<std::uint32_t> type_count_;
  std::vector<double> sorted_;
};

}  // namespace linli::gridding
