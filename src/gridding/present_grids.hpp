#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gridding/prepared_rules.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// Says which grid in force each new grid of one community carries on (kNone: none), so that most households stay, and
// how many do not. Optimal by the Hungarian method (Kuhn 1955) for up to kExactMatch grids, else by largest share
// first.
class PresentGridMatcher {
 public:
  static constexpr std::size_t kExactMatch = 200;

  explicit PresentGridMatcher(const PreparedRules& rules)
      : rules_(rules), number_(rules.instance().present_grids().size(), kNone) {}

  struct Match {
    std::vector<std::uint32_t> carries_on;  // by new grid
    Households moved = 0;
  };
  // grid i holds courtyards[begin[i], begin[i + 1]).
  Match match(std::uint32_t community, std::span<const std::uint32_t> begin, std::span<const NodeIndex> courtyards);

 private:
  void count_shares(std::uint32_t community, std::span<const std::uint32_t> begin,
                    std::span<const NodeIndex> courtyards);
  void assign_exactly(std::size_t grids, std::vector<std::uint32_t>& label_of) const;
  void assign_by_share(std::size_t grids, std::vector<std::uint32_t>& label_of) const;

  const PreparedRules& rules_;
  std::vector<std::uint32_t> number_;  // grid in force -> column, kNone outside the community being matched
  std::vector<std::uint32_t> labels_;  // column -> grid in force
  std::vector<Households> share_;      // grids × columns: households in both
  Households labelled_ = 0;
};

}  // namespace linli::gridding
