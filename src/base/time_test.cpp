#include "base/time.hpp"

#include <gtest/gtest.h>

#include "base/short_text.hpp"

namespace linli {
namespace {

using namespace std::chrono_literals;

TEST(Instant, SurvivesWritingAndReading) {
  const auto instant = parse_instant("2026-11-22T09:07:05+08:00");
  ASSERT_TRUE(instant);
  EXPECT_EQ(format_instant(*instant), "2026-11-22T09:07:05+08:00");
  EXPECT_EQ(format_instant(*instant, Offset{0}), "2026-11-22T01:07:05+00:00");
  EXPECT_EQ(parse_instant("2026-11-22T01:07:05Z"), instant);
  EXPECT_EQ(parse_instant("2026-11-22T01:07:05.250Z"), *instant + 250ms);
}

TEST(ShortText, ReadsAsTheLongWayWrites) {
  for (const auto offset : {kChinaOffset, Offset{0}, Offset{-210}}) {
    for (const auto ms : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1'795'000'000'123}})
      EXPECT_EQ(InstantText(from_ms(ms), offset).view(), format_instant(from_ms(ms), offset));
  }
  EXPECT_EQ(InstantText(from_ms(0), Offset{-210}).view(), "1969-12-31T20:30:00-03:30");
  for (const auto number : {std::int64_t{0}, std::int64_t{7}, INT64_MAX, INT64_MIN})
    EXPECT_EQ(NumberText(number).view(), std::to_string(number));
}

TEST(Instant, RefusesWhatIsNotOne) {
  for (const auto* bad : {"", "2026-11-22", "2026-11-22T09:07:05", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z",
                          "2026-11-22T09:07:05+8", "2026-11-22T09:07:05Zx"}) {
    EXPECT_FALSE(parse_instant(bad)) << bad;
  }
}

TEST(Date, FollowsTheDistrictsOffset) {
  const auto late = *parse_instant("2026-11-22T17:30:00Z");
  EXPECT_EQ(format_date(date_of(late)), "2026-11-23");
  EXPECT_EQ(format_date(date_of(late, Offset{0})), "2026-11-22");
  EXPECT_EQ(start_of(date_of(late)), *parse_instant("2026-11-23T00:00:00+08:00"));
}

TEST(Date, KnowsLeapYears) {
  EXPECT_TRUE(parse_date("2028-02-29"));
  for (const auto* bad : {"2027-02-29", "2026-13-01", "2026-1-1", "20260101", "2026-01-01 "}) {
    EXPECT_FALSE(parse_date(bad)) << bad;
  }
}

}  // namespace
}  // namespace linli
