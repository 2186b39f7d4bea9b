#include "modules/accounts/rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace linli::accounts {
namespace {

using namespace std::chrono_literals;

constexpr Date kMarch1 = 2026y / 3 / 1;
constexpr Date kMarch2 = 2026y / 3 / 2;
constexpr Date kMarch9 = 2026y / 3 / 9;
constexpr Date kApril1 = 2026y / 4 / 1;

DatedBinding held(Role role, Date from, std::optional<Date> to = std::nullopt) { return {{1, role, {}, {}}, from, to}; }

TEST(Roles, HoldFromTheirFirstDayUntilTheDayBeforeTheirEnd) {
  const auto binding = held(Role::District, kMarch2, kMarch9);
  EXPECT_FALSE(in_force(binding, kMarch1));
  EXPECT_TRUE(in_force(binding, kMarch2));
  EXPECT_TRUE(in_force(binding, 2026y / 3 / 8));
  EXPECT_FALSE(in_force(binding, kMarch9));
}

TEST(Roles, ThatEndOnTheDayTheyBeginNeverHold) {
  EXPECT_FALSE(in_force(held(Role::District, kMarch2, kMarch2), kMarch2));
}

TEST(Roles, AreKnownByNameBothWays) {
  for (const auto role : {Role::Steward, Role::CommunityWorker, Role::Subdistrict, Role::Department, Role::District,
                          Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin})
    EXPECT_EQ(parse_role(to_string(role)), role);
  EXPECT_EQ(parse_role("root"), std::nullopt);
  EXPECT_EQ(parse_role(""), std::nullopt);
}

// 三员分立: what one administrator may, no other may, and none of them touches cases.
TEST(Rights, OfTheThreeAdministratorsDoNotMeet) {
  const std::array administrators{Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin};
  for (const auto one : administrators) {
    for (const auto right : rights_of(one)) {
      EXPECT_FALSE(to_string(right).starts_with("cases.")) << to_string(right);
      for (const auto other : administrators) {
        if (one == other) continue;
        EXPECT_EQ(std::ranges::count(rights_of(other), right), 0) << to_string(right);
      }
    }
  }
}

struct ApartCase {
  std::string_view sentence;
  Role held;
  Date from;
  std::optional<Date> to;
  Role wanted;
  Date wanted_from;
  std::optional<Date> wanted_to;
  bool allowed;
};

TEST(Administrators, NeverMeetInOnePersonOnAnyDay) {
  const std::array<ApartCase, 9> cases{{
      {"the same day", Role::SystemAdmin, kMarch1, {}, Role::AuditAdmin, kMarch1, {}, false},
      {"a later day, the first still open", Role::SystemAdmin, kMarch1, {}, Role::SecurityAdmin, kApril1, {}, false},
      {"before one that is to come", Role::AuditAdmin, kApril1, {}, Role::SecurityAdmin, kMarch1, {}, false},
      {"the last day of the first", Role::SystemAdmin, kMarch1, kMarch9, Role::AuditAdmin, 2026y / 3 / 8, {}, false},
      {"the day the first no longer holds", Role::SystemAdmin, kMarch1, kMarch9, Role::AuditAdmin, kMarch9, {}, true},
      {"ending on the day the other begins", Role::AuditAdmin, kMarch9, {}, Role::SystemAdmin, kMarch1, kMarch9, true},
      {"after one that never held", Role::SystemAdmin, kMarch2, kMarch2, Role::AuditAdmin, kMarch1, {}, true},
      {"the same role again", Role::SystemAdmin, kMarch1, {}, Role::SystemAdmin, kMarch9, {}, true},
      {"a role that is none of the three", Role::AuditAdmin, kMarch1, {}, Role::CommunityWorker, kMarch1, {}, true},
  }};
  for (const auto& c : cases) {
    const std::array existing{held(c.held, c.from, c.to)};
    const auto result =
        check_administrators_apart(existing, {.role = c.wanted, .from = c.wanted_from, .to = c.wanted_to});
    EXPECT_EQ(result.has_value(), c.allowed) << c.sentence;
    if (!result) EXPECT_EQ(result.error().code, "accounts.administrators_apart") << c.sentence;
  }
}

TEST(Bindings, NeedWhatTheirRoleIsBoundToAndNothingElse) {
  const AreaId area{5};
  const BodyId body{6};
  const auto faulty_field = [](const NewBinding& binding) -> std::string {
    const auto result = check_binding(binding);
    return result ? "" : result.error().faults.at(0).field;
  };
  EXPECT_EQ(faulty_field({.role = Role::CommunityWorker, .area = area, .from = kMarch1}), "");
  EXPECT_EQ(faulty_field({.role = Role::CommunityWorker, .from = kMarch1}), "area_id");
  EXPECT_EQ(faulty_field({.role = Role::Department, .body = body, .from = kMarch1}), "");
  EXPECT_EQ(faulty_field({.role = Role::Department, .from = kMarch1}), "body_id");
  EXPECT_EQ(faulty_field({.role = Role::AuditAdmin, .area = area, .from = kMarch1}), "area_id");
  EXPECT_EQ(faulty_field({.role = Role::Steward, .body = body, .from = kMarch1}), "body_id");
  EXPECT_EQ(faulty_field({.role = Role::District, .from = kMarch9, .to = kMarch9}), "to");
  EXPECT_EQ(faulty_field({.role = Role::District, .from = kMarch9, .to = 2026y / 3 / 10}), "");
}

TEST(Authority, IsTheSumOfTheRolesInForce) {
  Caller caller;
  caller.roles = {{1, Role::Steward, {}, {}}, {2, Role::Department, {}, BodyId{60}}};
  derive_authority(caller, std::array{GridId{90}, GridId{30}, GridId{90}});
  EXPECT_EQ(caller.scopes, (std::vector<std::int64_t>{30, 60, 90}));
  EXPECT_TRUE(caller.may(Right::CasesIntake));
  EXPECT_FALSE(caller.may(Right::CasesDispatch));
  EXPECT_FALSE(caller.whole_district);
}

TEST(Authority, WithoutRolesIsNone) {
  Caller caller;
  derive_authority(caller, std::array{GridId{90}});
  EXPECT_TRUE(caller.rights.empty());
  EXPECT_TRUE(caller.scopes.empty());
}

TEST(Logins, AreComparedWithoutWidthAndCase) {
  EXPECT_EQ(login_key("Wang.Li"), "wang.li");
  EXPECT_EQ(login_key(" ｗａｎｇ．ｌｉ "), "wang.li");
  EXPECT_EQ(login_key("王小明"), "王小明");
  EXPECT_EQ(login_key("STRASSE"), login_key("straße"));
}

TEST(Logins, ThatCouldBeMistakenOrBreakSomethingAreRefused) {
  for (const auto* login : {"", "a", "a b", "a'; DROP TABLE accounts;--", "wang\nli", "\"", "%", "a\xff", "a/b", "<b>"})
    EXPECT_EQ(login_key(login), "") << login;
  EXPECT_EQ(login_key(std::string(65, 'a')), "");
  EXPECT_EQ(login_key(std::string(64, 'a')).size(), 64U);
}

}  // namespace
}  // namespace linli::accounts
