#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/rules.hpp"

// The published rules, group by group; shared by the checker and the brute force.
namespace linli::gridding::testing {

using Group = std::vector<NodeIndex>;

Households weight(const Instance& i, const Group& group);
bool connected(const Group& group, const std::function<bool(NodeIndex, NodeIndex)>& touches);
// Why the group may not be a grid; empty when it may.
std::string objection(const Instance& i, const GridRules& rules, const Group& group);
Score score_of(const Instance& i, const GridRules& rules, const Group& group);
double heterogeneity(const Instance& i, const Group& group);
// Households that change grid when the grids in force are carried on as well as can be.
Households moved_by(const Instance& i, const std::vector<Group>& groups);

}  // namespace linli::gridding::testing
