#include "modules/bodies/rules.hpp"

#include <gtest/gtest.h>

namespace linli::bodies {
namespace {

Body office() {
  return {.id = {7},
          .version = 1,
          .name = "东关街道办事处",
          .kind = Kind::SubdistrictOffice,
          .phone = "0374-9912345",
          .areas = {},
          .from = *parse_date("2026-01-01"),
          .to = {}};
}

TEST(CheckBody, NamesEachFieldThatCannotBeTaken) {
  EXPECT_TRUE(check_body(office()).empty());
  auto body = office();
  body.name = "";
  body.phone = "转接:小王";
  const auto faults = check_body(body);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].field, "name");
  EXPECT_EQ(faults[1].field, "phone");
  EXPECT_FALSE(faults[1].remedy.zh.empty());
}

TEST(PlainName, TakesFullWidthAndSpacesAway) { EXPECT_EQ(plain_name("　区城管局（执法Ａ队） "), "区城管局(执法A队)"); }

TEST(Changed, KeepsWhatIsNotSet) {
  const auto next = changed(office(), {.phone = "110", .from = *parse_date("2026-01-01")});
  ASSERT_TRUE(next);
  EXPECT_EQ(next->name, office().name);
  EXPECT_EQ(next->phone, "110");
  EXPECT_EQ(next->version, 2);
}

TEST(Changed, RefusesADayBeforeTheVersionInForce) {
  const auto next = changed(office(), {.from = *parse_date("2025-12-31")});
  ASSERT_FALSE(next);
  EXPECT_EQ(next.error().faults.front().field, "from");
}

}  // namespace
}  // namespace linli::bodies
