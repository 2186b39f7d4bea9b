#include "modules/calendars/calendar.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace linli::calendars {
namespace {

using catalogue::LimitUnit;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::sys_days;
using LocalTime = std::chrono::sys_time<milliseconds>;  // the district's wall clock, counted as if it were UTC

bool fits(const Season& season, std::chrono::month_day day) {
  if (!season.from || !season.to) return true;
  if (*season.from <= *season.to) return day >= *season.from && day <= *season.to;
  return day >= *season.from || day <= *season.to;
}

// Later rules of the same day replace earlier ones.
void put(std::vector<DayRule>& into, const std::vector<DayRule>& more) {
  std::map<sys_days, DayRule> by_day;
  for (const auto& rule : into) by_day.insert_or_assign(sys_days{rule.day}, rule);
  for (const auto& rule : more) by_day.insert_or_assign(sys_days{rule.day}, rule);
  into.clear();
  for (auto& [day, rule] : by_day) into.push_back(std::move(rule));
}

}  // namespace

Calendar::Calendar(const Sheet& national, const Sheet& local, Offset offset, std::int64_t version)
    : offset_(offset),
      version_(version),
      weekdays_(local.weekdays ? *local.weekdays : national.weekdays.value_or(std::array<bool, 7>{})),
      hours_(local.hours.empty() ? national.hours : local.hours),
      day_rules_(national.days),
      years_(national.years) {
  put(day_rules_, local.days);
  for (const auto& year : local.years) {
    std::erase_if(years_, [&](const Year& known) { return known.year == year.year; });
    years_.push_back(year);
  }
  std::ranges::sort(years_, {}, &Year::year);
  LINLI_ASSERT(std::ranges::find(weekdays_, true) != weekdays_.end());
  LINLI_ASSERT(!hours_.empty());
}

const DayRule* Calendar::rule_of(sys_days day) const {
  const auto found =
      std::ranges::lower_bound(day_rules_, day, {}, [](const DayRule& rule) { return sys_days{rule.day}; });
  return found != day_rules_.end() && sys_days{found->day} == day ? &*found : nullptr;
}

bool Calendar::works_on(sys_days day) const {
  if (const auto* rule = rule_of(day)) return rule->working;
  return weekdays_[std::chrono::weekday{day}.iso_encoding() - 1];
}

std::span<const Span> Calendar::hours_of(sys_days day) const {
  if (!works_on(day)) return {};
  const auto* rule = rule_of(day);
  if (rule != nullptr && !rule->spans.empty()) return rule->spans;
  const std::chrono::year_month_day date{day};
  const Season* best = nullptr;
  for (const auto& season : hours_) {
    if (fits(season, date.month() / date.day())) best = &season;
  }
  // Seasons that leave a gap: the first one's hours, rather than a day without any.
  return best != nullptr ? best->spans : hours_.front().spans;
}

Instant Calendar::after_working(Instant start, milliseconds amount) const {
  if (amount <= milliseconds{0}) return start;
  const LocalTime local = start + offset_;
  auto left = amount;
  for (auto day = floor<days>(local);; day += days{1}) {
    for (const auto& span : hours_of(day)) {
      const auto from = std::max<LocalTime>(local, day + span.from);
      const LocalTime to = day + span.to;
      if (from >= to) continue;
      if (left <= to - from) return from + left - offset_;
      left -= to - from;
    }
  }
}

milliseconds Calendar::working_between(Instant from, Instant to) const {
  const LocalTime start = from + offset_;
  const LocalTime end = to + offset_;
  milliseconds sum{0};
  for (auto day = floor<days>(start); day < end; day += days{1}) {
    for (const auto& span : hours_of(day)) {
      const auto first = std::max<LocalTime>(start, day + span.from);
      const auto last = std::min<LocalTime>(end, day + span.to);
      if (first < last) sum += last - first;
    }
  }
  return sum;
}

Instant Calendar::after_working_days(Instant start, int amount) const {
  auto day = floor<days>(LocalTime{start + offset_});
  while (amount > 0) {
    day += days{1};
    if (works_on(day)) --amount;
  }
  const auto spans = hours_of(day);
  return day + (spans.empty() ? std::chrono::minutes{hours{24}} : spans.back().to) - offset_;
}

const Year* Calendar::unannounced(Instant instant) const {
  const auto year = static_cast<int>(date_of(instant, offset_).year());
  const auto found = std::ranges::find(years_, year, &Year::year);
  if (found != years_.end()) return found->announced ? nullptr : &*found;
  static const Year kUnknown{};
  return &kUnknown;
}

Instant due_after(const catalogue::Limit& limit, Instant start, const Calendar& calendar) {
  switch (limit.unit) {
    case LimitUnit::WorkingHours:
      return calendar.after_working(start, hours{limit.amount});
    case LimitUnit::WorkingDays:
      return calendar.after_working_days(start, limit.amount);
    case LimitUnit::CalendarHours:
      return start + hours{limit.amount};
    case LimitUnit::CalendarDays:
      return floor<days>(LocalTime{start + calendar.offset()}) + days{limit.amount + 1} - calendar.offset();
  }
  std::unreachable();
}

namespace {
bool in_working_time(LimitUnit unit) { return unit == LimitUnit::WorkingHours || unit == LimitUnit::WorkingDays; }
}  // namespace

milliseconds left_between(LimitUnit unit, Instant from, Instant due, const Calendar& calendar) {
  if (in_working_time(unit)) return calendar.working_between(from, due);
  return std::max(due - from, milliseconds{0});
}

Instant run_on(LimitUnit unit, Instant from, milliseconds left, const Calendar& calendar) {
  return in_working_time(unit) ? calendar.after_working(from, left) : from + left;
}

}  // namespace linli::calendars
