// Templates, exports and imports: dry run, all or nothing, and what was exported comes back unchanged.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/registers/testing/world.hpp"

#if __has_feature(address_sanitizer)
// libxlsxwriter 1.1.4 copies the formula of a drop-down twice and frees it once.
extern "C" const char* __lsan_default_suppressions() { return "leak:libxlsxwriter"; }  // NOLINT: the name is given
#endif

namespace linli::registers {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::OnBoth;

class RegisterFiles : public OnBoth {
 protected:
  http::testing::TestResponse upload(std::string_view who, std::string_view kind, std::string_view bytes,
                                     std::string_view name = "list.csv") {
    auto client = world.client(who);
    return client.send("POST", fmt::format("/api/v1/registers/{}/imports", kind), bytes,
                       {{"Content-Type", "application/octet-stream"}, {"X-File-Name", std::string(name)}});
  }
  http::testing::TestResponse commit(std::string_view who, const std::string& id, std::string_view body = "{}") {
    return world.client(who).post("/api/v1/register-imports/" + id + "/commit", body);
  }
};

constexpr std::string_view kGood =
    "活动名称*,举办区域*,类别*,日期*,参加人次(人次)\n"
    "邻里节,解放社区,邻里聚会,2026-01-05,1200\n"
    "义诊,解放社区,志愿服务,2026年2月3日,\"1,050\"\n";

TEST_P(RegisterFiles, ADryRunWritesNothingAndTheCommitWhatItShowed) {
  const auto checked = upload("worker", "activity", kGood);
  ASSERT_EQ(checked.status, 201) << checked.body;
  EXPECT_EQ(checked.text("/summary/add"), "2") << checked.body;
  EXPECT_EQ(checked.text("/summary/refused"), "0");
  EXPECT_EQ(world.titles("worker", "activity"), "");
  const auto done = commit("worker", checked.text("/id"));
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(world.titles("worker", "activity"), "义诊 邻里节");
  const auto listed = world.client("worker").get("/api/v1/registers/activity/records?sort=held_on");
  EXPECT_EQ(listed.text("/items/1/values/person_times"), "1050");
  EXPECT_EQ(listed.text("/items/1/values/held_on"), "2026-02-03");
  // The same file again changes nothing.
  EXPECT_EQ(upload("worker", "activity", kGood).text("/summary/same"), "2");
  EXPECT_EQ(commit("worker", checked.text("/id")).status, 404);
}

TEST_P(RegisterFiles, OneBadRowKeepsAllOutUnlessTheGoodOnesAreWanted) {
  const std::string bad = std::string(kGood) +
                          "没有日期,解放社区,其他,,3\n外地活动,春秋社区,其他,2026-01-01,3\n怪类,解放社区,怪,2026-01-01,"
                          "3\n邻里节,解放社区,其他,2026-01-01,3\n";
  const auto checked = upload("worker", "activity", bad);
  EXPECT_EQ(checked.text("/summary/refused"), "4") << checked.body;
  EXPECT_EQ(checked.text("/faults/0/row"), "4");
  EXPECT_EQ(checked.text("/faults/0/field"), "held_on");
  EXPECT_EQ(commit("worker", checked.text("/id")).error_code(), "registers.has_faults");
  EXPECT_EQ(world.titles("worker", "activity"), "");
  const auto file = world.client("worker").get("/api/v1/register-imports/" + checked.text("/id") + "/faults.xlsx");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.body.substr(0, 2), "PK");
  EXPECT_EQ(commit("worker", checked.text("/id"), R"({"only_good":true})").status, 200);
  EXPECT_EQ(world.titles("worker", "activity"), "义诊 邻里节");
}

TEST_P(RegisterFiles, AnExportImportedAgainChangesNothing) {
  world.add(
      "worker", "property_project",
      fmt::format(
          R"({{"name":"一号院","place":"{}","mode":"firm","income":123450,"cost":99999,"contract_from":"2024-01-01"}})",
          world.yard_a.value));
  world.add("worker", "property_project",
            fmt::format(R"({{"name":"=危险","place":"{}","mode":"self"}})", world.north.value));
  for (const auto* format : {"xlsx", "csv"}) {
    const auto file = world.client("worker").get(fmt::format("/api/v1/registers/property_project/export.{}", format));
    ASSERT_EQ(file.status, 200);
    const auto back = upload("worker", "property_project", file.body, fmt::format("list.{}", format));
    ASSERT_EQ(back.status, 201) << back.body;
    EXPECT_EQ(back.text("/summary/same"), "2") << format << back.body;
    EXPECT_EQ(back.text("/summary/refused"), "0");
  }
  const auto csv = world.client("worker").get("/api/v1/registers/property_project/export.csv").body;
  EXPECT_THAT(csv, HasSubstr("1234.50"));
  EXPECT_THAT(csv, Not(HasSubstr("\n=")));
}

TEST_P(RegisterFiles, TheTemplateIsFilledInAndTakenBack) {
  const auto file = world.client("worker").get("/api/v1/registers/room/template.xlsx");
  ASSERT_EQ(file.status, 200);
  EXPECT_EQ(file.body.substr(0, 2), "PK");
  const auto empty = upload("worker", "room", file.body, "template.xlsx");
  EXPECT_EQ(empty.status == 201 ? empty.text("/summary/rows") : empty.error_code(), "0") << empty.body;
  EXPECT_EQ(world.client("steward").get("/api/v1/registers/room/template.xlsx").status, 403);
}

TEST_P(RegisterFiles, ColumnsCanBeChosenByHand) {
  const auto checked = upload("worker", "brand", "品牌,哪个社区\n红石榴,解放社区\n");
  ASSERT_EQ(checked.status, 201) << checked.body;
  EXPECT_EQ(checked.text("/summary/add"), "0");
  const auto sheet = checked.text("/sheets/0/name");
  const auto mapped = world.client("worker").put(
      "/api/v1/register-imports/" + checked.text("/id") + "/mapping",
      fmt::format(
          R"({{"columns":[{{"sheet":"{0}","index":0,"field":"name"}},{{"sheet":"{0}","index":1,"field":"place"}}]}})",
          sheet));
  EXPECT_EQ(mapped.text("/summary/add"), "1") << mapped.body;
  EXPECT_EQ(world.client("stranger").get("/api/v1/register-imports/" + checked.text("/id")).status, 404);
  EXPECT_EQ(world.client("worker")
                .put("/api/v1/register-imports/" + checked.text("/id") + "/mapping",
                     R"({"columns":[{"sheet":"nowhere","index":0,"field":"name"}]})")
                .status,
            422);
}

TEST_P(RegisterFiles, RubbishIsRefusedInWords) {
  for (const auto& [bytes, name] :
       {std::pair<std::string, std::string>{"", "a.csv"}, {"PK\x03\x04 broken", "a.xlsx"}, {"a\"b,\"\n", "a.csv"}}) {
    const auto answer = upload("worker", "activity", bytes, name);
    EXPECT_GE(answer.status, 400) << name;
    EXPECT_LT(answer.status, 500) << name << answer.body;
  }
  const auto others = upload("worker", "activity", "甲,乙\n1,2\n");
  EXPECT_EQ(others.status, 201);
  EXPECT_EQ(others.text("/summary/add"), "0");
  EXPECT_EQ(upload("steward", "activity", kGood).error_code(), "registers.read_only");
}

INSTANTIATE_TEST_SUITE_P(Engines, RegisterFiles, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

}  // namespace
}  // namespace linli::registers
