#pragma once
// std::ranges::contains, which the library of C++23 here still lacks.

#include <algorithm>
#include <functional>

namespace linli::grid_plans {

template <class Range, class Value, class Projection = std::identity>
[[nodiscard]] bool contains(const Range& range, const Value& value, Projection projection = {}) {
  return std::ranges::find(range, value, projection) != std::ranges::end(range);
}

}  // namespace linli::grid_plans
