#pragma once
// What a new flow changes against the one in force, line by line. Pure.

#include <string>
#include <vector>

#include "modules/cases/flow_plan.hpp"

namespace linli::cases {

struct FlowChange {
  Text what;
  Text before;  // empty: it was not there
  Text after;   // empty: it goes
};
[[nodiscard]] std::vector<FlowChange> flow_differences(const FlowPlan& before, const FlowPlan& after);

}  // namespace linli::cases
