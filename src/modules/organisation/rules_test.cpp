#include "modules/organisation/rules.hpp"

#include <gtest/gtest.h>

namespace linli::organisation {
namespace {

using namespace std::chrono_literals;

constexpr Date kStart = 2026y / 1 / 1;

Rotation three_seats() {
  return {.body = {1}, .months = 6, .order = {"电力公司", "二中", "卫生院"}, .from = kStart, .to = {}};
}

// R028: seats and a chair that goes round by calendar.
TEST(Turns, GoRoundTheSeatsInTheirOrder) {
  const auto all = turns(three_seats(), kStart, 2027y / 12 / 31);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].seat, "电力公司");
  EXPECT_EQ(all[0].to, 2026y / 7 / 1);
  EXPECT_EQ(all[2].seat, "卫生院");
  EXPECT_EQ(all[3].seat, "电力公司");
  EXPECT_EQ(all[3].from, 2027y / 7 / 1);
}

TEST(Turns, BeginWithTheOneUnderWay) {
  const auto all = turns(three_seats(), 2026y / 8 / 15, 2026y / 8 / 15);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].seat, "二中");
}

TEST(Turns, EndWithTheRotation) {
  auto rotation = three_seats();
  rotation.to = 2026y / 9 / 1;
  const auto all = turns(rotation, kStart, 2028y / 1 / 1);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].to, 2026y / 9 / 1);
}

TEST(MonthsAfter, StaysInTheMonthWhenTheDayIsNot) {
  EXPECT_EQ(months_after(2026y / 1 / 31, 1), Date(2026y / 2 / 28));
  EXPECT_EQ(months_after(2023y / 8 / 31, 6), Date(2024y / 2 / 29));
  EXPECT_EQ(months_after(2026y / 11 / 30, 2), Date(2027y / 1 / 30));
}

TEST(CheckRotation, NamesWhatIsWrong) {
  EXPECT_TRUE(check_rotation(three_seats()).empty());
  auto rotation = three_seats();
  rotation.months = 0;
  rotation.order = {"只有一个"};
  const auto faults = check_rotation(rotation);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].field, "months");
  EXPECT_EQ(faults[1].field, "seats");
}

BodyRelation leads(std::int64_t over, std::int64_t under) {
  return {.id = {over * 10 + under},
          .kind = RelationKind::Leads,
          .over = {over},
          .under = {under},
          .document = "",
          .from = kStart,
          .to = {}};
}

TEST(MakesRing, FindsTheLongWayRound) {
  const std::vector<BodyRelation> links{leads(1, 2), leads(2, 3), leads(3, 4)};
  EXPECT_TRUE(
      makes_ring({.kind = RelationKind::Leads, .over = {4}, .under = {1}, .document = "", .from = kStart}, links));
  EXPECT_FALSE(
      makes_ring({.kind = RelationKind::Leads, .over = {1}, .under = {4}, .document = "", .from = kStart}, links));
}

TEST(CheckAppointment, RefusesATermThatEndsBeforeItBegins) {
  NewAppointment appointment{.body = {1},
                             .post = "secretary",
                             .holder = "周明",
                             .is_member = {},
                             .origin = {},
                             .document = "",
                             .from = kStart,
                             .term_ends = 2025y / 12 / 31};
  ASSERT_EQ(check_appointment(appointment).size(), 1u);
  EXPECT_EQ(check_appointment(appointment)[0].field, "term_ends");
  appointment.term_ends = kStart;
  EXPECT_TRUE(check_appointment(appointment).empty());
}

}  // namespace
}  // namespace linli::organisation
