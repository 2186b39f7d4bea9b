// API tokens: a machine gets one role of its owner and nothing else.

#include <chrono>

#include "modules/accounts/testing/world.hpp"

namespace linli::accounts::testing {
namespace {

using namespace std::chrono_literals;

class TokensTest : public OnBothEngines {
 protected:
  http::testing::TestClient owner = world.signed_in(world.worker);

  http::testing::TestResponse issue(std::string_view expires = "2026-06-01") {
    return owner.post("/api/v1/tokens", R"({"name":"数据交换","role":"community_worker","area_id":"501","expires":")" +
                                            std::string(expires) + R"("})");
  }
  http::testing::TestClient machine(std::string_view secret) {
    auto client = world.stranger();
    client.set_header("Authorization", "Bearer " + std::string(secret));
    return client;
  }
};
LINLI_ON_BOTH_ENGINES(TokensTest);

TEST_P(TokensTest, OpenWhatTheirRoleOpensWithoutCsrf) {
  const auto issued = issue();
  ASSERT_EQ(issued.status, 201) << issued.body;
  auto client = machine(issued.text("/secret"));
  EXPECT_EQ(client.get("/api/v1/probe").text("/scopes/0"), to_string(kCommunity));
  EXPECT_EQ(client.send("POST", "/api/v1/probe", "", {}).status, 200);
  EXPECT_EQ(owner.get("/api/v1/tokens").text("/items/0/area/name"), "解放社区");
  EXPECT_EQ(owner.get("/api/v1/tokens").body.find(issued.text("/secret")), std::string::npos) << "shown once";
}

TEST_P(TokensTest, CarryOneRoleNotAllOfTheOwners) {
  world.bind(world.worker, {.role = Role::District, .from = world.today()});
  world.accounts->forget(world.worker.id);
  EXPECT_EQ(owner.get("/api/v1/probe").text("/whole_district"), "true");
  auto client = machine(issue().text("/secret"));
  EXPECT_EQ(client.get("/api/v1/probe").text("/whole_district"), "false");
}

TEST_P(TokensTest, CannotCarryARoleTheOwnerDoesNotHold) {
  const auto more = owner.post("/api/v1/tokens", R"({"name":"越权","role":"district","expires":"2026-06-01"})");
  EXPECT_EQ(more.status, 422);
  EXPECT_EQ(more.error_code(), "accounts.token_role");
  const auto elsewhere = owner.post(
      "/api/v1/tokens", R"({"name":"越权","role":"community_worker","area_id":"502","expires":"2026-06-01"})");
  EXPECT_EQ(elsewhere.error_code(), "accounts.token_role");
}

TEST_P(TokensTest, CannotManageTheAccountTheyStandFor) {
  auto client = machine(issue().text("/secret"));
  EXPECT_EQ(client
                .post("/api/v1/tokens",
                      R"({"name":"子令牌","role":"community_worker","area_id":"501","expires":"2026-06-01"})")
                .error_code(),
            "accounts.session_only");
  EXPECT_EQ(client.put("/api/v1/session/password", R"({"old":"x","new":"Tr0ubadour"})").error_code(),
            "accounts.session_only");
}

TEST_P(TokensTest, DieWithExpiryRevocationOrTheRole) {
  auto expired = machine(issue("2026-03-03").text("/secret"));
  const auto revoked_token = issue();
  auto revoked = machine(revoked_token.text("/secret"));
  auto orphaned = machine(issue().text("/secret"));
  for (auto* client : {&expired, &revoked, &orphaned}) EXPECT_EQ(client->get("/api/v1/probe").status, 200);

  EXPECT_EQ(owner.del("/api/v1/tokens/" + revoked_token.text("/id")).status, 204);
  EXPECT_EQ(revoked.get("/api/v1/probe").status, 401);
  EXPECT_EQ(owner.del("/api/v1/tokens/" + revoked_token.text("/id")).status, 404) << "once";

  world.store.clock.set(start_of(*parse_date("2026-03-03")) - 1ms);
  EXPECT_EQ(expired.get("/api/v1/probe").status, 200);
  world.store.clock.advance(1ms);
  EXPECT_EQ(expired.get("/api/v1/probe").status, 401);

  auto security = world.signed_in(world.security);
  const auto role = security.get("/api/v1/accounts?q=%E9%99%88").text("/items/0/roles/0/id");
  EXPECT_EQ(security.del("/api/v1/accounts/" + to_string(world.worker.id) + "/roles/" + role).status, 204);
  EXPECT_EQ(orphaned.get("/api/v1/probe").status, 401);
}

TEST_P(TokensTest, AreTheirOwnersOnly) {
  const auto issued = issue();
  auto other = world.signed_in(world.steward);
  EXPECT_EQ(other.del("/api/v1/tokens/" + issued.text("/id")).status, 404);
  EXPECT_EQ(other.get("/api/v1/tokens").json().at("items").as_array().size(), 0U);
}

TEST_P(TokensTest, NeedAnExpiryWithinAYear) {
  EXPECT_EQ(issue("2026-03-02").status, 422);
  EXPECT_EQ(issue("2027-03-03").status, 201);
  EXPECT_EQ(issue("2027-03-04").status, 422);
}

}  // namespace
}  // namespace linli::accounts::testing
