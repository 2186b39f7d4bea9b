#pragma once
// How a district's numbers fall on its parts.

#include <cstddef>
#include <vector>

#include "app/demo/random.hpp"
#include "app/demo/territory.hpp"

namespace linli::app::demo {

// `total` things over `parts` places, each at least one, unevenly.
[[nodiscard]] std::vector<int> distribute(int total, int parts, Random& random);
// Grids for each community, by its courtyards, at least one and at most as many as it has courtyards; zeros when the
// plan names no number.
[[nodiscard]] std::vector<std::size_t> allot_grids(const Territory& territory, const TerritoryPlan& plan);
// Gives areas their past, as the plan's mergers say.
void add_history(Territory& territory, const TerritoryPlan& plan, Random& random);

}  // namespace linli::app::demo
