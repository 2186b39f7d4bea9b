// Administration: who may change whom, and what never meets in one person.

#include <set>

#include "modules/accounts/testing/world.hpp"

namespace linli::accounts::testing {
namespace {

class PeopleTest : public OnBothEngines {
 protected:
  static std::string path_of(const Person& person) { return "/api/v1/accounts/" + to_string(person.id); }
  http::testing::TestClient client = world.signed_in(world.security);
};
LINLI_ON_BOTH_ENGINES(PeopleTest);

TEST_P(PeopleTest, AreAddedFoundAndClosed) {
  const auto added = client.post("/api/v1/accounts", R"({"login":"Xu.Xin","name":"徐新","password":"Tr0ubadour"})");
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(added.text("/state"), "active");
  const auto found = client.get("/api/v1/accounts?q=%E5%BE%90");
  EXPECT_EQ(found.text("/items/0/login"), "Xu.Xin");
  EXPECT_EQ(found.json().at("items").as_array().size(), 1U);
  const auto path = "/api/v1/accounts/" + added.text("/id");
  EXPECT_EQ(client.patch(path, R"({"name":"徐欣","state":"closed"})").text("/name"), "徐欣");
  EXPECT_EQ(client.get("/api/v1/accounts?q=xu.x").text("/items/0/state"), "closed");
}

TEST_P(PeopleTest, HaveLoginsOfTheirOwn) {
  const auto taken = client.post("/api/v1/accounts", R"({"login":"ZHOU.Wangge","name":"周","password":"Tr0ubadour"})");
  EXPECT_EQ(taken.status, 409);
  EXPECT_EQ(taken.error_code(), "accounts.login_taken");
  const auto bad = client.post("/api/v1/accounts", R"({"login":"a b';--","name":" ","password":"Tr0ubadour"})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.text("/error/faults/0/field"), "login");
  EXPECT_NE(bad.text("/error/faults/0/remedy/zh"), "");
  EXPECT_EQ(bad.text("/error/faults/1/field"), "name");
}

TEST_P(PeopleTest, SearchTakesWildcardsAsText) {
  EXPECT_EQ(client.get("/api/v1/accounts?q=%25").json().at("items").as_array().size(), 0U);
  EXPECT_EQ(client.get("/api/v1/accounts?q=_").json().at("items").as_array().size(), 0U);
  EXPECT_EQ(client.get("/api/v1/accounts?q=%27%20OR%201%3D1").json().at("items").as_array().size(), 0U);
}

TEST_P(PeopleTest, AreListedPageByPageEachOnce) {
  std::set<std::string> seen;
  std::string cursor;
  for (int page = 0; page < 10; ++page) {
    const auto answer = client.get("/api/v1/accounts?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const auto& item : answer.json().at("items").as_array())
      EXPECT_TRUE(seen.insert(std::string(item.at("id").as_string())).second);
    cursor = answer.text("/next");
    if (cursor == "null") break;
  }
  EXPECT_EQ(seen.size(), 5U) << "the district's own, nobody of the other";
}

TEST_P(PeopleTest, OfOtherDistrictsReadAsNotFound) {
  const auto path = path_of(world.outsider);
  EXPECT_EQ(client.patch(path, R"({"name":"别人"})").status, 404);
  EXPECT_EQ(client.put(path + "/password", R"({"password":"Tr0ubadour"})").status, 404);
  EXPECT_EQ(client.post(path + "/roles", R"({"role":"district"})").status, 404);
  EXPECT_EQ(client.del(path + "/roles/1").status, 404);
  EXPECT_EQ(client.patch("/api/v1/accounts/9223372036854775807", R"({"name":"别人"})").status, 404);
}

TEST_P(PeopleTest, AreManagedBySecurityAdministratorsOnly) {
  for (const auto& person : {world.system, world.audit, world.steward}) {
    auto other = world.signed_in(person);
    EXPECT_EQ(other.get("/api/v1/accounts").status, 403) << person.login;
    EXPECT_EQ(other.post("/api/v1/accounts", R"({"login":"xx","name":"某","password":"Tr0ubadour"})").status, 403);
    EXPECT_EQ(other.post(path_of(world.worker) + "/roles", R"({"role":"district"})").status, 403) << person.login;
  }
}

TEST_P(PeopleTest, NeverHoldTwoOfTheThreeAdministrations) {
  const auto given = client.post(path_of(world.system) + "/roles", R"({"role":"audit_admin"})");
  EXPECT_EQ(given.status, 409);
  EXPECT_EQ(given.error_code(), "accounts.administrators_apart");
  EXPECT_EQ(client.post(path_of(world.audit) + "/roles", R"({"role":"security_admin","from":"2030-01-01"})").status,
            409);
  EXPECT_EQ(client.post(path_of(world.audit) + "/roles", R"({"role":"audit_admin","from":"2030-01-01"})").status, 201);
}

TEST_P(PeopleTest, CannotChangeTheirOwnRolesOrState) {
  EXPECT_EQ(client.post(path_of(world.security) + "/roles", R"({"role":"district"})").error_code(),
            "accounts.own_account");
  const auto mine = client.get("/api/v1/session").text("/roles/0/id");
  EXPECT_EQ(client.del(path_of(world.security) + "/roles/" + mine).error_code(), "accounts.own_account");
  EXPECT_EQ(client.patch(path_of(world.security), R"({"state":"closed"})").error_code(), "accounts.own_account");
}

TEST_P(PeopleTest, WhoAuditAreOutOfTheReachOfThoseTheyAudit) {
  EXPECT_EQ(client.put(path_of(world.audit) + "/password", R"({"password":"Tr0ubadour"})").error_code(),
            "accounts.auditor_password");
  EXPECT_EQ(client.put(path_of(world.worker) + "/password", R"({"password":"Tr0ubadour"})").status, 204);
}

TEST_P(PeopleTest, GetRolesOnlyAtPlacesThatExist) {
  const auto path = path_of(world.steward) + "/roles";
  const auto unknown = client.post(path, R"({"role":"community_worker","area_id":"999"})");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_EQ(unknown.text("/error/faults/0/field"), "area_id");
  EXPECT_EQ(client.post(path, R"({"role":"community_worker"})").status, 422);
  EXPECT_EQ(client.post(path, R"({"role":"department","body_id":"601"})").status, 201);
  EXPECT_EQ(client.post(path, R"({"role":"emperor"})").status, 422);
  EXPECT_EQ(client.get("/api/v1/accounts?q=zhou").text("/items/0/roles/1/body/name"), "城管局");
}

TEST_P(PeopleTest, LoseRolesOnADateAndKeepTheRecord) {
  const auto path = path_of(world.worker) + "/roles/";
  const auto role = client.get("/api/v1/accounts?q=%E9%99%88").text("/items/0/roles/0/id");
  EXPECT_EQ(client.del(path + role + "?on=2026-04-01").status, 204);
  EXPECT_EQ(client.get("/api/v1/accounts?q=%E9%99%88").text("/items/0/roles/0/to"), "2026-04-01");
  EXPECT_EQ(client.del(path + role).status, 204);
  EXPECT_EQ(client.get("/api/v1/accounts?q=%E9%99%88").json().at("items").at(0).at("roles").as_array().size(), 0U);
  EXPECT_EQ(client.del(path + role + "?on=2027-01-01").status, 204);
  EXPECT_EQ(world.count("SELECT count(*) FROM role_bindings WHERE valid_to = '2026-03-02'"), 1)
      << "closing never lengthens";
  EXPECT_EQ(client.del(path + "1").status, 404);
}

TEST_P(PeopleTest, LeaveTheirChangesInTheJournal) {
  client.post(path_of(world.steward) + "/roles", R"({"role":"district"})");
  EXPECT_EQ(world.count("SELECT count(*) FROM journal WHERE kind = 'accounts.role_given' AND actor = " +
                        to_string(world.security.id)),
            1);
}

}  // namespace
}  // namespace linli::accounts::testing
