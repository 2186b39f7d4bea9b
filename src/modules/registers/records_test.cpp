// Records from the first entry to their end, by HTTP against both databases.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/registers/testing/world.hpp"
#include "modules/registers/upkeep.hpp"

namespace linli::registers {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::OnBoth;

class Records : public OnBoth {
 protected:
  std::string premise(std::string_view name, std::string_view more = "", std::string_view who = "worker") {
    const auto place = who == "stranger" ? world.south : world.north;
    return world.add(who, "premise",
                     fmt::format(R"({{"name":"{}","place":"{}","tier":"community"{}}})", name, place.value, more));
  }
  static std::string path(std::string_view kind, std::string_view id) {
    return fmt::format("/api/v1/registers/{}/records/{}", kind, id);
  }
};

TEST_P(Records, AreKeptAsDeclaredAndShownWithWhatFollowsFromThem) {
  const auto id =
      premise("解放社区用房",
              R"(,"floor_area":1500,"service_area":900.5,"households":3000,"acquired_by":["purchase","joint"])");
  const auto shown = world.client("worker").get(path("premise", id));
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(shown.text("/title"), "解放社区用房");
  EXPECT_EQ(shown.text("/values/floor_area"), "1500");
  EXPECT_EQ(shown.text("/values/service_share"), "60");
  EXPECT_EQ(shown.text("/values/area_per_hundred"), "50");
  // In the order of the declaration, however they were sent.
  EXPECT_EQ(shown.text("/values/acquired_by/0"), "joint");
  EXPECT_EQ(shown.text(fmt::format("/names/{}", world.north.value)), "解放社区");
  EXPECT_EQ(shown.text("/version"), "1");
}

TEST_P(Records, DeclaredChecksWarnWithTheirSourceAndDoNotStop) {
  const auto id = premise("小房", R"(,"floor_area":100,"usable_area":120)");
  const auto shown = world.client("worker").get(path("premise", id));
  EXPECT_EQ(shown.text("/warnings/0/code"), "usable_within_floor");
  EXPECT_NE(shown.text("/warnings/0/source"), "");
}

TEST_P(Records, WhatIsWrongIsNamedByFieldInBothLanguages) {
  auto client = world.client("worker");
  const auto post = [&](std::string_view values) {
    return client.post("/api/v1/registers/premise/records", fmt::format(R"({{"values":{}}})", values));
  };
  const auto north = world.north.value;
  struct Case {
    std::string values, field;
    int status;
  };
  for (const auto& wrong :
       {Case{fmt::format(R"({{"place":"{}","tier":"community"}})", north), "values.name", 422},
        Case{R"({"name":"甲","tier":"community"})", "values.place", 422},
        Case{fmt::format(R"({{"name":"甲","place":"{}","tier":"palace"}})", north), "values.tier", 422},
        Case{fmt::format(R"({{"name":"甲","place":"{}","tier":"community","floor_area":-1}})", north), "floor_area",
             422},
        Case{fmt::format(R"({{"name":"甲","place":"{}","tier":"community","floor_area":1.234}})", north), "floor_area",
             422},
        Case{R"({"name":"甲","place":"77","tier":"community"})", "place", 422},
        Case{fmt::format(R"({{"name":"甲","place":"{}","tier":"community","colour":"red"}})", north), "values.colour",
             422},
        Case{fmt::format(R"({{"name":"甲","place":"{}","tier":"community","service_share":9}})", north),
             "values.service_share", 422}}) {
    const auto answer = post(wrong.values);
    EXPECT_EQ(answer.status, wrong.status) << wrong.values << answer.body;
    EXPECT_EQ(answer.text("/error/faults/0/field"), wrong.field) << answer.body;
    EXPECT_NE(answer.text("/error/faults/0/reason/en"), "");
  }
  EXPECT_EQ(client.post("/api/v1/registers/premise/records", "{{{").status, 400);
  EXPECT_EQ(client.post("/api/v1/registers/nonsense/records", "{}").status, 404);
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM register_records"), 0);
}

TEST_P(Records, AnOlderVersionIsNotOverwritten) {
  const auto id = premise("甲");
  auto client = world.client("worker");
  EXPECT_EQ(client.patch(path("premise", id), R"({"version":1,"values":{"name":"乙"}})").status, 200);
  const auto late = client.patch(path("premise", id), R"({"version":1,"values":{"name":"丙"}})");
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.error_code(), "registers.stale");
  const auto history = client.get(path("premise", id) + "/history");
  EXPECT_EQ(history.text("/items/0/changes/0/from"), "甲");
  EXPECT_EQ(history.text("/items/0/changes/0/to"), "乙");
  EXPECT_EQ(history.text("/items/1/what"), "added");
}

TEST_P(Records, EndedOnesStayReadableAndLeaveTheList) {
  const auto id = premise("旧房");
  auto client = world.client("worker");
  const auto end = path("premise", id) + "/end";
  EXPECT_EQ(client.post(end, R"({"on":"2030-01-01","reason":"拆除"})").status, 422);
  EXPECT_EQ(client.patch(path("premise", id), R"({"version":1,"values":{},"from":"2020-01-01"})").status, 200);
  EXPECT_EQ(client.post(end, R"({"on":"2026-03-01","reason":"拆除"})").status, 200);
  EXPECT_EQ(world.titles("worker", "premise"), "");
  EXPECT_EQ(world.titles("worker", "premise", "?state=ended"), "旧房");
  EXPECT_EQ(client.get(path("premise", id)).text("/end_reason"), "拆除");
  EXPECT_EQ(client.patch(path("premise", id), R"({"version":3,"values":{"name":"新房"}})").error_code(),
            "registers.ended");
}

TEST_P(Records, ListsAreNarrowedOrderedAndPagedByKey) {
  for (int i = 1; i <= 5; ++i)
    premise(fmt::format("房{}", i), fmt::format(R"(,"floor_area":{},"has_hall":{})", i * 90, i % 2 == 1));
  EXPECT_EQ(world.titles("worker", "premise"), "房5 房4 房3 房2 房1");
  EXPECT_EQ(world.titles("worker", "premise", "?has_hall=true"), "房5 房3 房1");
  EXPECT_EQ(world.titles("worker", "premise", "?floor_area.from=100&floor_area.to=360"), "房2 房3 房4");
  EXPECT_EQ(world.titles("worker", "premise", "?floor_area.from=100&has_hall=true"), "房3 房5");
  EXPECT_EQ(world.titles("worker", "premise", "?sort=-floor_area"), "房5 房4 房3 房2 房1");
  // Nothing is hidden by the order: a record without the value comes first.
  premise("无面积");
  EXPECT_EQ(world.titles("worker", "premise", "?sort=floor_area&limit=2"), "无面积 房1");
  EXPECT_EQ(world.titles("worker", "premise", "?floor_area.to=100"), "房1");

  auto client = world.client("worker");
  std::string seen;
  std::string cursor;
  for (int page = 0; page < 6; ++page) {
    const auto answer = client.get("/api/v1/registers/premise/records?sort=floor_area&limit=2" +
                                   (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(answer.status, 200) << answer.body;
    for (const auto& item : answer.json().at("items").as_array())
      seen += std::string(item.at("title").as_string()) + " ";
    if (answer.json().at("next").is_null()) break;
    cursor = answer.text("/next");
  }
  EXPECT_EQ(seen, "无面积 房1 房2 房3 房4 房5 ");
  EXPECT_EQ(world.titles("worker", "premise", "?has_hall=true&cursor=" + cursor), "registers.bad_cursor");
  EXPECT_EQ(world.titles("worker", "premise", "?colour=red"), "http.invalid");
  EXPECT_EQ(client.get("/api/v1/registers/premise/count?has_hall=true").text("/count"), "3");
}

TEST_P(Records, WordsOfTwoCharactersAreFound) {
  premise("解放路停水通知点");
  premise("春风馆");
  EXPECT_EQ(world.titles("worker", "premise", "?q=%E5%81%9C%E6%B0%B4"), "解放路停水通知点");
  EXPECT_EQ(world.titles("worker", "premise", "?q=%E6%B0%B4%E5%81%9C"), "");
  EXPECT_EQ(world.titles("worker", "premise", "?q=%E6%B0%B4"), "registers.bad_filter");
}

TEST_P(Records, ProtectedValuesAreSealedMaskedAndTheirReadingLogged) {
  const auto id = world.add("worker", "certificate",
                            fmt::format(R"({{"number":"A-1","place":"{}","person":"李小红"}})", world.north.value));
  auto client = world.client("worker");
  const auto shown = client.get(path("certificate", id));
  EXPECT_THAT(shown.body, Not(HasSubstr("李小红")));
  EXPECT_EQ(shown.text("/protected/0"), "person");
  EXPECT_THAT(client.get("/api/v1/registers/certificate/export.csv").body, Not(HasSubstr("李小红")));
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM register_records WHERE data LIKE '%李小红%'"), 0);
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM journal WHERE after_json LIKE '%李小红%' OR before_json LIKE '%李小红%'"),
            0);
  EXPECT_EQ(client.post(path("certificate", id) + "/protected", R"({"reason":"  "})").status, 422);
  EXPECT_EQ(client.get(path("certificate", id) + "/readings").json().at("items").as_array().size(), 0U);
  const auto opened = client.post(path("certificate", id) + "/protected", R"({"reason":"核对证书"})");
  EXPECT_EQ(opened.text("/values/person"), "李小红") << opened.body;
  const auto readings = client.get(path("certificate", id) + "/readings");
  EXPECT_EQ(readings.text("/items/0/reason"), "核对证书");
  EXPECT_EQ(readings.text("/items/0/by"), "陈社区");
  // A change of another field carries the sealed values on.
  EXPECT_EQ(client.patch(path("certificate", id), R"({"version":1,"values":{"grade":"worker"}})").status, 200);
  EXPECT_EQ(client.post(path("certificate", id) + "/protected", R"({"reason":"再看"})").text("/values/person"),
            "李小红");
}

TEST_P(Records, ProtectedValuesAreDestroyedWhenTheirTimeIsUp) {
  const auto id = world.add("worker", "certificate",
                            fmt::format(R"({{"number":"A-1","place":"{}","person":"李小红"}})", world.north.value));
  auto client = world.client("worker");
  EXPECT_EQ(client.patch(path("certificate", id), R"({"version":1,"values":{},"from":"2020-01-01"})").status, 200);
  EXPECT_EQ(client.post(path("certificate", id) + "/end", R"({"on":"2026-03-01","reason":"调离"})").status, 200);
  const auto expire = [&](bool dry) {
    return expire_protected(world.registers->context(), world.district, kChinaOffset, dry).size();
  };
  EXPECT_EQ(expire(true), 0U);
  world.store.clock.advance(std::chrono::days{731});
  EXPECT_EQ(expire(true), 1U);
  EXPECT_EQ(client.post(path("certificate", id) + "/protected", R"({"reason":"看"})").status, 200);
  EXPECT_EQ(expire(false), 1U);
  EXPECT_EQ(client.post(path("certificate", id) + "/protected", R"({"reason":"看"})").error_code(), "registers.erased");
  EXPECT_EQ(expire(false), 0U);
  EXPECT_EQ(client.get(path("certificate", id)).text("/values/number"), "A-1");
}

TEST_P(Records, APlaceIsBookedByOneAtATime) {
  const auto house = premise("会堂");
  const auto room = world.add("worker", "room",
                              fmt::format(R"({{"name":"议事室","place":"{}","premise":"{}","purposes":["council"]}})",
                                          world.north.value, house));
  auto client = world.client("worker");
  const auto book = [&](std::string_view kind, std::string_view id, std::string_view from, std::string_view to) {
    return client.post(
        path(kind, id) + "/bookings",
        fmt::format(
            R"({{"from":"2026-03-05T{}:00+08:00","to":"2026-03-05T{}:00+08:00","purpose":"居民议事","used_by":"龙阳业委会"}})",
            from, to));
  };
  const auto first = book("room", room, "09:00", "11:00");
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(book("room", room, "10:59", "12:00").error_code(), "registers.taken");
  EXPECT_EQ(book("room", room, "08:00", "09:01").error_code(), "registers.taken");
  // The whole house is not free while one of its rooms is taken, and the other way round.
  EXPECT_EQ(book("premise", house, "10:00", "10:30").error_code(), "registers.taken");
  EXPECT_EQ(book("room", room, "11:00", "12:00").status, 201);
  EXPECT_EQ(book("premise", house, "13:00", "18:00").status, 201);
  EXPECT_EQ(book("room", room, "17:00", "19:00").error_code(), "registers.taken");
  EXPECT_EQ(book("room", room, "20:00", "19:00").status, 422);
  EXPECT_EQ(
      client.get(path("room", room) + "/bookings?from=2026-03-05&to=2026-03-06").json().at("items").as_array().size(),
      3U);

  const auto cancel = "/api/v1/register-bookings/" + first.text("/id") + "/cancel";
  EXPECT_EQ(world.client("stranger").post(cancel, "{}").error_code(), "registers.no_booking");
  EXPECT_EQ(client.post(cancel, R"({"reason":"改期"})").status, 200);
  EXPECT_EQ(client.post(cancel, "{}").error_code(), "registers.booking_over");
  EXPECT_EQ(book("room", room, "09:00", "11:00").status, 201);
  EXPECT_EQ(world.client("worker").get(path("certificate", room) + "/bookings?from=2026-03-05&to=2026-03-06").status,
            404);
}

TEST_P(Records, TheInterfaceIsDescribedByTheSameDeclaration) {
  const auto described = world.client("worker").get("/api/v1/registers/premise/openapi.json");
  ASSERT_EQ(described.status, 200);
  const auto schema =
      "/paths/~1api~1v1~1registers~1premise~1records/post/requestBody/content/application~1json/schema/properties/"
      "values/properties/";
  EXPECT_EQ(described.text(std::string(schema) + "tier/enum/0"), "district");
  EXPECT_EQ(described.text(std::string(schema) + "floor_area/type/0"), "number");
  // A reader is told of no way to write.
  EXPECT_THAT(world.client("steward").get("/api/v1/registers/premise/openapi.json").body, Not(HasSubstr("\"post\"")));
}

INSTANTIATE_TEST_SUITE_P(Engines, Records, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

}  // namespace
}  // namespace linli::registers
