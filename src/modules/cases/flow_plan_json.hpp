#pragma once
// A flow as JSON, for its page.

#include "base/json_writer.hpp"
#include "modules/cases/flow_plan.hpp"

namespace linli::cases {

// The members of a plan, into an object that is open.
void write_plan(JsonWriter& w, const FlowPlan& plan);

}  // namespace linli::cases
