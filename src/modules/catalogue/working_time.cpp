// When a limit ends. Pure.
#include <array>

#include "modules/catalogue/api.hpp"

namespace linli::catalogue {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using LocalTime = std::chrono::sys_time<milliseconds>;  // the district's wall clock, counted as if it were UTC

struct Span {
  minutes from;
  minutes to;
};
constexpr std::array kWorkingSpans{Span{hours{8} + minutes{30}, hours{12}}, Span{hours{14} + minutes{30}, hours{18}}};

bool is_working_day(std::chrono::sys_days day) {
  const std::chrono::weekday weekday{day};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

LocalTime after_working_hours(LocalTime start, milliseconds left) {
  for (auto day = floor<days>(start);; day += days{1}) {
    if (!is_working_day(day)) continue;
    for (const auto& span : kWorkingSpans) {
      const auto from = std::max<LocalTime>(start, day + span.from);
      const LocalTime to = day + span.to;
      if (from >= to) continue;
      if (left <= to - from) return from + left;
      left -= to - from;
    }
  }
}

LocalTime after_working_days(LocalTime start, int amount) {
  auto day = floor<days>(start);
  while (amount > 0) {
    day += days{1};
    if (is_working_day(day)) --amount;
  }
  return day + kWorkingSpans.back().to;
}

}  // namespace

Instant due_after(const Limit& limit, Instant start, Offset offset) {
  const LocalTime local = start + offset;
  switch (limit.unit) {
    case LimitUnit::WorkingHours:
      return after_working_hours(local, hours{limit.amount}) - offset;
    case LimitUnit::WorkingDays:
      return after_working_days(local, limit.amount) - offset;
    case LimitUnit::CalendarHours:
      return start + hours{limit.amount};
    case LimitUnit::CalendarDays:
      return floor<days>(local) + days{limit.amount + 1} - offset;
  }
  std::unreachable();
}

}  // namespace linli::catalogue
