#pragma once
// Single values as offices write them → what the tables hold. Pure: the caller knows place and field and makes the
// fault.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"

namespace linli::intake_files {

// Reads as a value, reads as "not known", or cannot be read. `note` says what was overlooked or is wrong.
template <class T>
struct Reading {
  std::optional<T> value;
  std::optional<Text> note;    // with a value: taken, but look at it; without: why not
  std::optional<Text> remedy;  // what to do about the note
};

// A spreadsheet keeps 15 digits of a number: 4.11099001001E+14 has lost the rest for good.
[[nodiscard]] bool lost_digits(std::string_view text);

// Households and other counts: 300, 300, 1,200, 300户, 约300, 86(含出租). Negative and absurd ones are not known.
[[nodiscard]] Reading<std::int64_t> read_count(std::string_view text, std::int64_t highest);
// 1984, 1984年, 1984-05.
[[nodiscard]] Reading<int> read_year(std::string_view text, int latest);
// Mobile, landline with area code, 400/800, service numbers; stored as 0374-9904679 or 19900004704.
[[nodiscard]] Reading<std::string> read_phone(std::string_view text);
// 2024-08-01, 2024/8/1, 2024.8.1, 2024年8月1日, 20240801, and the day number that a spreadsheet stores.
[[nodiscard]] Reading<Date> read_date(std::string_view text);
// Division codes: digits only. `digits` is the length the level has (0: any); trailing zeros that pad to 12 digits are
// dropped.
[[nodiscard]] Reading<std::string> read_code(std::string_view text, int digits);
// Degrees: 113.788374, 113°47′18.1″, E113.788.
[[nodiscard]] Reading<double> read_degrees(std::string_view text);

}  // namespace linli::intake_files
