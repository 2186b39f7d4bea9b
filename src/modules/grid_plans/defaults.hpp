#pragma once
// What a new scenario starts from: values with their sources, as data (models/base/grid_plans.toml).

#include <string>
#include <vector>

#include "modules/grid_plans/types.hpp"

namespace linli::grid_plans {

struct Source {
  std::string row;  // of the requirements
  Text text;
};

struct Defaults {
  PlanRules rules;
  Source threshold;
  Source upper;
  Source split_above;
  Source standing_alone;
  Source order;
  std::vector<std::string> barrier_kinds;
  Source roads;
  int review_months = 0;
  Source review;
};

// The values shipped with Linli, carried inside the binary.
[[nodiscard]] const Defaults& shipped_defaults();

[[nodiscard]] std::optional<gridding::Objective> parse_objective(std::string_view text);
[[nodiscard]] Text label(gridding::Objective objective);

}  // namespace linli::grid_plans
