#pragma once
// Arithmetic in working time. Pure and immutable, so that every thread shares one.

#include <memory>
#include <span>

#include "modules/calendars/types.hpp"
#include "modules/catalogue/types.hpp"

namespace linli::calendars {

using std::chrono::milliseconds;

class Calendar {
 public:
  // At least one weekday works, and every season has a span (the sheets' readers see to it).
  Calendar(const Sheet& national, const Sheet& local, Offset offset, std::int64_t version = 0);

  [[nodiscard]] std::int64_t version() const { return version_; }
  [[nodiscard]] Offset offset() const { return offset_; }
  [[nodiscard]] bool works_on(std::chrono::sys_days local_day) const;
  // Working hours of a local day in order; none when nobody works.
  [[nodiscard]] std::span<const Span> hours_of(std::chrono::sys_days local_day) const;

  // The moment at which so much working time has passed since `start`; for nothing, `start` itself.
  [[nodiscard]] Instant after_working(Instant start, milliseconds amount) const;
  // Working time in [from, to); zero when `to` is not later.
  [[nodiscard]] milliseconds working_between(Instant from, Instant to) const;
  // The end of work on the given working day after that of `start`, whose own day does not count.
  [[nodiscard]] Instant after_working_days(Instant start, int days) const;

  // The year of that instant when its holidays are not announced yet: what falls due in it may still move.
  [[nodiscard]] const Year* unannounced(Instant instant) const;

 private:
  [[nodiscard]] const DayRule* rule_of(std::chrono::sys_days day) const;

  Offset offset_;
  std::int64_t version_;
  std::array<bool, 7> weekdays_{};
  std::vector<Season> hours_;
  std::vector<DayRule> day_rules_;  // in order of the day; the locality's own word counts
  std::vector<Year> years_;
};

// When a limit that starts at `start` ends. The day of the start does not count in days, and the last day ends with
// working time or at midnight (Civil Code art. 201, 203).
[[nodiscard]] Instant due_after(const catalogue::Limit& limit, Instant start, const Calendar& calendar);

// How much of a limit is left between two moments, and the moment at which that much has passed: in working time where
// the limit counts in working time, else in plain time.
[[nodiscard]] milliseconds left_between(catalogue::LimitUnit unit, Instant from, Instant due, const Calendar& calendar);
[[nodiscard]] Instant run_on(catalogue::LimitUnit unit, Instant from, milliseconds left, const Calendar& calendar);

// The national calendar that Linli ships, in the time of that offset.
[[nodiscard]] const Sheet& national_sheet();
[[nodiscard]] std::shared_ptr<const Calendar> national_calendar(Offset offset = kChinaOffset);

}  // namespace linli::calendars
