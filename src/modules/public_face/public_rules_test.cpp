#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <numeric>
#include <set>

#include "modules/public_face/errors.hpp"
#include "modules/public_face/rules.hpp"

namespace linli::public_face {
namespace {

using namespace std::chrono_literals;

cases::Case closed_case() {
  cases::Case entry;
  entry.state = cases::State::Closed;
  return entry;
}

TEST(MayRelease, OnlyClosedOrdinaryMattersOfAPlace_R196) {
  catalogue::Matter lamp;
  lamp.kind = "component";
  EXPECT_TRUE(may_release(closed_case(), &lamp));
  auto open = closed_case();
  open.state = cases::State::Verified;
  EXPECT_EQ(may_release(open, &lamp).error().code, kNotSettled.code);
  auto secret = closed_case();
  secret.confidential = true;
  EXPECT_EQ(may_release(secret, &lamp).error().code, kConfidential.code);
  catalogue::Matter relief;
  relief.kind = "service";
  EXPECT_EQ(may_release(closed_case(), &relief).error().code, kPersonal.code);
  EXPECT_EQ(may_release(closed_case(), nullptr).error().code, kPersonal.code) << "unknown: not shown";
  auto told = closed_case();
  told.outcome = "emergency";
  EXPECT_EQ(may_release(told, &lamp).error().code, kDiverted.code);
}

TEST(CheckText, NamesEachFieldThatIsEmptyOrTooLong) {
  const auto faults = check_text({" ", std::string(kMostText + 1, 'a'), "修好了"});
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].field, "title");
  EXPECT_EQ(faults[1].field, "problem");
}

TEST(CellsOf, WhatIsFewIsAddedToTheAreaAbove) {
  // A community of 25: a grid with 20, one with 3, and 2 in no grid.
  const Count community{2, 25, {{3, 20, {}}, {4, 3, {}}}};
  EXPECT_EQ(cells_of({1, 40, {community, {5, 15, {}}}}, 10), (std::vector<Cell>{{3, 20, false}, {1, 20, true}}))
      << "the 15 elsewhere and the 5 left are one rest";
}

TEST(CellsOf, SmallRestsNeverFollowBySubtraction) {
  // 12 + 11 + 1: to show 12 and 11 beside a known sum of 24 would show the 1.
  EXPECT_EQ(cells_of({1, 24, {{2, 12, {}}, {3, 11, {}}, {4, 1, {}}}}, 10),
            (std::vector<Cell>{{2, 12, false}, {1, 12, true}}));
  EXPECT_TRUE(cells_of({1, 9, {{2, 9, {}}}}, 10).empty());
}

Count random_count(int depth, std::int64_t& next) {
  Count count{next++, 0, {}};
  const int children = depth == 0 ? 0 : *rc::gen::inRange(0, 5);
  for (int i = 0; i < children; ++i) {
    count.below.push_back(random_count(depth - 1, next));
    count.settled += count.below.back().settled;
  }
  count.settled += *rc::gen::inRange(0, 25);
  return count;
}

RC_GTEST_PROP(CellsOf, HoldTheLeastAndEachMatterAtMostOnce, ()) {
  std::int64_t next = 1;
  const auto top = random_count(3, next);
  const auto least = *rc::gen::inRange<std::int64_t>(1, 30);
  const auto cells = cells_of(top, least);
  std::int64_t sum = 0;
  std::set<std::pair<std::int64_t, bool>> seen;
  for (const auto& cell : cells) {
    RC_ASSERT(cell.settled >= least);
    RC_ASSERT(seen.insert({cell.id, cell.rest}).second);
    sum += cell.settled;
  }
  // All or nothing: what is not shown is either nothing or everything.
  RC_ASSERT(sum == top.settled || (cells.empty() && top.settled < least));
}

TEST(Thresholds, AreDatedAndSourced) {
  const auto day = [](int y) { return Date{std::chrono::year{y}, std::chrono::January, std::chrono::day{1}}; };
  const std::vector<Threshold> list{{day(2020), 10, "a"}, {day(2027), 15, "b"}};
  EXPECT_EQ(in_force(list, day(2026)).value, 10);
  EXPECT_EQ(in_force(list, day(2027)).value, 15);
  EXPECT_EQ(in_force(list, day(2010)).value, 10) << "before all of them: the first";
  EXPECT_GE(in_force(shipped_thresholds().cell_least, day(2026)).value, 10);
  EXPECT_FALSE(in_force(shipped_thresholds().sample_least, day(2026)).source.empty());
}

}  // namespace
}  // namespace linli::public_face
