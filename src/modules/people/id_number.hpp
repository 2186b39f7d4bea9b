#pragma once
// The citizen's ID number (GB 11643-1999) and telephone numbers as people write them. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "modules/people/types.hpp"

namespace linli::people {

enum class IdFault {
  None,
  Scientific,  // 4.11002E+17: a spreadsheet has lost its last digits for ever
  Shape,       // neither 18 nor 15 signs, or signs that do not belong
  Birth,       // no day of the calendar
  Check,       // the check digit does not fit
};

struct IdNumber {
  IdFault fault = IdFault::None;
  std::string number;   // 18 signs, X in capital; empty when there is a fault
  bool legacy = false;  // came in as 15 digits, without a check digit of its own
  Date birth{};
  Gender gender{};
};

// The area part is where somebody was first registered, often under a code that is long gone: nothing is refused for
// it. Fifteen digits are the form of before 1999: taken on import only, and written with the century 19 and the check
// digit that belongs to them.
[[nodiscard]] IdNumber read_id_number(std::string_view text, bool allow_legacy);
// The check digit of the first 17 digits.
[[nodiscard]] char id_check_digit(std::string_view seventeen);
[[nodiscard]] Text words_of(IdFault fault);
[[nodiscard]] Text remedy_of(IdFault fault);

// Digits, with a leading + for numbers abroad; none when it is no telephone number (7 to 15 digits), or a number that a
// spreadsheet has rounded.
[[nodiscard]] std::optional<std::string> read_phone(std::string_view text);

// `4110**********1234`, `138****5678`: what a reader sees who gave no reason.
[[nodiscard]] std::string mask_id_number(std::string_view number);
[[nodiscard]] std::string mask_phone(std::string_view phone);
// `张*明`, `张*`.
[[nodiscard]] std::string mask_name(std::string_view name);

// Whole years on that day.
[[nodiscard]] int age_on(Date birth, Date on);

}  // namespace linli::people
