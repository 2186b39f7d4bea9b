// When limits end: a table named as sentences. 2026-03-02 is a Monday.
#include <gtest/gtest.h>

#include "modules/catalogue/api.hpp"

namespace linli::catalogue {
namespace {

struct Row {
  const char* says;
  const char* limit;
  const char* start;
  const char* end;
};

const Row kRows[] = {
    {"working hours run within the morning", "2wh", "2026-03-02T09:00:00+08:00", "2026-03-02T11:00:00+08:00"},
    {"the noon break does not count", "4wh", "2026-03-02T10:00:00+08:00", "2026-03-02T16:30:00+08:00"},
    {"a limit may end with the morning", "2wh", "2026-03-02T10:00:00+08:00", "2026-03-02T12:00:00+08:00"},
    {"what comes at noon starts after the break", "1wh", "2026-03-02T12:30:00+08:00", "2026-03-02T15:30:00+08:00"},
    {"Friday's rest goes on on Monday", "2wh", "2026-03-06T17:00:00+08:00", "2026-03-09T09:30:00+08:00"},
    {"what comes on Sunday starts on Monday", "4wh", "2026-03-08T20:00:00+08:00", "2026-03-09T15:00:00+08:00"},
    {"before work begins the clock waits", "1wh", "2026-03-02T05:00:00+08:00", "2026-03-02T09:30:00+08:00"},
    {"the day of receipt does not count", "1wd", "2026-03-02T08:00:00+08:00", "2026-03-03T18:00:00+08:00"},
    {"nor when it comes late in the evening", "1wd", "2026-03-02T23:59:59+08:00", "2026-03-03T18:00:00+08:00"},
    {"Friday's working day is Monday", "1wd", "2026-03-06T09:00:00+08:00", "2026-03-09T18:00:00+08:00"},
    {"five working days are a week", "5wd", "2026-03-04T09:00:00+08:00", "2026-03-11T18:00:00+08:00"},
    {"Saturday's working day is Monday too", "1wd", "2026-03-07T09:00:00+08:00", "2026-03-09T18:00:00+08:00"},
    {"hours of the calendar just run", "24h", "2026-03-06T17:30:00+08:00", "2026-03-07T17:30:00+08:00"},
    {"days of the calendar end at midnight", "7d", "2026-03-02T09:00:00+08:00", "2026-03-10T00:00:00+08:00"},
    {"just after midnight is the new day", "1d", "2026-03-03T00:00:00+08:00", "2026-03-05T00:00:00+08:00"},
};

TEST(WorkingTime, EndsAsTheTableSays) {
  for (const auto& row : kRows) {
    const auto limit = parse_limit(row.limit);
    ASSERT_TRUE(limit) << row.limit;
    EXPECT_EQ(format_instant(due_after(*limit, *parse_instant(row.start))), row.end) << row.says;
  }
}

TEST(WorkingTime, FollowsTheDistrictsOffset) {
  const auto start = *parse_instant("2026-03-02T23:30:00+00:00");  // Tuesday 05:15 in Kathmandu
  EXPECT_EQ(format_instant(due_after({1, LimitUnit::WorkingHours}, start, Offset{345}), Offset{345}),
            "2026-03-03T09:30:00+05:45");
}

TEST(Limits, AreReadStrictly) {
  EXPECT_EQ(parse_limit("4wh"), (Limit{4, LimitUnit::WorkingHours}));
  EXPECT_EQ(parse_limit("7d"), (Limit{7, LimitUnit::CalendarDays}));
  for (const auto* bad : {"", "4", "wh", "0d", "-1d", "4 wh", "4w", "99999d"}) EXPECT_FALSE(parse_limit(bad)) << bad;
}

}  // namespace
}  // namespace linli::catalogue
