// Visits by plan and phone (R086), on both databases.
#include "modules/people/testing/world.hpp"

namespace linli::people {
namespace {

using testing::engine_name;
using testing::OnBoth;

class Visits : public OnBoth {
 protected:
  std::string due(std::string_view who, std::string_view day) {
    const auto answer = world.client(who).get("/api/v1/visits?mine=true&due=" + std::string(day));
    if (answer.status != 200) return answer.error_code();
    std::string all;
    for (const auto& item : answer.json().at("items").as_array())
      all += (all.empty() ? "" : " ") + std::string(item.at("household").at("door").as_string());
    return all;
  }
  std::string plan(std::string_view who, AreaId area, std::string_view more) {
    const auto made = world.client(who).post("/api/v1/visit-plans",
                                             R"({"name":"季度走访","area_id":")" + to_string(area) +
                                                 R"(","every_days":90,"from":"2026-03-02","basis":"社区走访制度",)" +
                                                 std::string(more) + "}");
    EXPECT_EQ(made.status, 201) << made.body;
    return made.text("/id");
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Visits, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         engine_name);

TEST_P(Visits, ByPhoneAndAtTheDoorAreKeptWithASealedNote) {  // R086
  const auto id = world.add("worker", world.block_1, "101", "张建国");
  auto client = world.client("steward");
  const auto made =
      client.post("/api/v1/visits", R"({"person_id":")" + id +
                                        R"(","way":"phone","outcome":"met","note":"腿疼，要轮椅","on":"2026-03-01"})");
  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.text("/way"), "phone");
  EXPECT_EQ(made.text("/on"), "2026-03-01");
  EXPECT_FALSE(world.stands_in_clear("轮椅"));
  const auto seen = world.client("worker").get("/api/v1/visits?person=" + id);
  EXPECT_EQ(seen.text("/items/0/note"), "腿疼，要轮椅");
  EXPECT_EQ(seen.text("/items/0/by"), "周网格");
  EXPECT_EQ(world.client("worker").get("/api/v1/persons/" + id + "/readings").text("/items/0/fields"), "visits");
  EXPECT_EQ(
      client.post("/api/v1/visits", R"({"person_id":")" + id + R"(","way":"call","outcome":"met","on":"2026-03-03"})")
          .status,
      422)
      << "not after today";
  EXPECT_EQ(client.post("/api/v1/visits", R"({"way":"call","outcome":"met"})").status, 422) << "whom?";
  world.expect_whole();
}

TEST_P(Visits, SentTwiceAreOneVisit) {
  const auto id = world.add("worker", world.block_1, "101", "张建国");
  auto client = world.client("steward");
  const auto body = R"({"person_id":")" + id + R"(","way":"call","outcome":"met","idempotency_key":"a1b2c3d4e5"})";
  const auto first = client.post("/api/v1/visits", body);
  const auto second = client.post("/api/v1/visits", body);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(first.text("/id"), second.text("/id"));
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM visits"), 1);
  EXPECT_EQ(world.client("worker").post("/api/v1/visits", body).status, 201) << "another's key is another key";
}

TEST_P(Visits, AreDueByPlanFromDoorToDoorAndAgainAPeriodLater) {  // R086
  for (int door = 101; door <= 103; ++door)
    world.add("worker", world.block_1, std::to_string(door), "居民" + std::to_string(door));
  world.add("worker", world.yard_b, "9", "别的网格");
  plan("worker", world.yard_a, R"("subject":"household")");
  EXPECT_EQ(due("steward", "2026-03-02"), "101") << "spread over the period, not a heap on the first day";
  EXPECT_EQ(due("steward", "2026-06-30"), "101 102 103");
  const auto household =
      world.client("steward").get("/api/v1/visits?mine=true&due=2026-03-02").text("/items/0/household/id");
  auto client = world.client("steward");
  EXPECT_EQ(client.post("/api/v1/visits", R"({"household_id":")" + household + R"(","way":"call","outcome":"absent"})")
                .status,
            201);
  EXPECT_EQ(due("steward", "2026-03-02"), "101") << "nobody was at home";
  EXPECT_EQ(
      client.post("/api/v1/visits", R"({"household_id":")" + household + R"(","way":"call","outcome":"met"})").status,
      201);
  EXPECT_EQ(due("steward", "2026-05-30"), "102 103");
  EXPECT_EQ(due("steward", "2026-05-31"), "102 103 101") << "ninety days after the visit";
  EXPECT_EQ(due("stranger", "2026-12-31"), "");
  world.expect_whole();
}

TEST_P(Visits, OfOneOfTheFamilyServeTheHouseholdToo) {
  const auto id = world.add("worker", world.block_1, "101", "张建国");
  plan("worker", world.north, R"("subject":"household")");
  EXPECT_EQ(due("steward", "2026-03-02"), "101");
  world.client("steward").post("/api/v1/visits", R"({"person_id":")" + id + R"(","way":"call","outcome":"met"})");
  EXPECT_EQ(due("steward", "2026-03-02"), "");
}

TEST_P(Visits, GoToWhoeverBearsATagFromTheDayTheyBearIt) {
  const auto id = world.add("worker", world.block_1, "101", "张建国");
  world.add("worker", world.block_1, "102", "李四", R"("tags":[{"code":"living_alone","since":"2026-01-01"}])");
  const auto made = plan("worker", world.north, R"("subject":"person","tag":"living_alone")");
  EXPECT_EQ(due("steward", "2026-03-02"), "102");
  auto client = world.client("worker");
  EXPECT_EQ(
      client.patch("/api/v1/persons/" + id, R"({"version":1,"tags":[{"code":"living_alone","since":"2026-03-01"}]})")
          .status,
      200);
  EXPECT_EQ(due("steward", "2026-03-02"), "101 102");
  EXPECT_EQ(client
                .patch("/api/v1/persons/" + id,
                       R"({"version":2,"tags":[{"code":"living_alone","since":"2026-03-01","until":"2026-03-02"}]})")
                .status,
            200);
  EXPECT_EQ(due("steward", "2026-03-02"), "102");
  EXPECT_EQ(client.post("/api/v1/visit-plans/" + made + "/end", R"({"to":"2026-03-02"})").status, 200);
  EXPECT_EQ(due("steward", "2026-12-31"), "");
  EXPECT_EQ(world.client("stranger").post("/api/v1/visit-plans/" + made + "/end", R"({"to":"2026-03-02"})").status,
            404);
  world.expect_whole();
}

TEST_P(Visits, FollowTheHomeOfWhoIsToBeVisited) {
  const auto id = world.add("worker", world.block_1, "101", "张建国", R"("from":"2025-01-01")");
  plan("office", world.street, R"("subject":"person")");
  EXPECT_EQ(due("steward", "2026-03-02"), "101");
  EXPECT_EQ(world.client("office")
                .post("/api/v1/persons/" + id + "/move",
                      R"({"place_id":")" + to_string(world.yard_c) + R"(","door":"302","from":"2026-03-01"})")
                .status,
            200);
  EXPECT_EQ(due("steward", "2026-03-02"), "");
  EXPECT_EQ(due("stranger", "2026-03-02"), "302");
}

}  // namespace
}  // namespace linli::people
