#pragma once
// Plain values of calendars: when an office works.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::calendars {

// A stretch of a local day, [from, to).
struct Span {
  std::chrono::minutes from{};
  std::chrono::minutes to{};
  bool operator==(const Span&) const = default;
};

// Office hours of part of the year; without `from` and `to` of the whole year. Both days are inclusive, `MM-DD`; a
// season may run over New Year. Of several that fit a day the last counts.
struct Season {
  std::optional<std::chrono::month_day> from;
  std::optional<std::chrono::month_day> to;
  std::vector<Span> spans;
  bool operator==(const Season&) const = default;
};

// A day that is not as its weekday says.
struct DayRule {
  Date day{};
  bool working = false;
  std::vector<Span> spans;  // empty: the season's
  Text name;
  std::string source;
  bool operator==(const DayRule&) const = default;
};

struct Year {
  int year = 0;
  bool announced = false;
  std::string source;
  bool operator==(const Year&) const = default;
};

// What a calendar is made from: the national one, or what a locality puts on top. Empty members of the latter leave the
// former as it is.
struct Sheet {
  std::optional<std::array<bool, 7>> weekdays;  // Monday first: works
  std::vector<Season> hours;
  std::vector<DayRule> days;
  std::vector<Year> years;
};

// A locality's sheet as it was set: never changed, only followed by the next.
struct Version {
  std::int64_t number = 0;  // 0: nothing but the national calendar
  Instant at{};
  AccountId account;
  std::string reason;
  Sheet sheet;
};

}  // namespace linli::calendars
