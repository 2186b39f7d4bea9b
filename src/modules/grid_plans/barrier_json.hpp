#pragma once
// Roads, rivers and walls as JSON: {"kind", "name", "line": [[lon, lat], …]}.

#include <boost/json/value.hpp>
#include <optional>
#include <string>

#include "base/json_writer.hpp"
#include "modules/grid_plans/types.hpp"

namespace linli::grid_plans {

// Empty when it is not of that form, or has fewer than two points or more than two thousand.
[[nodiscard]] std::optional<Barrier> barrier_of(const boost::json::value& value);
// What to do about one that has not: barrier_of() says no more.
[[nodiscard]] const Text& barrier_remedy();

[[nodiscard]] bool on_earth(const Barrier& barrier);
// The fault of a barrier whose points are no degrees.
[[nodiscard]] Fault off_earth(std::string field, const Barrier& barrier);

void write_barrier_fields(JsonWriter& w, const Barrier& barrier);
void write_barrier(JsonWriter& w, const Barrier& barrier);
// The line alone, as tables keep it; `stored_line` asserts that it is what line_json() wrote.
[[nodiscard]] std::string line_json(const Barrier& barrier);
[[nodiscard]] std::vector<std::pair<double, double>> stored_line(std::string_view json);

}  // namespace linli::grid_plans
