// No reader sees a person outside the scope: by list, search, number, page, household, visit, error text or cursor.
#include "modules/people/testing/world.hpp"

namespace linli::people {
namespace {

using testing::engine_name;
using testing::OnBoth;

class PeopleScope : public OnBoth {
 protected:
  void SetUp() override {
    mine = world.add("worker", world.block_1, "101", "张建国", R"("from":"2025-01-01","phone":"13800138000")");
    other = world.add("stranger", world.yard_c, "301", "张建华",
                      R"("id_number":"411002193505121013","phone":"13900139000")");
  }
  std::string mine;   // in the north, in grid_a
  std::string other;  // in the south
};
INSTANTIATE_TEST_SUITE_P(Both, PeopleScope, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         engine_name);

TEST_P(PeopleScope, HidesOthersFromLists) {
  EXPECT_EQ(world.names("worker"), "张建国");
  EXPECT_EQ(world.names("stranger"), "张建华");
  EXPECT_EQ(world.names("steward"), "张建国") << "through the grid's members";
  EXPECT_EQ(world.names("office"), "张建华 张建国");
  EXPECT_EQ(world.names("chief"), "张建华 张建国");
  EXPECT_EQ(world.names("worker", "?area=" + to_string(world.yard_c)), "people.no_area");
  EXPECT_EQ(world.names("worker", "?area=" + to_string(world.street)), "张建国") << "what of it is the reader's";
}

TEST_P(PeopleScope, HidesOthersFromSearch) {
  EXPECT_EQ(world.found("worker", "张"), "张建国");
  EXPECT_EQ(world.found("worker", "张建华"), "");
  EXPECT_EQ(world.found("worker", "zjh"), "");
  EXPECT_EQ(world.found("steward", "zhangjianguo"), "张建国");
  EXPECT_EQ(world.found("office", "zjh"), "张建华");
}

TEST_P(PeopleScope, HidesOthersFromNumbers) {
  const auto by = [&](std::string_view who, std::string_view what) {
    return world.client(who)
        .post("/api/v1/persons/lookup", R"({"reason":"找",)" + std::string(what) + "}")
        .json()
        .at("items")
        .as_array()
        .size();
  };
  EXPECT_EQ(by("worker", R"("id_number":"411002193505121013")"), 0U);
  EXPECT_EQ(by("worker", R"("phone":"13900139000")"), 0U);
  EXPECT_EQ(by("worker", R"("name":"张建华","last4":"1013")"), 0U);
  EXPECT_EQ(by("stranger", R"("phone":"13900139000")"), 1U);
}

TEST_P(PeopleScope, AnswersForOthersAsForNobody) {
  auto client = world.client("worker");
  const auto nobody = client.get("/api/v1/persons/1234567890123");
  for (const std::string path : {"", "/readings"}) {
    const auto answer = client.get("/api/v1/persons/" + other + path);
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.error_code(), nobody.error_code());
    EXPECT_EQ(answer.text("/error/message/zh"), nobody.text("/error/message/zh"));
  }
  EXPECT_EQ(client.post("/api/v1/persons/" + other + "/protected", R"({"reason":"看"})").status, 404);
  EXPECT_EQ(client.patch("/api/v1/persons/" + other, R"({"version":1,"phone":null})").status, 404);
  EXPECT_EQ(client.post("/api/v1/persons/" + other + "/leave", R"({"on":"2026-01-01"})").status, 404);
  EXPECT_EQ(client.get("/api/v1/households/" + world.household_of("stranger", other)).error_code(),
            "people.no_household");
  EXPECT_EQ(client.get("/api/v1/visits?person=" + other).status, 404);
  EXPECT_EQ(client.post("/api/v1/visits", R"({"way":"call","outcome":"met","person_id":")" + other + "\"}").status,
            404);
  EXPECT_EQ(
      client.post("/api/v1/persons", R"({"name":"王五","place_id":")" + to_string(world.yard_c) + "\"}").error_code(),
      "people.no_area");
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM person_readings WHERE person = " + other +
                        " AND account = " + to_string(world.worker.account)),
            0);
}

TEST_P(PeopleScope, DoesNotTellThatANumberIsKnownElsewhere) {
  // The same answer as for a number that nobody has: the district's list of duplicates finds the two.
  world.add("worker", world.block_2, "202", "张建华", R"("id_number":"411002193505121013")");
  EXPECT_EQ(world.names("worker"), "张建国 张建华");
}

TEST_P(PeopleScope, FollowsThePersonWhoMoves) {
  auto client = world.client("office");
  EXPECT_EQ(client
                .post("/api/v1/persons/" + mine + "/move",
                      R"({"place_id":")" + to_string(world.yard_c) + R"(","door":"302","from":"2026-03-01"})")
                .status,
            200);
  EXPECT_EQ(world.names("worker"), "");
  EXPECT_EQ(world.found("worker", "张建国"), "");
  EXPECT_EQ(world.client("worker").get("/api/v1/persons/" + mine).status, 404);
  EXPECT_EQ(world.found("stranger", "zjg"), "张建国");
  const auto seen = world.client("stranger").get("/api/v1/persons/" + mine);
  EXPECT_EQ(seen.text("/residences/0/household"), "null") << "where they lived before is not the reader's to see";
}

TEST_P(PeopleScope, StaysWithThePlaceWhenCommunitiesAreMerged) {
  const auto merged = world.store->write_now([&](storage::Transaction& transaction) {
    return areas::merge_areas(transaction, world.district, {},
                              {.areas = {world.north, world.south},
                               .name = "解放春秋社区",
                               .code = {},
                               .on = Date{std::chrono::year{2026}, std::chrono::March, std::chrono::day{1}}})
        .value();
  });
  world.atlas->refresh();
  world.worker.scopes = {merged.value};
  auto client = world.client("office");
  EXPECT_EQ(world.names("office"), "张建华 张建国");
  EXPECT_EQ(world.found("office", "zjg"), "张建国") << "the index still knows the courtyards";
}

TEST_P(PeopleScope, TellsNothingByACursorFromElsewhere) {
  const auto page = world.client("chief").get("/api/v1/persons?limit=1");
  const auto cursor = page.text("/next");
  EXPECT_EQ(world.names("worker", "?cursor=" + cursor), "张建国") << "a place in another list is no way in";
}

}  // namespace
}  // namespace linli::people
