#pragma once
// The period of a board: a year, a month or a day of the district's calendar.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace linli::cases {

struct Period {
  Date from{};
  Date to{};             // the first day after it
  std::string text;      // `2026`, `2026-11`, `2026-11-22`
  std::int64_t key = 0;  // 2026, 202611, 20261122
  // The keys under which flows of the period were counted: twelve months, a month or a day.
  std::vector<std::int64_t> counted;
  [[nodiscard]] bool is_day() const { return text.size() == 10; }
};

[[nodiscard]] std::optional<Period> parse_period(std::string_view text);
[[nodiscard]] std::int64_t day_key(Date day);
[[nodiscard]] std::int64_t month_key(Date day);

}  // namespace linli::cases
