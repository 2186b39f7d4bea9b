#pragma once
// What happened to an area, in words, from the rows that were ever recorded of it.

#include <vector>

#include "modules/areas/area_store.hpp"

namespace linli::areas {

struct HistoryEntry {
  Instant at{};
  AccountId by;
  Text what;
};

// Newest first. `rows` in the order they were recorded.
[[nodiscard]] std::vector<HistoryEntry> history_of(const std::vector<AreaRow>& rows);

}  // namespace linli::areas
