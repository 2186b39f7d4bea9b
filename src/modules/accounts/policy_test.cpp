#include "modules/accounts/policy.hpp"

#include <gtest/gtest.h>

#include "modules/accounts/passwords.hpp"

namespace linli::accounts {
namespace {

using namespace std::chrono_literals;

constexpr Date kDay = 2026y / 3 / 2;

bool accepted(std::string_view password) {
  return check_password(password, {.login = "zhou.wangge", .name = "周网格"}, kDay).has_value();
}

TEST(Passwords, OfEnoughLengthAndMixtureAreTaken) {
  EXPECT_TRUE(accepted("Tr0ubadour"));
  EXPECT_TRUE(accepted("春江潮水连海a1"));         // eight characters, three kinds: not bytes
  EXPECT_TRUE(accepted("correct horse battery"));  // long enough to need no mixture
  EXPECT_TRUE(accepted("abcdef7;"));
}

TEST(Passwords, ThatAreEasyToGuessAreRefused) {
  EXPECT_FALSE(accepted(""));
  EXPECT_FALSE(accepted("Ab1!xyz"));       // one short
  EXPECT_FALSE(accepted("abcdefgh12"));    // two kinds
  EXPECT_FALSE(accepted("Zhou.Wangge1"));  // the login
  EXPECT_FALSE(accepted("周网格12aB"));    // the name and little else
  EXPECT_FALSE(accepted("P@ssw0rd"));      // everybody's first guess
  EXPECT_FALSE(accepted(std::string(600, 'x')));
  EXPECT_FALSE(accepted("Abcdef1\xff"));
}

TEST(Passwords, AreRefusedWithReasonRemedyAndSource) {
  const auto result = check_password("short", {}, kDay);
  ASSERT_FALSE(result.has_value());
  ASSERT_EQ(result.error().faults.size(), 1U);
  const auto& fault = result.error().faults[0];
  EXPECT_EQ(fault.value, "") << "a password is never sent back";
  EXPECT_NE(fault.reason.zh.find("8"), std::string::npos);
  EXPECT_NE(fault.remedy.zh.find("GB/T 22239-2019"), std::string::npos);
  EXPECT_NE(fault.remedy.en.find("GB/T 22239-2019"), std::string::npos);
}

TEST(PolicyRules, ChangeOnTheirDate) {
  const std::array<PolicyRule, 2> rules{
      {{PolicyItem::MinLength, 8, "2020-01-01", "甲", "a"}, {PolicyItem::MinLength, 12, "2026-03-02", "乙", "b"}}};
  EXPECT_EQ(rule_on(rules, PolicyItem::MinLength, 2026y / 3 / 1).value, 8);
  EXPECT_EQ(rule_on(rules, PolicyItem::MinLength, 2026y / 3 / 2).value, 12);
  EXPECT_EQ(rule_on(rules, PolicyItem::MinLength, 2019y / 1 / 1).value, 8) << "never unchecked";
}

TEST(BackOff, StartsLateDoublesAndEnds) {
  const BackOff back_off{5, 30s, 900s, 24h};
  EXPECT_EQ(delay_after(back_off, 4), 0s);
  EXPECT_EQ(delay_after(back_off, 5), 30s);
  EXPECT_EQ(delay_after(back_off, 6), 60s);
  EXPECT_EQ(delay_after(back_off, 9), 480s);
  EXPECT_EQ(delay_after(back_off, 10), 900s);
  EXPECT_EQ(delay_after(back_off, 1'000'000'000), 900s);
}

TEST(Peers, AreCountedByWhatOneCustomerOwns) {
  EXPECT_EQ(peer_subject("192.0.2.7"), "peer:192.0.2.7");
  EXPECT_EQ(peer_subject("::ffff:192.0.2.7"), "peer:192.0.2.7");
  EXPECT_EQ(peer_subject("2001:db8:1:2::1"), peer_subject("2001:db8:1:2:ffff::9"));
  EXPECT_NE(peer_subject("2001:db8:1:2::1"), peer_subject("2001:db8:1:3::1"));
  EXPECT_LE(peer_subject(std::string(5000, 'x')).size(), 80U);
}

TEST(Hashes, MatchTheirPasswordOnly) {
  const Argon2Cost cheap{.memory_kib = 64, .passes = 1};
  const auto hash = hash_password("柳树A1xyz", cheap);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$")) << hash;
  EXPECT_TRUE(matches_password("柳树A1xyz", hash));
  EXPECT_TRUE(matches_password("柳树Ａ１ｘｙｚ", hash)) << "input methods switch the width";
  EXPECT_FALSE(matches_password("柳树a1xyz", hash));
  EXPECT_FALSE(matches_password("", hash));
  EXPECT_FALSE(matches_password("柳树A1xyz", ""));
  EXPECT_FALSE(matches_password("柳树A1xyz", "$argon2id$broken"));
  EXPECT_NE(hash, hash_password("柳树A1xyz", cheap)) << "each hash has a salt of its own";
}

TEST(Hashes, CostWhatTheStandardAsksByDefault) {
  const Argon2Cost cost;
  EXPECT_GE(cost.memory_kib, 19U * 1024);
  EXPECT_GE(cost.passes, 2U);
}

TEST(Secrets, AreOverwritten) {
  std::string secret = "柳树A1xyz";
  const char* where = secret.data();
  wipe(secret);
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(where[0], '\0');
}

}  // namespace
}  // namespace linli::accounts
