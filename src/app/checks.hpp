#pragma once

#include <vector>

#include "storage/verify.hpp"

namespace linli::app {

// Recounts of everything that modules keep as counters or derived rows, for `linli verify`.
[[nodiscard]] std::vector<storage::CounterCheck> counter_checks();

}  // namespace linli::app
