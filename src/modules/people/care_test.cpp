// What the law gives the person: to see, to have a copy, to correct, to be erased, to be let go; and who stands twice.
#include "modules/people/testing/world.hpp"

namespace linli::people {
namespace {

using testing::engine_name;
using testing::OnBoth;

class Care : public OnBoth {
 protected:
  std::string add_old(std::string_view more = "") {
    return world.add(
        "worker", world.block_1, "101", "张建国",
        std::string(R"("from":"2020-01-01","id_number":"411002193505121013","phone":"13800138000","health":"高血压")") +
            std::string(more));
  }
  // A session of the person's own, by a code from the window.
  std::string own_session(const std::string& person) {
    const auto code = world.client("worker").post("/api/v1/persons/" + person + "/code", "");
    EXPECT_EQ(code.status, 201) << code.body;
    const auto open = world.client("").post("/api/v1/own-data/session", R"({"code":")" + code.text("/code") + "\"}");
    EXPECT_EQ(open.status, 200) << open.body;
    return open.text("/session");
  }
  http::testing::TestResponse own(const std::string& session) {
    return world.client("").get("/api/v1/own-data", {{"X-Own-Data", session}});
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Care, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         engine_name);

TEST_P(Care, ShowsThePersonWhatIsOnRecordAndWhoReadIt) {
  const auto id = add_old();
  world.client("steward").post("/api/v1/persons/" + id + "/protected", R"({"reason":"代办老年卡"})");
  const auto seen = own(own_session(id));
  EXPECT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(seen.text("/protected/phone"), "13800138000") << "one's own data is not masked";
  EXPECT_EQ(seen.text("/readings/1/reason"), "代办老年卡");
  EXPECT_EQ(seen.text("/readings/1/by"), "周网格");
  EXPECT_EQ(seen.text("/fields/0/name"), "name");
  EXPECT_FALSE(seen.text("/fields/3/law").empty());
  world.expect_whole();
}

TEST_P(Care, TakesACodeOnceAndForADay) {
  const auto id = add_old();
  const auto code = world.client("worker").post("/api/v1/persons/" + id + "/code", "").text("/code");
  const auto open = [&] { return world.client("").post("/api/v1/own-data/session", R"({"code":")" + code + "\"}"); };
  const auto first = open();
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(open().error_code(), "people.bad_code") << "used up";
  EXPECT_EQ(own("WRONG").error_code(), "people.bad_code");
  world.store.clock.advance(std::chrono::minutes{31});
  EXPECT_EQ(own(first.text("/session")).error_code(), "people.bad_code") << "half an hour";
  const auto late = world.client("worker").post("/api/v1/persons/" + id + "/code", "").text("/code");
  world.store.clock.advance(std::chrono::hours{25});
  EXPECT_EQ(world.client("").post("/api/v1/own-data/session", R"({"code":")" + late + "\"}").error_code(),
            "people.bad_code");
  EXPECT_EQ(world.client("stranger").post("/api/v1/persons/" + id + "/code", "").status, 404);
}

TEST_P(Care, AnswersRequestsWithAReasonAndInTime) {
  const auto id = add_old();
  const auto session = own_session(id);
  const auto asked = world.client("").post("/api/v1/own-data/requests", R"({"kind":"correct","text":"电话换了"})",
                                           {{"X-Own-Data", session}});
  EXPECT_EQ(asked.status, 201) << asked.body;
  EXPECT_FALSE(world.stands_in_clear("电话换了"));
  const auto list = world.client("worker").get("/api/v1/person-requests");
  EXPECT_EQ(list.text("/items/0/text"), "电话换了");
  EXPECT_EQ(list.text("/items/0/due_on"), "2026-03-17") << "fifteen days";
  EXPECT_EQ(world.client("stranger").get("/api/v1/person-requests").json().at("items").as_array().size(), 0U);
  const auto path = "/api/v1/person-requests/" + asked.text("/id") + "/answer";
  EXPECT_EQ(world.client("stranger").post(path, R"({"granted":true,"answer":"好"})").status, 404);
  EXPECT_EQ(world.client("worker").post(path, R"({"granted":false,"answer":" "})").error_code(), "people.no_reason")
      << "a refusal says why";
  EXPECT_EQ(world.client("worker").post(path, R"({"granted":true,"answer":"已改"})").status, 200);
  EXPECT_EQ(world.client("worker").post(path, R"({"granted":true,"answer":"已改"})").error_code(), "people.answered");
  EXPECT_EQ(own(session).text("/requests/0/answer"), "已改");
  world.expect_whole();
}

TEST_P(Care, ErasesOnRequestAndTheChainStillHolds) {
  const auto id = add_old(R"(,"tags":[{"code":"living_alone","since":"2025-01-01"}])");
  auto client = world.client("worker");
  client.post("/api/v1/visits", R"({"person_id":")" + id + R"(","way":"call","outcome":"met","note":"说了家事"})");
  const auto asked = client.post("/api/v1/persons/" + id + "/requests", R"({"kind":"erase"})");
  const auto path = "/api/v1/person-requests/" + asked.text("/id") + "/answer";
  EXPECT_EQ(client.post(path, R"({"granted":true,"answer":"同意"})").error_code(), "people.not_yours");
  EXPECT_EQ(world.client("office").post(path, R"({"granted":true,"answer":"同意"})").status, 200);
  EXPECT_EQ(world.names("worker"), "");
  EXPECT_EQ(world.found("worker", "zjg"), "");
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM person_marks"), 0);
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM people_keys WHERE owner = " + id), 0) << "the key is gone";
  EXPECT_FALSE(world.stands_in_clear("张建国"));
  const auto shown = world.client("office").get("/api/v1/persons/" + id);
  EXPECT_EQ(shown.text("/state"), "erased") << "a tombstone";
  EXPECT_EQ(client.get("/api/v1/visits?person=" + id).text("/items/0/note"), "")
      << "the visit stands, what was said does not";
  EXPECT_EQ(client.post("/api/v1/persons/" + id + "/protected", R"({"reason":"看"})").error_code(), "people.erased");
  world.expect_whole();
}

TEST_P(Care, KeepsConsentAndItsWithdrawal) {
  const auto id = add_old();
  auto client = world.client("worker");
  const auto given =
      client.post("/api/v1/persons/" + id + "/consents", R"({"field":"health","how":"paper","on":"2026-03-01"})");
  EXPECT_EQ(given.status, 201) << given.body;
  EXPECT_EQ(
      client.post("/api/v1/persons/" + id + "/consents", R"({"field":"religion","how":"paper","on":"2026-03-01"})")
          .status,
      422);
  const auto session = own_session(id);
  const auto withdrawn = world.client("").post(
      "/api/v1/own-data/consents/" + given.text("/consents/0/id") + "/withdraw", "", {{"X-Own-Data", session}});
  EXPECT_EQ(withdrawn.text("/consents/0/withdrawn_on"), "2026-03-02") << "as easily as it was given";
  world.expect_whole();
}

TEST_P(Care, LetsGoOfWhatHasBeenKeptLongEnough) {
  const auto id = add_old();
  auto client = world.client("worker");
  EXPECT_EQ(client.post("/api/v1/persons/" + id + "/leave", R"({"on":"2025-08-01"})").status, 200);
  const auto look = world.client("chief").get("/api/v1/people/retention");
  EXPECT_EQ(look.text("/items/0/whole"), "false");
  EXPECT_EQ(look.text("/items/0/rules/0/field"), "health") << "six months after they left";
  EXPECT_EQ(look.text("/items/0/rules/0/keep_months"), "6");
  EXPECT_EQ(look.json().at("items").at(0).at("rules").as_array().size(), 1U);
  EXPECT_EQ(client.post("/api/v1/persons/" + id + "/protected", R"({"reason":"核对"})").text("/health"), "高血压")
      << "looking lets nothing go";
  EXPECT_EQ(world.client("chief").post("/api/v1/people/retention", "").text("/done"), "1");
  const auto open = client.post("/api/v1/persons/" + id + "/protected", R"({"reason":"核对"})");
  EXPECT_EQ(open.text("/health"), "null");
  EXPECT_EQ(open.text("/phone"), "13800138000") << "a year";
  EXPECT_EQ(world.client("chief").get("/api/v1/people/retention").json().at("items").as_array().size(), 0U);
  world.store.clock.advance(std::chrono::days{550});
  EXPECT_EQ(world.client("chief").get("/api/v1/people/retention").text("/items/0/whole"), "true");
  EXPECT_EQ(world.client("chief").post("/api/v1/people/retention", "").text("/done"), "1");
  EXPECT_EQ(world.client("chief").get("/api/v1/persons/" + id).text("/state"), "erased");
  EXPECT_EQ(world.client("worker").get("/api/v1/people/retention").status, 403);
  world.expect_whole();
}

TEST_P(Care, FindsWhoStandsTwiceAndMergesThem) {
  const auto first = add_old();
  const auto second = world.add("stranger", world.yard_c, "301", "张建国",
                                R"("from":"2025-06-01","id_number":"411002193505121013","hardship":"低保边缘")");
  EXPECT_EQ(world.client("worker").get("/api/v1/people/duplicates").status, 403);
  const auto pairs = world.client("office").get("/api/v1/people/duplicates");
  EXPECT_EQ(pairs.text("/items/0/same"), "id_number");
  const auto merged = world.client("office").post("/api/v1/persons/" + first + "/merge",
                                                  R"({"other_id":")" + second + R"(","reason":"同一身份证"})");
  EXPECT_EQ(merged.status, 200) << merged.body;
  EXPECT_EQ(world.names("office"), "张建国");
  EXPECT_EQ(world.found("stranger", "zjg"), "张建国") << "the newer home is the home";
  EXPECT_EQ(world.found("worker", "zjg"), "");
  EXPECT_EQ(
      world.client("office").post("/api/v1/persons/" + first + "/protected", R"({"reason":"核对"})").text("/hardship"),
      "低保边缘");
  EXPECT_EQ(world.client("office").get("/api/v1/people/duplicates").json().at("items").as_array().size(), 0U);
  world.expect_whole();
  const auto undone = world.client("office").post("/api/v1/person-merges/" + merged.text("/id") + "/undo", "");
  EXPECT_EQ(undone.status, 200) << undone.body;
  EXPECT_EQ(world.names("worker"), "张建国");
  EXPECT_EQ(world.names("stranger"), "张建国");
  EXPECT_EQ(world.found("worker", "zjg"), "张建国");
  EXPECT_EQ(
      world.client("worker").post("/api/v1/persons/" + first + "/protected", R"({"reason":"核对"})").text("/hardship"),
      "null");
  world.expect_whole();
}

TEST_P(Care, DoesNotMergeTwoNumbersNorUndoWhatChangedSince) {
  const auto first = add_old();
  const auto other = world.add("worker", world.block_1, "102", "张建国", R"("id_number":"411002196207081125")");
  const auto third = world.add("worker", world.block_1, "103", "张建国");
  EXPECT_EQ(world.client("office")
                .post("/api/v1/persons/" + first + "/merge", R"({"other_id":")" + other + R"(","reason":"重名"})")
                .error_code(),
            "people.two_numbers");
  const auto merged = world.client("office").post("/api/v1/persons/" + first + "/merge",
                                                  R"({"other_id":")" + third + R"(","reason":"同一人"})");
  EXPECT_EQ(merged.status, 200);
  const auto version = world.client("worker").get("/api/v1/persons/" + first).text("/version");
  world.client("worker").patch("/api/v1/persons/" + first, R"({"version":)" + version + R"(,"phone":"13700137000"})");
  EXPECT_EQ(world.client("office").post("/api/v1/person-merges/" + merged.text("/id") + "/undo", "").error_code(),
            "people.changed_since");
}

}  // namespace
}  // namespace linli::people
