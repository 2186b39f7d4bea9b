// Signing in as strangers and colleagues try it: wrong, often, from elsewhere, with somebody's old cookie.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>

#include "modules/accounts/testing/world.hpp"

namespace linli::accounts::testing {
namespace {

using namespace std::chrono_literals;
using http::testing::TestClient;
using http::testing::TestResponse;

class SignInTest : public OnBothEngines {
 protected:
  TestResponse try_login(std::string_view login, std::string_view password) {
    auto client = world.stranger();
    JsonWriter json;
    json.begin_object().field("login", login).field("password", password).end_object();
    return client.post("/api/v1/session", json.take());
  }
  std::int64_t events(std::string_view kind) {
    return world.count("SELECT count(*) FROM journal WHERE kind = '" + std::string(kind) + "'");
  }
};
LINLI_ON_BOTH_ENGINES(SignInTest);

TEST_P(SignInTest, OpensASessionInACookieThatScriptsCannotRead) {
  const auto answer = try_login("zhou.wangge", kPassword);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto cookie = answer.header("set-cookie");
  EXPECT_TRUE(cookie.starts_with("linli_session="));
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
  EXPECT_EQ(cookie.find("Secure"), std::string::npos) << "plain HTTP: the browser would drop it";
  EXPECT_EQ(answer.text("/account/name"), "周网格");
  EXPECT_EQ(answer.text("/roles/0/role"), "steward");
  EXPECT_EQ(answer.text("/can/0"), "cases.intake");
  EXPECT_EQ(answer.text("/district/offset"), "+08:00");
  EXPECT_EQ(answer.text("/csrf").size(), 64U);
  EXPECT_EQ(events("accounts.signed_in"), 1);
}

TEST_P(SignInTest, KeepsNoSecretInTheTables) {
  auto client = world.signed_in(world.steward);
  const auto secret = client.cookie("linli_session");
  ASSERT_FALSE(secret.empty());
  EXPECT_EQ(world.store->read_now([&](storage::Snapshot& snapshot) {
    const storage::BytesView bytes(reinterpret_cast<const std::byte*>(secret.data()), secret.size());
    auto row = snapshot.query("SELECT count(*) FROM sessions WHERE secret_digest = $1", bytes);
    return row.next() ? row.integer(0) : -1;
  }),
            0);
  EXPECT_EQ(world.count("SELECT count(*) FROM sessions WHERE ended_at IS NULL"), 1);
}

TEST_P(SignInTest, TakesLoginsInAnyWidthAndCase) {
  EXPECT_EQ(try_login("ZHOU.wangge", kPassword).status, 200);
  EXPECT_EQ(try_login("ｚｈｏｕ．ｗａｎｇｇｅ", kPassword).status, 200);
  EXPECT_EQ(try_login("陈社区", kPassword).status, 200);
}

TEST_P(SignInTest, AnswersAllWrongTriesAlike) {
  const auto wrong = try_login("zhou.wangge", "not-the-password");
  const auto unknown = try_login("nobody.here", "not-the-password");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.error_code(), "accounts.bad_login");
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(unknown.text("/error/message/zh"), wrong.text("/error/message/zh"));
  EXPECT_EQ(wrong.header("set-cookie"), "");
  EXPECT_EQ(events("accounts.sign_in_failed"), 2);
}

TEST_P(SignInTest, TakesNoSqlForALogin) {
  for (const auto* login :
       {"' OR '1'='1", "zhou.wangge'--", "\"; DROP TABLE accounts; --", "%", "_", "$1", "zhou.wangge\\"}) {
    EXPECT_EQ(try_login(login, kPassword).status, 401) << login;
    world.store.clock.advance(15min);  // past any wait
  }
  EXPECT_EQ(try_login("zhou.wangge", "' OR password_hash <> '").status, 401);
  EXPECT_EQ(world.count("SELECT count(*) FROM accounts"), 6);
}

TEST_P(SignInTest, WritesDownNoUnknownLogin) {
  try_login("MyPassword123", "x");  // typed into the wrong field
  EXPECT_EQ(world.count("SELECT count(*) FROM journal WHERE after_json LIKE '%MyPassword123%'"), 0);
}

TEST_P(SignInTest, LocksOutAfterFiveFailuresAndBacksOff) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(try_login("zhou.wangge", "wrong").status, 401) << i;
  auto locked = try_login("zhou.wangge", kPassword);
  EXPECT_EQ(locked.status, 429) << "the right password must not tell itself apart";
  EXPECT_EQ(locked.error_code(), "accounts.locked_out");
  EXPECT_EQ(locked.header("retry-after"), "30");

  world.store.clock.advance(29s);
  EXPECT_EQ(try_login("zhou.wangge", kPassword).status, 429);
  world.store.clock.advance(1s);
  EXPECT_EQ(try_login("zhou.wangge", "wrong").status, 401);
  locked = try_login("zhou.wangge", kPassword);
  EXPECT_EQ(locked.status, 429);
  EXPECT_EQ(locked.header("retry-after"), "60") << "twice as long";

  world.store.clock.advance(60s);
  EXPECT_EQ(try_login("zhou.wangge", kPassword).status, 200);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(try_login("zhou.wangge", "wrong").status, 401) << "counting began again";
  EXPECT_EQ(try_login("zhou.wangge", kPassword).status, 200);
}

TEST_P(SignInTest, LocksOutUnknownLoginsJustTheSame) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(try_login("nobody.here", "wrong").status, 401) << i;
  EXPECT_EQ(try_login("nobody.here", "wrong").status, 429);
}

TEST_P(SignInTest, LocksOutAnAddressThatTriesManyLogins) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(try_login("guess" + std::to_string(i), "wrong").status, 401) << i;
  EXPECT_EQ(try_login("zhou.wangge", kPassword).status, 429);
  world.store.clock.advance(30s);
  EXPECT_EQ(try_login("zhou.wangge", kPassword).status, 200);
}

TEST_P(SignInTest, OutlivesARestartOfTheLock) {
  for (int i = 0; i < 5; ++i) try_login("zhou.wangge", "wrong");
  EXPECT_EQ(world.count("SELECT count(*) FROM sign_in_failures WHERE locked_until > 0"), 1);
}

TEST_P(SignInTest, IsRefusedToLockedAndClosedAccounts) {
  world.store->write_now([&](storage::Transaction& transaction) {
    return change_account(transaction, world.district, world.security.id, world.steward.id,
                          {.name = std::nullopt, .state = AccountState::Locked});
  });
  const auto answer = try_login("zhou.wangge", kPassword);
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.error_code(), "accounts.bad_login");
}

TEST_P(SignInTest, EndsTheSessionItReplaces) {
  auto client = world.signed_in(world.steward);
  const auto old_secret = client.cookie("linli_session");
  JsonWriter json;
  json.begin_object().field("login", "zhou.wangge").field("password", kPassword).end_object();
  EXPECT_EQ(client.post("/api/v1/session", json.take()).status, 200);
  EXPECT_NE(client.cookie("linli_session"), old_secret) << "rotated";
  auto thief = world.stranger();
  thief.set_header("Cookie", "linli_session=" + old_secret);
  EXPECT_EQ(thief.get("/api/v1/probe").status, 401);
}

TEST_P(SignInTest, EndsWhenIdleOrAfterAWorkingDay) {
  auto idle = world.signed_in(world.steward);
  world.store.clock.advance(29min);
  EXPECT_EQ(idle.get("/api/v1/probe").status, 200);
  world.store.clock.advance(29min);
  EXPECT_EQ(idle.get("/api/v1/probe").status, 200) << "each request renews it";
  world.store.clock.advance(30min);
  EXPECT_EQ(idle.get("/api/v1/probe").status, 401);

  auto busy = world.signed_in(world.worker);
  for (int i = 0; i < 47; ++i) {
    world.store.clock.advance(15min);
    EXPECT_EQ(busy.get("/api/v1/probe").status, 200) << i;
  }
  world.store.clock.advance(15min);
  EXPECT_EQ(busy.get("/api/v1/probe").status, 401) << "twelve hours, however busy";
}

TEST_P(SignInTest, IsUndoneBySigningOutAtOnce) {
  auto client = world.signed_in(world.steward);
  const auto secret = client.cookie("linli_session");
  EXPECT_EQ(client.get("/api/v1/probe").status, 200);
  EXPECT_EQ(client.del("/api/v1/session").status, 204);
  auto thief = world.stranger();
  thief.set_header("Cookie", "linli_session=" + secret);
  EXPECT_EQ(thief.get("/api/v1/probe").status, 401);
  EXPECT_EQ(thief.get("/api/v1/session").text("/account"), "null");
  EXPECT_EQ(events("accounts.signed_out"), 1);
}

TEST_P(SignInTest, GivesEachPersonAKeyOfTheirOwnForEachDevice) {
  constexpr auto kPath = "/api/v1/session/device";
  constexpr auto kPhone = R"({"device":"0123456789abcdef"})";
  auto steward = world.signed_in(world.steward);
  const auto first = steward.post(kPath, kPhone);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.header("cache-control"), "no-store");
  EXPECT_EQ(first.text("/key").size(), 64U);
  EXPECT_EQ(first.text("/owner").size(), 16U);
  EXPECT_EQ(first.text("/hours"), "12");
  world.store->key_ring().rotate();
  EXPECT_EQ(world.signed_in(world.steward).post(kPath, kPhone).body, first.body)
      << "what a phone holds opens again, in a new session and after a rotation";
  EXPECT_NE(steward.post(kPath, R"({"device":"fedcba9876543210"})").text("/key"), first.text("/key"));
  const auto other = world.signed_in(world.security).post(kPath, kPhone);
  EXPECT_NE(other.text("/key"), first.text("/key"));
  EXPECT_NE(other.text("/owner"), first.text("/owner"));
  EXPECT_EQ(world.stranger().post(kPath, kPhone).status, 401);
  EXPECT_EQ(steward.post(kPath, R"({"device":"short"})").status, 422);
}

TEST_P(SignInTest, WithANewPasswordEndsTheOtherSessions) {
  auto mine = world.signed_in(world.steward);
  auto elsewhere = world.signed_in(world.steward);
  EXPECT_EQ(elsewhere.get("/api/v1/probe").status, 200);
  JsonWriter json;
  json.begin_object().field("old", kPassword).field("new", "另一把-钥匙-在-门边-B2").end_object();
  const auto changed = mine.put("/api/v1/session/password", json.take());
  ASSERT_EQ(changed.status, 204) << changed.body;
  EXPECT_EQ(mine.get("/api/v1/probe").status, 200);
  EXPECT_EQ(elsewhere.get("/api/v1/probe").status, 401);
  EXPECT_EQ(try_login("zhou.wangge", kPassword).status, 401);
  EXPECT_EQ(try_login("zhou.wangge", "另一把-钥匙-在-门边-B2").status, 200);
}

TEST_P(SignInTest, TakesNoWeakOrEarlierPassword) {
  auto client = world.signed_in(world.steward);
  const auto change_to = [&](std::string_view password) {
    JsonWriter json;
    json.begin_object().field("old", kPassword).field("new", password).end_object();
    return client.put("/api/v1/session/password", json.take());
  };
  const auto weak = change_to("12345678");
  EXPECT_EQ(weak.status, 422);
  EXPECT_EQ(weak.error_code(), "accounts.weak_password");
  EXPECT_EQ(change_to(kPassword).error_code(), "accounts.weak_password") << "used before";
  JsonWriter json;
  json.begin_object().field("old", "wrong").field("new", "另一把-钥匙-在-门边-B2").end_object();
  EXPECT_EQ(client.put("/api/v1/session/password", json.take()).error_code(), "accounts.wrong_old_password");
}

TEST(SetUpTest, MakesTheFirstAdministratorOnceAndOnlyWithTheCode) {
  World world;
  EXPECT_EQ(world.accounts->setup_code(), std::nullopt) << "there are accounts";
  auto client = world.stranger();
  EXPECT_EQ(client.get("/api/v1/setup").text("/needed"), "false");
  EXPECT_EQ(
      client.post("/api/v1/setup", R"({"code":"X","login":"a1","name":"甲","password":"Tr0ubadour"})").error_code(),
      "accounts.setup_done");

  world.store->write_now([](storage::Transaction& transaction) {
    for (const auto* table : {"role_bindings", "accounts", "districts"})
      transaction.execute("DELETE FROM " + std::string(table));
    return true;
  });
  const auto code = world.accounts->setup_code();
  ASSERT_TRUE(code.has_value());
  EXPECT_EQ(client.get("/api/v1/setup").text("/needed"), "true");
  EXPECT_EQ(
      client.post("/api/v1/setup", R"({"code":"X","login":"a1","name":"甲","password":"Tr0ubadour"})").error_code(),
      "accounts.bad_setup_code");
  const auto body = R"({"code":")" + *code + R"(","login":"first","name":"甲某","district_name":"新区","password":)";
  EXPECT_EQ(client.post("/api/v1/setup", body + R"("weak"})").error_code(), "accounts.weak_password");
  EXPECT_EQ(client.post("/api/v1/setup", body + R"("Tr0ubadour"})").status, 201);
  EXPECT_EQ(client.post("/api/v1/setup", body + R"("Tr0ubadour"})").error_code(), "accounts.setup_done");
  EXPECT_EQ(world.accounts->setup_code(), std::nullopt);
  const auto signed_in = client.post("/api/v1/session", R"({"login":"first","password":"Tr0ubadour"})");
  EXPECT_EQ(signed_in.text("/roles/0/role"), "security_admin");
  EXPECT_EQ(signed_in.text("/district/name"), "新区");
  EXPECT_EQ(world.district_added, "新区") << "what else a district needs was made with it";
}

// A stranger must not learn from the clock which logins exist.
TEST(TimingTest, IsTheSameForUnknownLogins) {
  PasswordPool pool(1, 4, {.memory_kib = 4096, .passes = 2});
  const auto hash = hash_password(kPassword, {.memory_kib = 4096, .passes = 2});
  const auto fastest = [&pool](const std::string& stored) {
    auto best = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 5; ++i) {
      boost::asio::io_context io;
      const auto start = std::chrono::steady_clock::now();
      auto work = pool.matches("guess", stored);
      auto result = boost::asio::co_spawn(io, std::move(work), boost::asio::use_future);
      io.run();
      EXPECT_FALSE(result.get().value());
      best = std::min(best, std::chrono::steady_clock::now() - start);
    }
    return std::chrono::duration<double>(best).count();
  };
  const auto known = fastest(hash);
  const auto unknown = fastest("");
  EXPECT_LT(unknown / known, 2.0);
  EXPECT_GT(unknown / known, 0.5);
}

}  // namespace
}  // namespace linli::accounts::testing
