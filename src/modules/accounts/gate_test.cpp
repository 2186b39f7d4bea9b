// What the gate lets through: forged requests, borrowed rights, and roles at the edges of their days.

#include <chrono>

#include "modules/accounts/testing/world.hpp"

namespace linli::accounts::testing {
namespace {

using namespace std::chrono_literals;

class GateTest : public OnBothEngines {};
LINLI_ON_BOTH_ENGINES(GateTest);

TEST_P(GateTest, AsksStrangersToSignIn) {
  auto client = world.stranger();
  EXPECT_EQ(client.get("/api/v1/probe").error_code(), "accounts.sign_in_needed");
  client.set_header("Cookie", "linli_session=guess");
  EXPECT_EQ(client.get("/api/v1/probe").status, 401);
  client.set_header("Cookie", "linli_session=" + std::string(4000, 'A'));
  EXPECT_EQ(client.get("/api/v1/probe").status, 401);
  client.set_header("Cookie", "linli_session=' OR 1=1 --");
  EXPECT_EQ(client.get("/api/v1/probe").status, 401);
}

TEST_P(GateTest, RefusesForgedRequests) {
  auto client = world.signed_in(world.worker);
  EXPECT_EQ(client.send("POST", "/api/v1/probe", "", {}).status, 200);
  const auto forged = [&](const http::testing::Headers& headers) {
    const auto answer = client.send("POST", "/api/v1/probe", "", headers);
    return answer.status == 403 ? answer.error_code() : std::to_string(answer.status);
  };
  EXPECT_EQ(forged({{"Origin", "https://evil.example"}}), "accounts.forged") << "right token, wrong page";
  EXPECT_EQ(forged({{"Origin", "null"}}), "accounts.forged");
  EXPECT_EQ(forged({{"Sec-Fetch-Site", "cross-site"}}), "accounts.forged");
  client.set_header("X-CSRF-Token", "");
  EXPECT_EQ(forged({}), "accounts.forged");
  client.set_header("X-CSRF-Token", std::string(64, '0'));
  EXPECT_EQ(forged({}), "accounts.forged");
  auto other = world.signed_in(world.steward);
  client.set_header("X-CSRF-Token", other.get("/api/v1/session").text("/csrf"));
  EXPECT_EQ(forged({}), "accounts.forged") << "the token of another session";
  EXPECT_EQ(client.get("/api/v1/probe").status, 200) << "reading needs none";
}

TEST_P(GateTest, TakesRequestsOfItsOwnPages) {
  auto client = world.signed_in(world.worker);
  const auto answer = client.send("POST", "/api/v1/probe", "", {{"Origin", "http://test"}});  // the client's Host
  EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST_P(GateTest, ActsForNobodyOnPublicWrites) {
  auto client = world.signed_in(world.worker);
  client.set_header("X-CSRF-Token", "");
  EXPECT_EQ(client.send("POST", "/api/v1/public/probe", "", {}).text("/account"), "null");
  EXPECT_EQ(client.get("/api/v1/public/probe").text("/account"), to_string(world.worker.id));
  EXPECT_EQ(world.stranger().get("/api/v1/public/probe").text("/account"), "null");
}

TEST_P(GateTest, DemandsTheRightOfTheRoute) {
  auto worker = world.signed_in(world.worker);
  EXPECT_EQ(worker.get("/api/v1/probe/dispatch").status, 200);
  auto steward = world.signed_in(world.steward);
  EXPECT_EQ(steward.get("/api/v1/probe/dispatch").error_code(), "accounts.no_right");
  auto administrator = world.signed_in(world.system);
  EXPECT_EQ(administrator.get("/api/v1/probe/dispatch").status, 403);
}

TEST_P(GateTest, GivesEachCallerTheirOwnScopes) {
  EXPECT_EQ(world.signed_in(world.worker).get("/api/v1/probe").text("/scopes/0"), to_string(kCommunity));
  EXPECT_EQ(world.signed_in(world.steward).get("/api/v1/probe").text("/scopes/0"), to_string(kGrid));
  EXPECT_EQ(world.signed_in(world.audit).get("/api/v1/probe").json().at("scopes").as_array().size(), 0U);
}

TEST_P(GateTest, HonoursRoleDatesAtMidnightOfTheDistrict) {
  const auto person = world.add_person("wu.jie", "吴节", world.district);
  const auto day = world.today();
  const auto tomorrow = Date{std::chrono::sys_days{day} + std::chrono::days{1}};
  const auto after = Date{std::chrono::sys_days{day} + std::chrono::days{2}};
  world.bind(person, {.role = Role::District, .from = tomorrow, .to = after});
  world.store.clock.set(start_of(tomorrow) - 1ms);
  auto client = world.signed_in(person);
  EXPECT_EQ(client.get("/api/v1/probe/dispatch").status, 403);
  world.store.clock.advance(1ms);
  EXPECT_EQ(client.get("/api/v1/probe/dispatch").status, 200) << "from the first moment of the day";
  world.store.clock.set(start_of(after) - 1ms);
  client = world.signed_in(person);
  EXPECT_EQ(client.get("/api/v1/probe/dispatch").status, 200);
  world.store.clock.advance(1ms);
  EXPECT_EQ(client.get("/api/v1/probe/dispatch").status, 403) << "to the last";
}

TEST_P(GateTest, FeelsRoleChangesAtTheNextRequest) {
  auto security = world.signed_in(world.security);
  auto steward = world.signed_in(world.steward);
  EXPECT_EQ(steward.get("/api/v1/probe/dispatch").status, 403);
  const auto path = "/api/v1/accounts/" + to_string(world.steward.id) + "/roles";
  const auto given = security.post(path, R"({"role":"district"})");
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_EQ(steward.get("/api/v1/probe/dispatch").status, 200);
  EXPECT_EQ(security.del(path + "/" + given.text("/id")).status, 204);
  EXPECT_EQ(steward.get("/api/v1/probe/dispatch").status, 403);
}

TEST_P(GateTest, ShutsOutALockedAccountAtTheNextRequest) {
  auto security = world.signed_in(world.security);
  auto steward = world.signed_in(world.steward);
  EXPECT_EQ(steward.get("/api/v1/probe").status, 200);
  EXPECT_EQ(security.patch("/api/v1/accounts/" + to_string(world.steward.id), R"({"state":"locked"})").status, 200);
  EXPECT_EQ(steward.get("/api/v1/probe").status, 401);
}

TEST_P(GateTest, LearnsWhatOtherProcessesChangedWithinSeconds) {
  auto steward = world.signed_in(world.steward);
  EXPECT_EQ(steward.get("/api/v1/probe").status, 200);
  // Past this process's cache, as another process would.
  world.store->write_now([&](storage::Transaction& transaction) {
    transaction.execute("UPDATE sessions SET ended_at = 1 WHERE account = $1", world.steward.id);
    return true;
  });
  EXPECT_EQ(steward.get("/api/v1/probe").status, 200) << "known from a moment ago";
  world.store.clock.advance(5s);
  EXPECT_EQ(steward.get("/api/v1/probe").status, 401);
}

TEST_P(GateTest, LearnsOfNewGridsWhenTold) {
  auto steward = world.signed_in(world.steward);
  EXPECT_EQ(steward.get("/api/v1/probe").json().at("scopes").as_array().size(), 1U);
  world.steward_has_grid = false;
  world.accounts->forget(world.steward.id);
  EXPECT_EQ(steward.get("/api/v1/probe").json().at("scopes").as_array().size(), 0U);
}

TEST_P(GateTest, AsksForANewPasswordBeforeAnythingElse) {
  auto security = world.signed_in(world.security);
  const auto path = "/api/v1/accounts/" + to_string(world.steward.id) + "/password";
  EXPECT_EQ(security.put(path, R"({"password":"Temp0rary!"})").status, 204);
  auto steward = world.stranger();
  const auto answer = steward.post("/api/v1/session", R"({"login":"zhou.wangge","password":"Temp0rary!"})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.text("/must_change_password"), "true");
  steward.set_header("X-CSRF-Token", answer.text("/csrf"));
  EXPECT_EQ(steward.get("/api/v1/probe").error_code(), "accounts.must_change_password");
  EXPECT_EQ(steward.get("/api/v1/session").text("/account/name"), "周网格");
  EXPECT_EQ(steward.put("/api/v1/session/password", R"({"old":"Temp0rary!","new":"Chosen-0ne"})").status, 204);
  EXPECT_EQ(steward.get("/api/v1/probe").status, 200);
}

}  // namespace
}  // namespace linli::accounts::testing
