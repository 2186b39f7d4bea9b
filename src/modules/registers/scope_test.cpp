// No reader sees a record outside the scope: not by list, search, export, count, reference, booking or error.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/registers/api.hpp"
#include "modules/registers/testing/world.hpp"

namespace linli::registers {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::OnBoth;

class Scope : public OnBoth {
 protected:
  void SetUp() override {
    hidden_ = world.add(
        "stranger", "premise",
        fmt::format(R"({{"name":"春秋密室","place":"{}","tier":"community","floor_area":77}})", world.south.value));
    world.add("worker", "premise",
              fmt::format(R"({{"name":"解放用房","place":"{}","tier":"community"}})", world.north.value));
  }
  std::string record(std::string_view rest = "") {
    return fmt::format("/api/v1/registers/premise/records/{}{}", hidden_, rest);
  }
  std::string hidden_;
};

TEST_P(Scope, ListsSearchCountsAndFilesEndAtTheScope) {
  auto client = world.client("worker");
  EXPECT_EQ(world.titles("worker", "premise"), "解放用房");
  EXPECT_EQ(world.titles("chief", "premise"), "解放用房 春秋密室");
  EXPECT_EQ(world.titles("worker", "premise", "?q=%E5%AF%86%E5%AE%A4"), "");
  EXPECT_EQ(world.titles("worker", "premise", "?floor_area.from=70"), "");
  EXPECT_EQ(world.titles("worker", "premise", fmt::format("?area={}", world.south.value)), "");
  EXPECT_EQ(world.titles("worker", "premise", fmt::format("?area={}", world.street.value)), "解放用房");
  EXPECT_EQ(world.titles("chief", "premise", fmt::format("?area={}", world.south.value)), "春秋密室");
  EXPECT_EQ(client.get("/api/v1/registers/premise/count").text("/count"), "1");
  EXPECT_EQ(client.get(fmt::format("/api/v1/registers/premise/count?area={}", world.south.value)).text("/count"), "0");
  EXPECT_THAT(client.get("/api/v1/registers/premise/export.csv").body, Not(HasSubstr("密室")));
  EXPECT_THAT(client.get(fmt::format("/api/v1/registers/premise/export.csv?area={}", world.south.value)).body,
              Not(HasSubstr("密室")));
}

TEST_P(Scope, WhatIsOutsideReadsAsNotThere) {
  auto client = world.client("worker");
  const auto missing = client.get("/api/v1/registers/premise/records/12345");
  for (const auto& path :
       {record(), record("/history"), record("/readings"), record("/bookings?from=2026-03-01&to=2026-03-09")}) {
    const auto answer = client.get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.error_code(), missing.error_code()) << path;
  }
  EXPECT_EQ(client.patch(record(), R"({"version":1,"values":{"name":"改"}})").status, 404);
  EXPECT_EQ(client.post(record("/end"), R"({"on":"2026-03-01","reason":"x"})").status, 404);
  EXPECT_EQ(client.post(record("/protected"), R"({"reason":"x"})").status, 404);
  EXPECT_EQ(
      client
          .post(record("/bookings"),
                R"({"from":"2026-03-05T09:00:00+08:00","to":"2026-03-05T10:00:00+08:00","purpose":"a","used_by":"b"})")
          .status,
      404);
}

TEST_P(Scope, NobodyWritesOrMovesARecordOutsideTheScope) {
  auto client = world.client("worker");
  const auto there =
      client.post("/api/v1/registers/premise/records",
                  fmt::format(R"({{"values":{{"name":"越界","place":"{}","tier":"community"}}}})", world.south.value));
  EXPECT_EQ(there.status, 422);
  EXPECT_EQ(there.text("/error/faults/0/field"), "place");
  const auto mine = client.get("/api/v1/registers/premise/records").text("/items/0/id");
  const auto moved = client.patch("/api/v1/registers/premise/records/" + mine,
                                  fmt::format(R"({{"version":1,"values":{{"place":"{}"}}}})", world.south.value));
  EXPECT_EQ(moved.status, 422);
  EXPECT_EQ(world.titles("stranger", "premise"), "春秋密室");
}

TEST_P(Scope, AReferenceToAHiddenRecordIsRefusedAndItsNameIsNotShown) {
  const auto refused = world.client("worker").post(
      "/api/v1/registers/room/records",
      fmt::format(R"({{"values":{{"name":"室","place":"{}","premise":"{}","purposes":["other"]}}}})", world.north.value,
                  hidden_));
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, Not(HasSubstr("密室")));
  const auto room = world.add(
      "chief", "room",
      fmt::format(R"({{"name":"室","place":"{}","premise":"{}","purposes":["other"]}})", world.north.value, hidden_));
  EXPECT_THAT(world.client("worker").get("/api/v1/registers/room/records/" + room).body, Not(HasSubstr("密室")));
}

TEST_P(Scope, AValueThatOnlyOneRecordMayBearNamesNobody) {
  world.add("stranger", "certificate",
            fmt::format(R"({{"number":"独一","place":"{}","person":"孙某"}})", world.south.value));
  const auto twice = world.client("worker").post(
      "/api/v1/registers/certificate/records",
      fmt::format(R"({{"values":{{"number":"独一","place":"{}","person":"李某"}}}})", world.north.value));
  EXPECT_EQ(twice.status, 422);
  EXPECT_EQ(twice.text("/error/faults/0/field"), "number");
  EXPECT_THAT(twice.body, Not(HasSubstr("春秋")));
}

TEST_P(Scope, ReadersSeeOnlyKindsAndFieldsThatAreTheirs) {
  // Labour contracts are no business of stewards and departments.
  EXPECT_EQ(world.client("steward").get("/api/v1/registers/labour_contract").status, 404);
  EXPECT_EQ(world.client("fitter").get("/api/v1/registers/labour_contract/records").status, 404);
  EXPECT_THAT(world.client("steward").get("/api/v1/registers").body, Not(HasSubstr("labour_contract")));
  const auto read_only = world.client("steward").post("/api/v1/registers/premise/records", R"({"values":{}})");
  EXPECT_EQ(read_only.error_code(), "registers.read_only");
}

TEST_P(Scope, AStewardSeesWhatLiesInTheGridAndABodyWhatIsItsOwn) {
  world.add("worker", "room",
            fmt::format(R"({{"name":"院内会客厅","place":"{}","purposes":["parlour"]}})", world.yard_a.value));
  EXPECT_EQ(world.titles("steward", "room"), "院内会客厅");
  EXPECT_EQ(world.titles("steward", "premise"), "");
  EXPECT_EQ(world.titles("worker", "room", fmt::format("?area={}", world.grid_a.value)), "院内会客厅");
  world.adopt(R"(
[[kind]]
name = "plant"
label = ["设备", "Plant"]
scope = "owner"
title = "name"
read = ["department", "district"]
write = ["department", "district"]
[[kind.field]]
name = "owner"
type = "body"
label = ["单位", "Body"]
required = true
[[kind.field]]
name = "name"
type = "text"
label = ["名称", "Name"]
required = true
)");
  world.settle();
  world.add("fitter", "plant", fmt::format(R"({{"name":"换热站","owner":"{}"}})", world.heating.value));
  EXPECT_EQ(world.titles("fitter", "plant"), "换热站");
  EXPECT_EQ(world.titles("chief", "plant"), "换热站");
  EXPECT_EQ(world.titles("worker", "plant"), "registers.no_kind");
}

TEST_P(Scope, TheIndexFitsTheRecordsAndTheCheckNoticesWhenNot) {
  const auto complaints = [&] {
    std::vector<std::string> all;
    world.store->read_now([&](storage::Snapshot& snapshot) {
      return check_records(snapshot, [&](std::string line) { all.push_back(std::move(line)); });
    });
    return all.size();
  };
  EXPECT_EQ(complaints(), 0U);
  world.store.tamper(fmt::format("DELETE FROM register_index WHERE field = '' AND record = {} AND scope = {}", hidden_,
                                 world.south.value));
  EXPECT_EQ(complaints(), 2U);
}

TEST_P(Scope, OtherModulesReadRecordsOfADay) {
  const auto rows = [&](Date day) {
    return world.store->read_now([&](storage::Snapshot& snapshot) {
      const auto kind = world.registers->context().shelf.book(snapshot, world.district)->find("premise");
      return rows_on(snapshot, world.district, kind->declared, day);
    });
  };
  const Date today = date_of(world.store.clock.now());
  ASSERT_EQ(rows(today).size(), 2U);
  EXPECT_EQ(rows(today)[0].name, "春秋密室");
  EXPECT_EQ(rows(today)[0].scope, world.south.value);
  EXPECT_TRUE(rows(Date{std::chrono::year{2019}, std::chrono::May, std::chrono::day{1}}).empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, Scope, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

}  // namespace
}  // namespace linli::registers
