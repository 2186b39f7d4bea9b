#include "modules/accounts/user_command.hpp"

#include <sstream>

#include "modules/accounts/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::accounts::testing {
namespace {

class UserCommandTest : public ::testing::Test {
 protected:
  int run(std::vector<std::string> arguments, std::string typed = "") {
    std::istringstream in(typed);
    out_.str("");
    err_.str("");
    const auto entered = [&typed](std::ostream&) { return typed.empty() ? std::nullopt : std::optional(typed); };
    const auto open = [this](bool may_be_new) -> storage::Store& {
      may_be_new_ = may_be_new;
      return *world.store;
    };
    may_be_new_.reset();
    return run_user_command(arguments, open, {}, {in, out_, err_, entered});
  }
  [[nodiscard]] std::string out() const { return out_.str(); }
  [[nodiscard]] std::string err() const { return err_.str(); }
  int sign_in(std::string_view login, std::string_view password) {
    JsonWriter json;
    json.begin_object().field("login", login).field("password", password).end_object();
    return world.stranger().post("/api/v1/session", json.take()).status;
  }

  World world;
  std::optional<bool> may_be_new_;  // as the store was asked for; none: it was not opened

 private:
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(UserCommandTest, ListsPeopleWithTheirRoles) {
  EXPECT_EQ(run({"list"}), 0);
  EXPECT_NE(out().find("wang.anquan\t王安全\tactive\tsecurity_admin#"), std::string::npos) << out();
  EXPECT_EQ(out().find("sun.linqu"), std::string::npos) << "of the other district";
  EXPECT_EQ(run({"list", "--json"}), 0);
  EXPECT_EQ(out().front(), '[');
}

TEST_F(UserCommandTest, OnlyTheFirstAccountMayMakeAStoreAndWrongUseOpensNone) {
  EXPECT_EQ(run({"list"}), 0);
  EXPECT_EQ(may_be_new_, false);
  EXPECT_EQ(run({"close", "nobody"}), 1);
  EXPECT_EQ(may_be_new_, false);
  EXPECT_EQ(run({"list", "--no-such-flag"}), 2);
  EXPECT_EQ(may_be_new_, std::nullopt);
  EXPECT_EQ(run({"add", "he.xin", "--name", "何新", "--password-stdin"}, "Tr0ubadour\n"), 0) << err();
  EXPECT_EQ(may_be_new_, true);
}

TEST_F(UserCommandTest, AddsAPersonWhoCanSignIn) {
  EXPECT_EQ(run({"add", "he.xin", "--name", "何新", "--role", "community_worker", "--area", "501", "--password-stdin"},
                "Tr0ubadour\n"),
            0)
      << err();
  EXPECT_EQ(sign_in("he.xin", "Tr0ubadour"), 200);
  EXPECT_EQ(world.count("SELECT must_change FROM accounts WHERE login = 'he.xin'"), 1);
}

TEST_F(UserCommandTest, NeverTakesAPasswordAsAnArgument) {
  EXPECT_EQ(run({"add", "he.xin", "--name", "何新", "--password", "Tr0ubadour"}), 2);
  EXPECT_EQ(run({"password", "zhou.wangge", "Tr0ubadour"}), 2);
}

TEST_F(UserCommandTest, RefusesWeakPasswordsAndSaysWhy) {
  EXPECT_EQ(run({"add", "he.xin", "--name", "何新"}, "short"), 1);
  EXPECT_NE(err().find("密码至少要"), std::string::npos) << err();
  EXPECT_EQ(err().find("short"), std::string::npos);
  EXPECT_EQ(run({"add", "he.xin", "--name", "何新"}), 1) << "nothing was entered";
}

TEST_F(UserCommandTest, SetsANewPasswordAndEndsSessions) {
  auto client = world.signed_in(world.audit);
  EXPECT_EQ(run({"password", "ZHAO.shenji", "--permanent"}, "Tr0ubadour"), 0) << err();
  EXPECT_EQ(sign_in("zhao.shenji", "Tr0ubadour"), 200);
  EXPECT_EQ(sign_in("zhao.shenji", kPassword), 401);
  world.store.clock.advance(std::chrono::seconds{5});
  EXPECT_EQ(client.get("/api/v1/probe").status, 401);
  EXPECT_EQ(run({"password", "nobody"}, "Tr0ubadour"), 1);
}

TEST_F(UserCommandTest, GivesAndEndsRolesWithinTheRules) {
  EXPECT_EQ(run({"role", "li.xitong", "--give", "audit_admin"}), 1) << "administrators apart";
  EXPECT_EQ(run({"role", "li.xitong", "--give", "emperor"}), 2);
  EXPECT_EQ(run({"role", "li.xitong"}), 2);
  EXPECT_EQ(run({"--json", "role", "li.xitong", "--give", "district", "--to", "2026-06-01"}), 0) << err();
  const auto id = out().substr(7, out().find('"', 7) - 7);
  EXPECT_EQ(run({"role", "li.xitong", "--end", id}), 0) << err();
  EXPECT_EQ(world.count("SELECT count(*) FROM role_bindings WHERE valid_to = '2026-03-02'"), 1);
}

TEST_F(UserCommandTest, ClosesAnAccount) {
  EXPECT_EQ(run({"close", "zhou.wangge"}), 0);
  EXPECT_EQ(sign_in("zhou.wangge", kPassword), 401);
}

TEST_F(UserCommandTest, LeavesEveryRowVouchedFor) {
  run({"add", "he.xin", "--name", "何新", "--role", "district"}, "Tr0ubadour");
  run({"password", "he.xin"}, "Tr0ubadour2");
  run({"close", "he.xin"});
  auto owner = world.signed_in(world.worker);
  const auto token =
      owner.post("/api/v1/tokens", R"({"name":"甲","role":"community_worker","area_id":"501","expires":"2026-06-01"})");
  owner.del("/api/v1/tokens/" + token.text("/id"));
  const auto report = storage::verify(*world.store, world.store.schemas(), {});
  EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings[0].message.en);
  EXPECT_GT(report.rows, 10);
  world.store.tamper("UPDATE role_bindings SET role = 'district' WHERE role = 'steward'");
  EXPECT_FALSE(storage::verify(*world.store, world.store.schemas(), {}).good());
}

}  // namespace
}  // namespace linli::accounts::testing
