#pragma once
// What changes in the same transaction as a case: declared here, so that the list is in one place.

#include <vector>

#include "modules/cases/api.hpp"

namespace linli::app {

[[nodiscard]] std::vector<cases::Projection> projections();

}  // namespace linli::app
