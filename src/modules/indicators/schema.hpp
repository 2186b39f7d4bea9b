#pragma once

#include "storage/migrations.hpp"

namespace linli::indicators {

// Counters themselves are storage's; here stands what counts old cases when a new counter comes.
[[nodiscard]] const storage::Schema& indicators_schema();

}  // namespace linli::indicators
