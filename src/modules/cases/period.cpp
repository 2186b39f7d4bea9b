#include "modules/cases/period.hpp"

#include <fmt/core.h>

namespace linli::cases {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::years;

namespace {

Period year_of(Date first) {
  Period period{first, first + years{1}, fmt::format("{:04}", int(first.year())), int(first.year()), {}};
  for (unsigned m = 1; m <= 12; ++m) period.counted.push_back(month_key(first.year() / month{m} / day{1}));
  return period;
}

Period month_of(Date first) {
  const auto key = month_key(first);
  return {first, first + months{1}, fmt::format("{:04}-{:02}", key / 100, key % 100), key, {key}};
}

}  // namespace

std::int64_t month_key(Date d) { return std::int64_t{int(d.year())} * 100 + unsigned(d.month()); }
std::int64_t day_key(Date d) { return month_key(d) * 100 + unsigned(d.day()); }

std::optional<Period> parse_period(std::string_view text) {
  constexpr std::string_view kPattern = "0000-01-01";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  // What is missing is the first of it; the checks of a date then hold for all three.
  const auto first = parse_date(std::string(text) + std::string(kPattern.substr(text.size())));
  if (!first || int(first->year()) < 1970 || int(first->year()) > 9998) return std::nullopt;
  if (text.size() == 4) return year_of(*first);
  if (text.size() == 7) return month_of(*first);
  return Period{*first, Date{sys_days{*first} + days{1}}, std::string(text), day_key(*first), {day_key(*first)}};
}

}  // namespace linli::cases
