#pragma once

#include <span>

#include "gridding/instance.hpp"
#include "gridding/plan.hpp"
#include "gridding/rules.hpp"

namespace linli::gridding {

// One sentence on why a grid of the plan is as it is: why alone, why joined, why undersize, what it carries on.
// `members` are the courtyards of the grid (Plan::members). The plan must have been made with these rules.
Text explain(const Instance& instance, const GridRules& rules, const Grid& grid, std::span<const NodeIndex> members);

}  // namespace linli::gridding
