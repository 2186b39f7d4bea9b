// The routes through a real server.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "modules/cases/testing/world.hpp"

namespace linli::cases {
namespace {

using testing::World;

class CasesHttp : public ::testing::Test {
 protected:
  World world;

  std::string report_json(std::string_view text, std::string_view more = "") {
    return R"({"matter_id":")" + to_string(world.matter("E1-01")) + R"(","area_id":")" + to_string(world.yard_a) +
           R"(","text":")" + std::string(text) + "\"" + std::string(more) + "}";
  }
};

TEST_F(CasesHttp, AResidentReportsFollowsRatesAndReopens) {
  auto resident = world.client();
  const auto receipt =
      resident.post("/api/v1/public/reports", report_json("垃圾没人清", R"(,"phone":"13800001234","name":"赵")"));
  ASSERT_EQ(receipt.status, 201) << receipt.body;
  EXPECT_EQ(receipt.text("/lead_name"), "解放一网格");
  const auto number = receipt.text("/number");
  const http::testing::Headers secret{{"X-Case-Secret", receipt.text("/secret")}};
  const auto page = "/api/v1/public/reports/" + number;
  EXPECT_EQ(resident.get(page).status, 404) << "without the secret";
  const auto followed = resident.get(page, secret);
  ASSERT_EQ(followed.status, 200) << followed.body;
  EXPECT_EQ(followed.text("/state"), "dispatched");
  EXPECT_EQ(followed.body.find("13800001234"), std::string::npos);
  EXPECT_EQ(resident.post(page + "/rating", R"({"solved":true,"rating":5})", secret).status, 409) << "not done yet";
  EXPECT_EQ(resident.post(page + "/note", R"({"text":"在东门"})", secret).status, 200);

  auto steward = world.client("steward");
  const auto id = followed.text("/id");
  const auto done = steward.post("/api/v1/cases/" + id + "/steps", R"({"step":"done","version":2,"result":"已清运"})");
  ASSERT_EQ(done.status, 200) << done.body;
  const auto unsolved = resident.post(page + "/rating", R"({"solved":false,"rating":1,"comment":"还在"})", secret);
  ASSERT_EQ(unsolved.status, 200) << unsolved.body;
  EXPECT_EQ(unsolved.text("/state"), "dispatched");
  EXPECT_EQ(unsolved.text("/reopened"), "1");
  EXPECT_EQ(resident.post(page + "/withdraw", "", secret).text("/state"), "withdrawn");
}

TEST_F(CasesHttp, TheDeskTakesInAndWalksACase) {
  auto worker = world.client("worker");
  const auto received =
      worker.post("/api/v1/cases",
                  report_json("来电：垃圾", R"(,"channel":"phone","contact":{"name":"赵","phone":"010-8888 6666"})"));
  ASSERT_EQ(received.status, 201) << received.body;
  EXPECT_FALSE(received.text("/secret").empty());
  EXPECT_EQ(received.text("/channel"), "phone");
  EXPECT_EQ(received.text("/contact/has_phone"), "true");
  const auto one = "/api/v1/cases/" + received.text("/id");
  EXPECT_EQ(worker.get(one).status, 200);
  EXPECT_EQ(worker.get("/api/v1/cases/by-number/" + received.text("/number")).status, 200);
  EXPECT_EQ(world.client("stranger").get(one).status, 404);
  EXPECT_EQ(world.client().get(one).status, 401);
  EXPECT_EQ(worker.get(one + "/contact").status, 422) << "no reason given";
  EXPECT_EQ(worker.get(one + "/contact?reason=%E5%9B%9E%E8%AE%BF").text("/phone"), "010-8888 6666");
  EXPECT_EQ(worker.get(one + "/readings").text("/items/0/reason"), "回访");
}

TEST_F(CasesHttp, AStaleStepGetsTheFreshCaseWithTheError) {
  auto worker = world.client("worker");
  const auto received = worker.post("/api/v1/cases", report_json("垃圾", R"(,"channel":"window")"));
  const auto steps = "/api/v1/cases/" + received.text("/id") + "/steps";
  ASSERT_EQ(world.client("steward").post(steps, R"({"step":"accept","version":1})").status, 200);
  const auto stale = worker.post(steps, R"({"step":"note","version":1,"note":"补充"})");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.error_code(), "cases.stale");
  EXPECT_EQ(stale.text("/case/version"), "2");
}

TEST_F(CasesHttp, AStepThatIsSentAgainWithItsKeyIsTakenOnce) {
  auto steward = world.client("steward");
  const auto received = steward.post("/api/v1/cases", report_json("垃圾", R"(,"channel":"steward")"));
  const auto steps = "/api/v1/cases/" + received.text("/id") + "/steps";
  const http::testing::Headers key{{"Idempotency-Key", "phone-1"}};
  const auto done = R"({"step":"done","version":1,"result":"已清运"})";
  const auto first = steward.post(steps, done, key);
  ASSERT_EQ(first.status, 200) << first.body;
  // The answer was lost; meanwhile somebody else went on.
  ASSERT_EQ(world.client("worker").post(steps, R"({"step":"verify","version":2,"passed":true})").status, 200);
  const auto again = steward.post(steps, done, key);
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.text("/state"), "verified") << "as the case stands now";
  EXPECT_EQ(again.text("/version"), "3");
  EXPECT_EQ(first.text("/taken_version"), "2");
  EXPECT_EQ(again.text("/taken_version"), "2") << "what the step itself came to";
  EXPECT_EQ(again.text("/hops/3/step"), "verify") << "received, dispatched, done once, verified";
  EXPECT_EQ(steward.post(steps, done, {{"Idempotency-Key", "phone-2"}}).error_code(), "cases.stale");
  const auto other = steward.post(steps, R"({"step":"note","version":3,"note":"补充"})", key);
  EXPECT_EQ(other.error_code(), "cases.key_reused");
  const auto somebody = world.client("worker").post(steps, R"({"step":"note","version":3,"note":"补充"})", key);
  EXPECT_EQ(somebody.status, 200) << "a key is its sender's own: " << somebody.body;
  EXPECT_EQ(steward.post(steps, done, {{"Idempotency-Key", std::string(101, 'k')}}).error_code(), "cases.long_key");
}

TEST_F(CasesHttp, ARefusedStepMayBeSentAgainWithTheSameKey) {
  auto steward = world.client("steward");
  const auto received = steward.post("/api/v1/cases", report_json("垃圾", R"(,"channel":"steward")"));
  const auto steps = "/api/v1/cases/" + received.text("/id") + "/steps";
  const http::testing::Headers key{{"Idempotency-Key", "phone-1"}};
  EXPECT_EQ(steward.post(steps, R"({"step":"done","version":1})", key).status, 422) << "no result";
  EXPECT_EQ(steward.post(steps, R"({"step":"done","version":1,"result":"已清运"})", key).status, 200);
}

TEST_F(CasesHttp, WrongInputIsNamed) {
  auto worker = world.client("worker");
  const auto missing = worker.post("/api/v1/cases", R"({"matter_id":"1","channel":"phone"})");
  EXPECT_EQ(missing.status, 422);
  EXPECT_EQ(missing.text("/error/faults/0/field"), "text");
  const auto unknown = worker.post("/api/v1/cases", R"({"matter_id":"1","channel":"phone","text":"x"})");
  EXPECT_EQ(unknown.text("/error/faults/0/field"), "matter_id");
  EXPECT_EQ(worker.get("/api/v1/cases?figure=nonsense").status, 400);
  EXPECT_EQ(worker.get("/api/v1/cases?cursor=1.2.3-abc").status, 400);
  EXPECT_EQ(worker.get("/api/v1/cases?period=2026-13").status, 400);
  const auto script = world.client().post("/api/v1/public/reports", report_json("<script>alert(1)</script>"));
  EXPECT_EQ(script.status, 201) << "text stays as typed; pages show it as text";
}

TEST_F(CasesHttp, ListsFilterByWhatTheyDeclare) {
  auto worker = world.client("worker");
  for (int i = 0; i < 3; ++i)
    ASSERT_EQ(worker.post("/api/v1/cases", report_json("垃圾", R"(,"channel":"phone")")).status, 201);
  const auto first = worker.get("/api/v1/cases?list=open&state=dispatched&channel=phone&limit=2");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.json().at("items").as_array().size(), 2U);
  const auto next =
      worker.get("/api/v1/cases?list=open&state=dispatched&channel=phone&limit=2&cursor=" + first.text("/next"));
  ASSERT_EQ(next.status, 200) << next.body;
  EXPECT_EQ(next.json().at("items").as_array().size(), 1U);
  EXPECT_TRUE(next.json().at("next").is_null());
  EXPECT_EQ(worker.get("/api/v1/cases?list=open&state=received").json().at("items").as_array().size(), 0U);
}

}  // namespace
}  // namespace linli::cases
