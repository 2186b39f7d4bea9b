#include "base/id.hpp"

#include <gtest/gtest.h>

#include <set>

namespace linli {
namespace {

TEST(IdSource, RisesAlsoWhenTheClockIsSetBack) {
  ManualClock clock(from_ms(1'800'000'000'000));
  IdSource ids(clock);
  std::int64_t last = 0;
  for (int i = 0; i < 10'000; ++i) {
    if (i == 5'000) clock.set(from_ms(1'700'000'000'000));
    const auto id = ids.next();
    ASSERT_GT(id, last);
    last = id;
  }
}

TEST(IdSource, NodesDoNotMeet) {
  ManualClock clock(from_ms(1'800'000'000'000));
  IdSource first(clock, 1);
  IdSource second(clock, 2);
  std::set<std::int64_t> seen;
  for (int i = 0; i < 5'000; ++i) {
    EXPECT_TRUE(seen.insert(first.next()).second);
    EXPECT_TRUE(seen.insert(second.next()).second);
  }
}

TEST(ParseId, TakesPositiveDecimalsOnly) {
  EXPECT_EQ(parse_id("9007199254740993"), 9007199254740993);
  for (const auto* bad : {"", "0", "-1", "1x", " 1", "9223372036854775808"}) EXPECT_FALSE(parse_id(bad)) << bad;
}

}  // namespace
}  // namespace linli
