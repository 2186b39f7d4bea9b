#pragma once
// PlanRules as JSON, the way requests bring them and tables keep them, and the checks they must pass.

#include <boost/json/object.hpp>
#include <string>

#include "base/json_writer.hpp"
#include "modules/grid_plans/types.hpp"

namespace linli::grid_plans {

// Members that are present replace those of `rules`. Faults name the member.
[[nodiscard]] Result<PlanRules> read_rules(const boost::json::object& object, PlanRules rules);
[[nodiscard]] std::vector<Fault> check_rules(const PlanRules& rules);

[[nodiscard]] std::string rules_json(const PlanRules& rules);
// Of a table: asserts that it is what rules_json() wrote.
[[nodiscard]] PlanRules stored_rules(std::string_view json);

}  // namespace linli::grid_plans
