#pragma once
// When the district's grids are to be looked at again.

#include <optional>

#include "modules/grid_plans/types.hpp"

namespace linli::grid_plans {

// The newest day that has come, `months` or a multiple of them after `last`; the first of them where none has. A day
// that a month does not have is the month's last.
[[nodiscard]] Date review_day(Date last, int months, Date today);

}  // namespace linli::grid_plans
