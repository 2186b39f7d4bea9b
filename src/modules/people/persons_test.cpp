// Residents over the interface, on both databases.
#include "modules/people/testing/world.hpp"

namespace linli::people {
namespace {

using testing::engine_name;
using testing::OnBoth;

constexpr std::string_view kOld = "411002193505121013";    // a man, born 1935-05-12
constexpr std::string_view kChild = "411002201503061245";  // a girl, born 2015-03-06

class Persons : public OnBoth {};
INSTANTIATE_TEST_SUITE_P(Both, Persons, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         engine_name);

std::string secrets(std::string_view id_number) {
  return R"("id_number":")" + std::string(id_number) +
         R"(","phone":"13800138000","health":"高血压需定期量","hardship":"独自生活","contacts":[{"name":"张小军","relation":"子","phone":"13900139000"}],"tags":[{"code":"living_alone","since":"2025-01-01"}])";
}

TEST_P(Persons, AreRegisteredWithWhatIsProtectedSealed) {  // R230
  const auto id = world.add("worker", world.block_1, "1单元101", "张建国", secrets(kOld));
  const auto shown = world.client("worker").get("/api/v1/persons/" + id);
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.text("/name"), "张建国");
  EXPECT_EQ(shown.text("/gender"), "male");
  EXPECT_EQ(shown.text("/protected/id_number"), "4110**********1013");
  EXPECT_EQ(shown.text("/protected/phone"), "138****8000");
  EXPECT_EQ(shown.text("/protected/birth"), "1935-**-**");
  EXPECT_EQ(shown.text("/protected/health"), "***");
  EXPECT_EQ(shown.text("/protected/contacts/0/phone"), "139****9000");
  EXPECT_EQ(shown.text("/household/door"), "1单元101");
  for (const std::string_view secret :
       {kOld, std::string_view("13800138000"), std::string_view("13900139000"), std::string_view("高血压"),
        std::string_view("独自生活"), std::string_view("张小军"), std::string_view("living_alone"),
        std::string_view("1935-05-12")})
    EXPECT_FALSE(world.stands_in_clear(secret)) << secret;
  world.expect_whole();
}

TEST_P(Persons, AreUnmaskedWithAReasonOnlyAndEveryLookIsLogged) {
  const auto id = world.add("worker", world.block_1, "1单元101", "张建国", secrets(kOld));
  auto client = world.client("worker");
  EXPECT_EQ(client.post("/api/v1/persons/" + id + "/protected", R"({"reason":" "})").error_code(), "people.no_reason");
  const auto open = client.post("/api/v1/persons/" + id + "/protected", R"({"reason":"代办老年卡"})");
  EXPECT_EQ(open.text("/id_number"), kOld);
  EXPECT_EQ(open.text("/phone"), "13800138000");
  EXPECT_EQ(open.text("/health"), "高血压需定期量");
  (void)client.get("/api/v1/persons/" + id);
  const auto log = client.get("/api/v1/persons/" + id + "/readings");
  EXPECT_EQ(log.text("/items/0/masked"), "true");
  EXPECT_EQ(log.text("/items/1/masked"), "false");
  EXPECT_EQ(log.text("/items/1/reason"), "代办老年卡");
  EXPECT_EQ(log.text("/items/1/by"), "陈社区");
  EXPECT_EQ(log.text("/items/1/fields"), "id_number,phone,birth,health,hardship,contacts,tags");
  world.expect_whole();
}

TEST_P(Persons, BelowTheAgeOfTheLawHaveTheirNameSealedToo) {  // PIPL 28, 31
  const auto id =
      world.add("worker", world.block_1, "1单元101", "张晓月", R"("id_number":")" + std::string(kChild) + "\"");
  const auto shown = world.client("worker").get("/api/v1/persons/" + id);
  EXPECT_EQ(shown.text("/name"), "张*月");
  EXPECT_EQ(shown.text("/name_sealed"), "true");
  EXPECT_FALSE(world.stands_in_clear("张晓月"));
  const auto open = world.client("worker").post("/api/v1/persons/" + id + "/protected", R"({"reason":"办入学"})");
  EXPECT_EQ(open.text("/full_name"), "张晓月");
  EXPECT_EQ(world.found("worker", "张晓月"), "张*月") << "by the whole name";
  EXPECT_EQ(world.found("worker", "晓月"), "");
}

TEST_P(Persons, AreRefusedWithNumbersThatCannotBe) {
  auto client = world.client("worker");
  const auto at = R"("place_id":")" + to_string(world.block_1) + "\"";
  const auto wrong = client.post("/api/v1/persons", R"({"name":"张三","id_number":"411002193505121014",)" + at + "}");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.text("/error/faults/0/field"), "id_number");
  EXPECT_EQ(wrong.text("/error/faults/0/value"), "") << "a protected value is never repeated";
  EXPECT_EQ(
      client.post("/api/v1/persons", R"({"name":"张三","phone":"1.38E+10",)" + at + "}").text("/error/faults/0/field"),
      "phone");
  EXPECT_EQ(client.post("/api/v1/persons", R"({"name":" ",)" + at + "}").status, 422);
  EXPECT_EQ(client.post("/api/v1/persons", R"({"name":"张三","health":"精神障碍登记在册",)" + at + "}")
                .text("/error/faults/0/field"),
            "health")
      << "what must not be collected cannot be written into a text either";
  EXPECT_EQ(
      client.post("/api/v1/persons", R"({"name":"张三","tags":[{"code":"suspect","since":"2025-01-01"}],)" + at + "}")
          .status,
      422);
}

TEST_P(Persons, ChangeWhatIsNamedAndNothingElse) {
  const auto id = world.add("worker", world.block_1, "1单元101", "张建国", secrets(kOld));
  auto client = world.client("worker");
  EXPECT_EQ(client.patch("/api/v1/persons/" + id, R"({"version":1,"phone":"13700137000"})").status, 200);
  EXPECT_EQ(client.patch("/api/v1/persons/" + id, R"({"version":1,"phone":"13600136000"})").error_code(),
            "people.stale");
  EXPECT_EQ(client.patch("/api/v1/persons/" + id, R"({"version":2,"health":null})").status, 200);
  const auto open = client.post("/api/v1/persons/" + id + "/protected", R"({"reason":"核对"})");
  EXPECT_EQ(open.text("/phone"), "13700137000");
  EXPECT_EQ(open.text("/health"), "null");
  EXPECT_EQ(open.text("/id_number"), kOld);
  world.expect_whole();
}

TEST_P(Persons, AreFoundByNamePinyinAndInitials) {
  world.add("worker", world.block_1, "101", "张建国");
  world.add("worker", world.block_1, "102", "单晓燕");
  world.add("worker", world.block_2, "201", "李建华");
  EXPECT_EQ(world.found("worker", "建国"), "张建国");
  EXPECT_EQ(world.found("worker", "张"), "张建国");
  EXPECT_EQ(world.found("worker", "zhangjianguo"), "张建国");
  EXPECT_EQ(world.found("worker", "jianguo"), "张建国");
  EXPECT_EQ(world.found("worker", "zjg"), "张建国");
  EXPECT_EQ(world.found("worker", "shanxiaoyan"), "单晓燕") << "the reading that surnames have";
  EXPECT_EQ(world.found("worker", "zhangj"), "张建国") << "the beginning of one, when no whole sound is so";
  EXPECT_EQ(world.found("worker", "zz"), "");
}

TEST_P(Persons, AreFoundByNumberWithAReasonAndALog) {
  const auto id = world.add("worker", world.block_1, "101", "张建国", secrets(kOld));
  auto client = world.client("worker");
  const auto ask = [&](std::string_view by) {
    return client.post("/api/v1/persons/lookup", R"({"reason":"代办",)" + std::string(by) + "}");
  };
  EXPECT_EQ(ask(R"("id_number":"411002193505121013")").text("/items/0/id"), id);
  EXPECT_EQ(ask(R"("phone":"138 0013 8000")").text("/items/0/id"), id);
  EXPECT_EQ(ask(R"("name":"张建国","last4":"1013")").text("/items/0/id"), id);
  EXPECT_EQ(ask(R"("name":"张建国","last4":"1014")").json().at("items").as_array().size(), 0U);
  EXPECT_EQ(client.post("/api/v1/persons/lookup", R"({"reason":"","phone":"13800138000"})").error_code(),
            "people.no_reason");
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM person_lookups"), 4);
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM person_readings"), 3) << "the person sees who asked by number";
}

TEST_P(Persons, CannotBeTriedNumberByNumber) {
  auto client = world.client("worker");
  const auto limit = world.people->context().book->lookups_per_hour;
  for (int i = 0; i < limit; ++i)
    EXPECT_EQ(
        client.post("/api/v1/persons/lookup", R"({"reason":"找","phone":"1380013)" + std::to_string(1000 + i) + "\"}")
            .status,
        200);
  const auto refused = client.post("/api/v1/persons/lookup", R"({"reason":"找","phone":"13800138000"})");
  EXPECT_EQ(refused.status, 429);
  world.store.clock.advance(std::chrono::hours{1} + std::chrono::seconds{1});
  EXPECT_EQ(client.post("/api/v1/persons/lookup", R"({"reason":"找","phone":"13800138000"})").status, 200);
}

TEST_P(Persons, LiveSomewhereFromOneDayToAnother) {  // residence as of a day
  const auto id = world.add("worker", world.block_1, "101", "张建国", R"("from":"2025-05-01")");
  const auto first = world.household_of("worker", id);
  auto client = world.client("worker");
  const auto moved = client.post("/api/v1/persons/" + id + "/move", R"({"place_id":")" + to_string(world.block_2) +
                                                                        R"(","door":"202","from":"2026-01-10"})");
  EXPECT_EQ(moved.status, 200) << moved.body;
  const auto second = world.household_of("worker", id);
  const auto members = [&](const std::string& household, std::string_view on) {
    return client.get("/api/v1/households/" + household + "?on=" + std::string(on))
        .json()
        .at("members")
        .as_array()
        .size();
  };
  EXPECT_EQ(members(first, "2025-04-30"), 0U);
  EXPECT_EQ(members(first, "2025-05-01"), 1U);
  EXPECT_EQ(members(first, "2026-01-09"), 1U);
  EXPECT_EQ(members(first, "2026-01-10"), 0U);
  EXPECT_EQ(members(second, "2026-01-10"), 1U);
  EXPECT_EQ(client.post("/api/v1/persons/" + id + "/leave", R"({"on":"2026-02-01"})").status, 200);
  EXPECT_EQ(members(second, "2026-02-01"), 0U);
  EXPECT_EQ(world.names("worker"), "");
  EXPECT_EQ(client.get("/api/v1/persons/" + id).text("/residences/1/to"), "2026-02-01");
  world.expect_whole();
}

TEST_P(Persons, AreListedFromDoorToDoorInPages) {
  world.add("worker", world.block_2, "10", "丁十");
  world.add("worker", world.block_1, "10", "丙十");
  world.add("worker", world.block_1, "2", "乙二");
  world.add("worker", world.block_1, "2", "甲二");
  world.add("worker", world.yard_b, "1", "戊一");
  const auto area = "?area=" + to_string(world.yard_a);
  EXPECT_EQ(world.names("worker", area), "乙二 甲二 丙十 丁十");
  std::string all;
  std::string cursor;
  for (int page = 0; page < 6; ++page) {
    const auto answer =
        world.client("worker").get("/api/v1/persons?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const auto& item : answer.json().at("items").as_array()) all += std::string(item.at("name").as_string()) + " ";
    cursor = answer.text("/next");
    if (cursor == "null") break;
  }
  EXPECT_EQ(all.size(), std::string("乙二 甲二 丙十 丁十 戊一 ").size()) << all;
  EXPECT_EQ(world.client("worker").get("/api/v1/persons?cursor=abc").error_code(), "people.bad_cursor");
}

TEST_P(Persons, OfOneNumberStandOnceInAScope) {
  world.add("worker", world.block_1, "101", "张建国", secrets(kOld));
  const auto again = world.client("worker").post(
      "/api/v1/persons",
      R"({"name":"张建国","id_number":"411002193505121013","place_id":")" + to_string(world.yard_b) + "\"}");
  EXPECT_EQ(again.error_code(), "people.known");
}

}  // namespace
}  // namespace linli::people
