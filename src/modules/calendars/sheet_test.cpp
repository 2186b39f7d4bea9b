// A locality's sheet: read strictly, written as it was, kept in versions on both engines.
#include "modules/calendars/sheet.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "modules/accounts/schema.hpp"
#include "modules/calendars/api.hpp"
#include "modules/calendars/errors.hpp"
#include "storage/testing/test_store.hpp"
#include "storage/verify.hpp"

namespace linli::calendars {
namespace {

using storage::Snapshot;
using storage::Transaction;

constexpr std::string_view kSheet =
    R"({"weekdays":["mon","tue","wed","thu","fri","sat"],"hours":[{"from":null,"to":null,"spans":["09:00-12:00","13:00-17:00"]},{"from":"06-01","to":"09-30","spans":["08:00-12:00"]}],"days":[{"day":"2026-03-04","working":false,"name":"区庆","spans":[],"source":"区政府通知"}],"years":[{"year":2027,"announced":true,"source":"通知"}]})";

std::string written(const Sheet& sheet) {
  JsonWriter w;
  w.begin_object();
  write_sheet(w, sheet);
  return w.end_object().take();
}

TEST(Sheet, IsWrittenAsItWasRead) {
  const auto sheet = read_sheet(boost::json::parse(kSheet));
  ASSERT_TRUE(sheet) << sheet.error().faults.front().reason.en;
  EXPECT_EQ(written(*sheet), kSheet);
}

TEST(Sheet, NamesWhatIsWrongAndWhere) {
  const std::vector<std::pair<const char*, const char*>> rubbish{
      {R"({"weekdays":["mon","noday"]})", "weekdays"},
      {R"({"hours":[{"spans":[]}]})", "hours"},
      {R"({"hours":[{"spans":["12:00-08:30"]}]})", "hours"},
      {R"({"hours":[{"spans":["08:00-12:00","11:00-14:00"]}]})", "hours"},
      {R"({"hours":[{"from":"13-01","to":"02-02","spans":["08:00-12:00"]}]})", "hours"},
      {R"({"days":[{"day":"2026-02-30","working":true,"source":"x"}]})", "days"},
      {R"({"days":[{"day":"2026-02-03","working":true,"source":" "}]})", "days"},
      {R"({"years":[{"year":12,"source":"x"}]})", "years"}};
  for (const auto& [json, field] : rubbish) {
    const auto sheet = read_sheet(boost::json::parse(json));
    ASSERT_FALSE(sheet) << json;
    EXPECT_EQ(sheet.error().code, kBadCalendar.code);
    EXPECT_EQ(sheet.error().faults.front().field, field) << json;
    EXPECT_EQ(sheet.error().faults.front().row, json == rubbish[0].first ? 2 : 1) << json;
    EXPECT_FALSE(sheet.error().faults.front().remedy.zh.empty());
  }
  EXPECT_FALSE(read_sheet(boost::json::parse("[]")));
}

class CalendarsOn : public ::testing::TestWithParam<storage::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, CalendarsOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         [](const auto& info) {
                           return std::string(info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres");
                         });

TEST_P(CalendarsOn, KeepsEveryVersionAndRefusesAnOvertakenOne) {
  storage::testing::TestStore world({accounts::kAccountsSchema, kCalendarsSchema}, GetParam());
  const DistrictId district{7};
  const auto sheet = read_sheet(boost::json::parse(kSheet)).value();
  const auto set = [&](std::int64_t known) {
    return world->write_now([&](Transaction& t) { return set_sheet(t, district, {}, sheet, "试行", known); });
  };
  ASSERT_TRUE(set(0));
  const auto late = set(0);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, kOvertaken.code);
  EXPECT_EQ(set(1).value().number, 2);
  Calendars calendars;
  const auto calendar = world->read_now([&](Snapshot& s) { return calendars.of(s, district); });
  EXPECT_EQ(calendar->version(), 2);
  EXPECT_FALSE(calendar->works_on(std::chrono::sys_days{std::chrono::year{2026} / 3 / 4}));
  const auto other = world->read_now([&](Snapshot& s) { return calendars.of(s, DistrictId{8}); });
  EXPECT_EQ(other->version(), 0) << "another district's calendar is its own";
  const auto report = storage::verify(*world, world.schemas(), {}, {});
  EXPECT_TRUE(report.good());
}

}  // namespace
}  // namespace linli::calendars
