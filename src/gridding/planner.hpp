#pragma once

#include <expected>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/plan.hpp"
#include "gridding/rules.hpp"
#include "gridding/search.hpp"

namespace linli::gridding {

// Divides every community into grids. Fails only when the rules do not fit the instance; an unproven community is
// reported with its gap. Thread-safe; starts options.threads - 1 threads and joins them.
[[nodiscard]] std::expected<Plan, std::vector<Fault>> plan_grids(const Instance& instance, const GridRules& rules,
                                                                 const SearchOptions& options = {});

// max-p regions over all courtyards; communities are ignored. A connected component below the threshold makes an
// undersize region, for which Plan::value.undersize is not zero.
[[nodiscard]] std::expected<Plan, std::vector<Fault>> plan_regions(const Instance& instance, const RegionRules& rules,
                                                                   const SearchOptions& options = {});

}  // namespace linli::gridding
