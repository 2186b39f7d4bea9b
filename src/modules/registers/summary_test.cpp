// Figures of a register as of a day: ages, schooling, counts by class; and what is withheld.
#include "modules/registers/summary.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/registers/testing/world.hpp"

namespace linli::registers {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::OnBoth;

SummaryPart part(std::string code, std::int64_t count) {
  return {.code = std::move(code), .label = {}, .count = count};
}

TEST(SmallCounts, AreHiddenWithAnotherThatWouldGiveThemAway) {
  std::vector<SummaryPart> parts{part("a", 12), part("b", 3), part("c", 7), part("d", 0)};
  withhold_small(parts);
  EXPECT_EQ(parts[0].count, 12);
  EXPECT_EQ(parts[1].count, std::nullopt);
  EXPECT_EQ(parts[2].count, std::nullopt) << "12 + 7 of 22 would say 3";
  EXPECT_EQ(parts[3].count, 0);
  std::vector<SummaryPart> two{part("a", 12), part("b", 3), part("c", 4)};
  withhold_small(two);
  EXPECT_EQ(two[0].count, 12);
}

class Figures : public OnBoth {
 protected:
  // Community staff, as a roster keeps them.
  void staff(std::string_view who, std::string_view born, std::string_view schooling, std::string_view role = "member",
             std::string_view from = "2003-01-01") {
    const auto place = who == "stranger" ? world.south : world.north;
    auto client = world.client(who);
    const auto added = client.post(
        "/api/v1/registers/community_staff/records",
        fmt::format(
            R"({{"values":{{"name":"岗位{}","place":"{}","person":"某某","born_on":"{}","schooling":"{}","role":"{}","full_time":true}},"from":"{}"}})",
            ++posts_, place.value, born, schooling, role, from));
    ASSERT_EQ(added.status, 201) << added.body;
  }
  http::testing::TestResponse summary(std::string_view who, std::string_view kind, std::string_view query = "") {
    return world.client(who).get(fmt::format("/api/v1/registers/{}/summary{}", kind, query));
  }
  // The figures of one field.
  static boost::json::object field(const http::testing::TestResponse& answer, std::string_view name) {
    for (const auto& one : answer.json().at("fields").as_array())
      if (one.at("name").as_string() == name) return one.as_object();
    return {};
  }
  static std::string count(const boost::json::object& field, std::string_view code) {
    for (const auto& part : field.at("parts").as_array())
      if (part.at("code").as_string() == code)
        return part.at("count").is_null() ? "hidden" : std::to_string(part.at("count").as_int64());
    return "none";
  }

 private:
  int posts_ = 0;
};

// R115: average age 33.6 as of a day, and how many have a college education; R123 asks the same of leaders.
TEST_P(Figures, OfStaffSayAgeAndSchoolingAsOfADay) {
  for (const auto* born : {"1970-06-01", "1970-05-31", "1969-12-01", "1968-01-01", "1971-01-01"})
    staff("worker", born, "college");
  for (const auto* born : {"1960-01-01", "1962-01-01", "1963-01-01", "1964-01-01", "1965-01-01"})
    staff("worker", born, "senior_secondary", "leader");
  const auto all = summary("worker", "community_staff", "?as_of=2004-06-01");
  ASSERT_EQ(all.status, 200) << all.body;
  EXPECT_EQ(all.text("/records"), "10");
  // (34 + 34 + 34 + 36 + 33 + 44 + 42 + 41 + 40 + 39) / 10; the first turns 34 on that very day.
  EXPECT_EQ(field(all, "born_on").at("average").as_string(), "37.7");
  EXPECT_EQ(count(field(all, "schooling"), "college"), "5");
  const auto leaders = summary("worker", "community_staff", "?as_of=2004-06-01&role=leader");
  EXPECT_EQ(field(leaders, "born_on").at("average").as_string(), "41.2");
  // A year later they are a year older; before they began there is nobody.
  EXPECT_EQ(field(summary("worker", "community_staff", "?as_of=2005-06-01"), "born_on").at("average").as_string(),
            "38.7");
  EXPECT_EQ(summary("worker", "community_staff", "?as_of=2002-12-31").text("/records"), "0");
  EXPECT_THAT(all.body, Not(HasSubstr("1970")));
}

TEST_P(Figures, OfFewerThanFivePersonsSayNothing) {
  for (int i = 0; i < 4; ++i) staff("worker", "1970-06-01", "college");
  const auto few = summary("worker", "community_staff", "?as_of=2004-06-01");
  EXPECT_EQ(few.text("/records"), "4");
  EXPECT_EQ(few.text("/withheld"), "true");
  EXPECT_TRUE(few.json().at("fields").as_array().empty());
  staff("worker", "1970-06-01", "secondary");
  const auto five = summary("worker", "community_staff", "?as_of=2004-06-01");
  EXPECT_EQ(five.text("/withheld"), "false");
  EXPECT_EQ(count(field(five, "schooling"), "college"), "hidden");
  EXPECT_EQ(count(field(five, "schooling"), "secondary"), "hidden");
}

TEST_P(Figures, StayWithinTheCallersScope) {
  for (int i = 0; i < 6; ++i) staff("worker", "1970-06-01", "college");
  EXPECT_EQ(summary("stranger", "community_staff", "?as_of=2004-06-01").text("/records"), "0");
  EXPECT_EQ(summary("stranger", "community_staff", fmt::format("?area={}", world.north.value)).text("/records"), "0");
  EXPECT_EQ(summary("steward", "community_staff").status, 404);
  EXPECT_EQ(summary("worker", "community_staff", "?as_of=2004-13-01").status, 422);
}

// R035: so many of each class add up to all; R036: how each was registered.
TEST_P(Figures, CountOrganisationsByClass) {
  const auto add = [&](std::string_view name, std::string_view of_class, std::string_view registration) {
    world.add("worker", "social_filing",
              fmt::format(R"({{"name":"{}","place":"{}","class":"{}","registration":"{}"}})", name, world.north.value,
                          of_class, registration));
  };
  add("评剧社", "recreation", "on_file");
  add("书画社", "recreation", "on_file");
  add("义工站", "volunteers", "direct");
  add("果蔬合作社", "economic", "supervised");
  const auto figures = summary("worker", "social_filing");
  EXPECT_EQ(figures.text("/records"), "4");
  const auto classes = field(figures, "class");
  EXPECT_EQ(count(classes, "recreation"), "2");
  EXPECT_EQ(count(classes, "volunteers"), "1");
  EXPECT_EQ(count(classes, "economic"), "1");
  EXPECT_EQ(count(field(figures, "registration"), "on_file"), "2");
}

// R029, R032: how each was formed, and on what it stands; one that was formed anew counts once.
TEST_P(Figures, CountFormationsByModeAndCarrier) {
  const auto add = [&](std::string_view name, std::string_view mode, std::string_view carrier) {
    const auto added = world.client("worker").post(
        "/api/v1/registers/party_formation/records",
        fmt::format(R"({{"values":{{"name":"{}","place":"{}","mode":"{}","carrier":"{}"}},"from":"2013-01-01"}})", name,
                    world.north.value, mode, carrier));
    EXPECT_EQ(added.status, 201) << added.body;
    return added.text("/id");
  };
  add("茶业支部", "by_trade", "industrial_chain");
  add("果蔬支部", "alone", "cooperative");
  add("会计支部", "by_trade", "intermediary");
  const auto old = add("劳务支部", "by_region", "labour_base");
  const auto ended = world.client("worker").post("/api/v1/registers/party_formation/records/" + old + "/end",
                                                 R"({"on":"2026-03-02","reason":"改为单独组建"})");
  ASSERT_EQ(ended.status, 200) << ended.body;
  add("劳务支部", "alone", "labour_base");
  const auto figures = summary("worker", "party_formation");
  EXPECT_EQ(figures.text("/records"), "4");
  EXPECT_EQ(count(field(figures, "mode"), "by_trade"), "2");
  EXPECT_EQ(count(field(figures, "mode"), "alone"), "2");
  EXPECT_EQ(count(field(figures, "mode"), "by_region"), "0");
  EXPECT_EQ(count(field(figures, "carrier"), "labour_base"), "1");
}

// R046: the five counts of a community's survey; R047: with a body, and with an instructor, are two sets.
TEST_P(Figures, GiveTheFiveCountsOfASurvey) {
  const auto add = [&](std::string_view name, std::string_view more) {
    world.add("worker", "resident_unit",
              fmt::format(R"({{"name":"{}","place":"{}","kind":"private_firm"{}}})", name, world.north.value, more));
  };
  add("甲厂", R"(,"has_body":true,"covered":true,"members":4,"activists":2,"has_instructor":false)");
  add("乙店", R"(,"has_body":false,"covered":true,"members":1,"activists":0,"has_instructor":true)");
  add("丙社", R"(,"has_body":false,"covered":false,"members":0,"activists":1,"has_instructor":true)");
  const auto figures = summary("worker", "resident_unit", "?kind=private_firm");
  EXPECT_EQ(figures.text("/records"), "3");
  EXPECT_EQ(count(field(figures, "has_body"), "true"), "1");
  EXPECT_EQ(count(field(figures, "covered"), "true"), "2");
  EXPECT_EQ(field(figures, "members").at("sum").as_string(), "5");
  EXPECT_EQ(field(figures, "activists").at("sum").as_string(), "3");
  EXPECT_EQ(count(field(figures, "has_instructor"), "true"), "2");
}

// R077: 54 members in 16 buildings, later 187 in 67 stairwells: comparable only where both units are kept.
TEST_P(Figures, CompareMembersByStairwellOnTwoDays) {
  const auto add = [&](std::string_view name, int stairwells, int members, std::string_view from) {
    const auto added = world.client("worker").post(
        "/api/v1/registers/building_branch/records",
        fmt::format(
            R"({{"values":{{"name":"{0}","place":"{1}","surveyed_on":"{4}","stairwells":{2},"members":{3}}},"from":"{4}"}})",
            name, world.north.value, stairwells, members, from));
    ASSERT_EQ(added.status, 201) << added.body;
  };
  for (int i = 0; i < 16; ++i) add(fmt::format("{}号楼", i + 1), 2, i < 6 ? 4 : 3, "2010-01-01");
  for (int i = 0; i < 7; ++i) add(fmt::format("新{}号楼", i + 1), 5, 19, "2012-01-01");
  const auto at = [&](std::string_view day) {
    return summary("worker", "building_branch", fmt::format("?as_of={}", day));
  };
  const auto first = at("2011-01-01");
  EXPECT_EQ(first.text("/records"), "16");
  EXPECT_EQ(field(first, "stairwells").at("sum").as_string(), "32");
  EXPECT_EQ(field(first, "members").at("sum").as_string(), "54");
  const auto later = at("2012-06-01");
  EXPECT_EQ(field(later, "stairwells").at("sum").as_string(), "67");
  EXPECT_EQ(field(later, "members").at("sum").as_string(), "187");
}

// Civil Code 278 with 300 owners of 30 000 m²: two thirds take part (inclusive), then more than half, or three quarters
// (inclusive) for special matters. Worked out in whole numbers; nothing is rounded.
TEST_P(Figures, OwnersVotesAreWorkedOutExactly) {
  struct Vote {
    const char* matter;
    int part, part_area, for_, for_area;
    const char* passed;
    const char* warned;
  };
  for (const auto& vote : {Vote{"ordinary", 200, 20'000, 101, 10'001, "true", ""},
                           Vote{"ordinary", 199, 20'000, 199, 20'000, "false", "two_thirds"},
                           Vote{"ordinary", 200, 19'999, 200, 19'999, "false", "two_thirds"},
                           Vote{"ordinary", 210, 21'000, 105, 10'501, "false", "carried"},
                           Vote{"ordinary", 210, 21'000, 106, 10'500, "false", "carried"},
                           Vote{"ordinary", 210, 21'000, 106, 10'501, "true", ""},
                           Vote{"special", 210, 21'000, 157, 15'750, "false", "carried"},
                           Vote{"special", 210, 21'000, 158, 15'749, "false", "carried"},
                           Vote{"special", 210, 21'000, 158, 15'750, "true", ""}}) {
    const auto id = world.add(
        "worker", "owners_vote",
        fmt::format(
            R"({{"name":"表决","place":"{}","matter":"{}","held_on":"2026-01-05","persons_all":300,"area_all":30000,"persons_part":{},"area_part":{},"persons_for":{},"area_for":{}}})",
            world.north.value, vote.matter, vote.part, vote.part_area, vote.for_, vote.for_area));
    const auto shown = world.client("worker").get("/api/v1/registers/owners_vote/records/" + id);
    EXPECT_EQ(shown.text("/values/passed"), vote.passed) << vote.matter << vote.for_ << shown.body;
    const auto json = shown.json();
    const auto& warnings = json.at("warnings").as_array();
    EXPECT_EQ(warnings.empty() ? "" : std::string(warnings[0].at("code").as_string()), vote.warned);
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Figures, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

}  // namespace
}  // namespace linli::registers
