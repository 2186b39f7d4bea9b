// When limits end: a table named as sentences. 2026-03-02 is a Monday.
#include "modules/calendars/calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/catalogue/api.hpp"

namespace linli::calendars {
namespace {

using namespace std::chrono_literals;
using catalogue::LimitUnit;
using catalogue::parse_limit;

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
    {"a make-up Saturday works", "1wd", "2026-02-13T09:00:00+08:00", "2026-02-14T18:00:00+08:00"},
    {"Spring Festival does not count", "1wd", "2026-02-14T09:00:00+08:00", "2026-02-24T18:00:00+08:00"},
    {"working hours jump over Spring Festival", "2wh", "2026-02-14T17:00:00+08:00", "2026-02-24T09:30:00+08:00"},
    {"five working days over Labour Day", "5wd", "2026-04-29T09:00:00+08:00", "2026-05-09T18:00:00+08:00"},
    {"National Day 2025 with Mid-Autumn", "3wd", "2025-09-29T09:00:00+08:00", "2025-10-10T18:00:00+08:00"},
    {"the Sunday before National Day 2025 works", "1wd", "2025-09-27T09:00:00+08:00", "2025-09-28T18:00:00+08:00"},
    {"New Year 2027 is known by law", "1wd", "2026-12-31T09:00:00+08:00", "2027-01-04T18:00:00+08:00"},
};

TEST(WorkingTime, EndsAsTheTableSays) {
  const auto calendar = national_calendar();
  for (const auto& row : kRows) {
    const auto limit = parse_limit(row.limit);
    ASSERT_TRUE(limit) << row.limit;
    EXPECT_EQ(format_instant(due_after(*limit, *parse_instant(row.start), *calendar)), row.end) << row.says;
  }
}

TEST(WorkingTime, FollowsTheDistrictsOffset) {
  const auto start = *parse_instant("2026-03-02T23:30:00+00:00");  // Tuesday 05:15 in Kathmandu
  const auto calendar = national_calendar(Offset{345});
  EXPECT_EQ(format_instant(due_after({1, LimitUnit::WorkingHours}, start, *calendar), Offset{345}),
            "2026-03-03T09:30:00+05:45");
}

TEST(WorkingTime, WhatIsLeftRunsOnToTheSameMoment) {
  const auto calendar = national_calendar();
  const auto start = *parse_instant("2026-02-10T09:10:00+08:00");
  const auto due = due_after({20, LimitUnit::WorkingHours}, start, *calendar);
  for (auto at = start; at < due; at += 37min) {
    const auto left = left_between(LimitUnit::WorkingHours, at, due, *calendar);
    EXPECT_EQ(run_on(LimitUnit::WorkingHours, at, left, *calendar), due);
  }
  EXPECT_EQ(calendar->working_between(start, due), 20h);
  EXPECT_EQ(calendar->working_between(due, start), 0h);
}

TEST(NationalCalendar, HasTheAnnouncedNumberOfDays) {
  const auto count = [](int year, bool working) {
    return std::ranges::count_if(national_sheet().days, [&](const DayRule& rule) {
      return static_cast<int>(rule.day.year()) == year && rule.working == working;
    });
  };
  EXPECT_EQ(count(2025, false), 1 + 8 + 3 + 5 + 3 + 8);
  EXPECT_EQ(count(2025, true), 5);
  EXPECT_EQ(count(2026, false), 3 + 9 + 3 + 5 + 3 + 3 + 7);
  EXPECT_EQ(count(2026, true), 6);
  for (const auto& rule : national_sheet().days) {
    const std::chrono::weekday weekday{std::chrono::sys_days{rule.day}};
    const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    if (rule.working) EXPECT_TRUE(weekend) << format_date(rule.day) << ": make-up days are weekends";
    EXPECT_FALSE(rule.source.empty());
  }
}

TEST(NationalCalendar, SaysWhichYearIsNotAnnounced) {
  const auto calendar = national_calendar();
  EXPECT_EQ(calendar->unannounced(*parse_instant("2026-12-31T23:59:59+08:00")), nullptr);
  const auto* year = calendar->unannounced(*parse_instant("2027-01-01T00:00:00+08:00"));
  ASSERT_NE(year, nullptr);
  EXPECT_EQ(year->year, 2027);
  EXPECT_NE(calendar->unannounced(*parse_instant("2031-01-01T00:00:00+08:00")), nullptr);
}

TEST(LocalCalendar, HoursAndDaysStandOnTop) {
  Sheet local;
  local.hours = {{{}, {}, {{9h, 12h}, {13h, 17h}}},
                 {std::chrono::June / 1, std::chrono::September / 30, {{8h, 12h}, {15h, 18h}}}};
  local.days = {{std::chrono::year{2026} / 3 / 4, false, {}, {"区庆", "Founding day"}, "区政府通知"},
                {std::chrono::year{2026} / 3 / 7, true, {{9h, 10h}}, {"上班", "Works"}, "区政府通知"}};
  const Calendar calendar(national_sheet(), local, kChinaOffset, 1);
  const auto end = [&](const char* limit, const char* start) {
    return format_instant(due_after(*parse_limit(limit), *parse_instant(start), calendar));
  };
  EXPECT_EQ(end("1wd", "2026-03-03T09:00:00+08:00"), "2026-03-05T17:00:00+08:00") << "the district's own holiday";
  EXPECT_EQ(end("1wh", "2026-03-06T17:00:00+08:00"), "2026-03-07T10:00:00+08:00") << "a Saturday of one hour";
  EXPECT_EQ(end("1wd", "2026-07-06T09:00:00+08:00"), "2026-07-07T18:00:00+08:00") << "summer hours";
  EXPECT_EQ(end("1wd", "2026-09-30T09:00:00+08:00"), "2026-10-08T17:00:00+08:00") << "the nation's holidays stay";
}

TEST(LocalCalendar, ASeasonMayRunOverNewYear) {
  Sheet local;
  local.hours = {{{}, {}, {{9h, 17h}}}, {std::chrono::November / 1, std::chrono::February / 28, {{10h, 16h}}}};
  const Calendar calendar(national_sheet(), local, kChinaOffset, 1);
  EXPECT_EQ(calendar.hours_of(std::chrono::sys_days{std::chrono::year{2026} / 12 / 1}).front().from, 10h);
  EXPECT_EQ(calendar.hours_of(std::chrono::sys_days{std::chrono::year{2026} / 1 / 6}).front().from, 10h);
  EXPECT_EQ(calendar.hours_of(std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}).front().from, 9h);
}

TEST(LocalCalendar, AnAnnouncementTakesTheWarningAway) {
  Sheet local;
  local.years = {{2027, true, "国务院办公厅通知"}};
  const Calendar calendar(national_sheet(), local, kChinaOffset, 1);
  EXPECT_EQ(calendar.unannounced(*parse_instant("2027-05-01T00:00:00+08:00")), nullptr);
}

}  // namespace
}  // namespace linli::calendars
