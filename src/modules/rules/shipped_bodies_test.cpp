// Rules of the shipped models about bodies, posts and their coverage, over small worlds of records.
#include <gtest/gtest.h>

#include <deque>

#include "declare/testing/records.hpp"
#include "modules/rules/answer.hpp"
#include "modules/rules/loader.hpp"

namespace linli::rules {
namespace {

using declare::Number;
using declare::Value;
using declare::testing::PlainRecord;
using namespace std::chrono_literals;

constexpr Date kOn = 2026y / 11 / 30;

// One locality's model and records of its shapes.
struct SmallWorld {
  explicit SmallWorld(std::string_view code) {
    declare::SourceFaults faults;
    const auto base = code == "base" ? std::vector<ModelFile>{} : shipped_files("base");
    model = load_model(base, shipped_files(code), faults);
    EXPECT_TRUE(faults.empty());
  }
  PlainRecord& record(std::string_view kind, const std::vector<std::pair<std::string, Value>>& fields = {}) {
    auto& made = records.emplace_back(*model.shapes.find(kind));
    for (const auto& [field, value] : fields) made.set(field, value);
    return made;
  }
  PlainRecord& body(const std::string& kind, const std::string& like, std::optional<int> full_members = {}) {
    auto& made = record("body", {{"kind", kind}, {"like", like}});
    if (full_members) made.set("full_members", Number(*full_members));
    return made;
  }
  PlainRecord& post(const std::string& code, int filled) {
    return record("post", {{"code", code}, {"filled", Number(filled)}});
  }
  Answer ask(std::string_view rule, const PlainRecord& record) const {
    return answer_of(*model.rule(rule, kOn), record, model, kOn);
  }
  Outcome said(std::string_view rule, const PlainRecord& record) const { return ask(rule, record).outcome; }

  Model model;
  std::deque<PlainRecord> records;
};

// R006: within the interval that the locality sets; nobody is asked where there is no station.
TEST(Baotou, AStationReportsToTheResidentsAtIntervals) {
  SmallWorld world("baotou");
  auto& community = world.record("community");
  EXPECT_EQ(world.said("report.station", community), Outcome::NotApplicable);
  community.add("bodies", world.body("service_station", "service_station"));
  EXPECT_EQ(world.said("report.station", community), Outcome::Short);
  const std::string whom = "representatives";
  community.add("work_report", world.record("work_report", {{"audience", whom}, {"held_on", Date(2026y / 5 / 30)}}));
  EXPECT_EQ(world.said("report.station", community), Outcome::Short) << "six months ago to the day";
  community.add("work_report", world.record("work_report", {{"audience", whom}, {"held_on", Date(2026y / 5 / 31)}}));
  EXPECT_EQ(world.said("report.station", community), Outcome::Met);
}

// R010: sixty of a hundred communities are enough, fifty-nine are not.
TEST(Baotou, SixtyPercentOfTheCommunitiesHaveAJointOrganisation) {
  SmallWorld world("baotou");
  auto& district = world.record("district");
  for (int i = 0; i < 5; ++i) {
    auto& community = world.record("community");
    if (i < 2) community.add("bodies", world.body("joint_organisation", "joint_branch"));
    district.add("communities", community);
  }
  EXPECT_EQ(world.ask("joint.coverage", district).gap, Number(20));
  world.records[0].add("communities", world.record("community").add("bodies", world.body("joint_organisation", "")));
  EXPECT_EQ(world.said("joint.coverage", district), Outcome::Short) << "three of six";
  EXPECT_EQ(world.ask("joint.coverage", district).gap, Number(10));
}

// R012: a branch or a group for each grid; which one follows from three full members.
TEST(Baotou, EachGridHasABranchOrAGroup) {
  SmallWorld world("baotou");
  auto& grid = world.record("grid", {{"layer", std::string("base")}});
  EXPECT_EQ(world.said("grid.party_body", grid), Outcome::Short);
  grid.add("bodies", world.body("grid_group", "group"));
  EXPECT_EQ(world.said("grid.party_body", grid), Outcome::Met);
  EXPECT_EQ(world.said("branch.members", world.body("grid_branch", "branch", 2)), Outcome::Short);
  EXPECT_EQ(world.said("branch.members", world.body("grid_group", "group", 2)), Outcome::NotApplicable);
}

// R382: where there are communities; beside the subdistrict's own committee or instead of it.
TEST(Baotou, ASubdistrictWithCommunitiesHasARegionalCommittee) {
  for (const std::string kind : {"regional_working_committee", "street_working_committee"}) {
    SmallWorld world("baotou");
    auto& street = world.record("subdistrict");
    EXPECT_EQ(world.said("regional_committee", street), Outcome::NotApplicable);
    street.add("communities", world.record("community"));
    EXPECT_EQ(world.said("regional_committee", street), Outcome::Short);
    street.add("bodies", world.body(kind, "working_committee"));
    EXPECT_EQ(world.said("regional_committee", street), Outcome::Met);
  }
}

// R011: what is not established has no place in the thresholds of those that are.
TEST(Baotou, AJointOrganisationIsNotEstablished) {
  SmallWorld world("baotou");
  EXPECT_FALSE(world.model.body_kind("joint_organisation")->established);
  EXPECT_TRUE(world.model.body_kind("community_committee")->established);
  EXPECT_EQ(world.said("branch.members", world.body("joint_organisation", "joint_branch", 2)), Outcome::NotApplicable);
}

// R015: two members suggest a joint branch, three do not; it is advice only.
TEST(Weidu, FewerThanThreeMembersSuggestAJointBranch) {
  SmallWorld world("weidu");
  const auto grid_with = [&](int members) -> PlainRecord& {
    return world.record("grid", {{"layer", std::string("base")}})
        .add("bodies", world.body("grid_branch", "branch", members));
  };
  EXPECT_EQ(world.said("branch.joint", grid_with(3)), Outcome::NotApplicable);
  auto& small = grid_with(2);
  EXPECT_EQ(world.said("branch.joint", small), Outcome::Short);
  EXPECT_EQ(world.model.rule("branch.joint", kOn)->strength, Strength::May);
  small.add("bodies", world.body("joint_branch", "joint_branch"));
  EXPECT_EQ(world.said("branch.joint", small), Outcome::Met);
}

// R097: secretaries and members of branches, as appointed.
TEST(Weidu, PostsOfABranchAreCounted) {
  SmallWorld world("weidu");
  auto& branch = world.body("grid_branch", "branch").add("posts", world.post("branch_secretary", 1));
  branch.add("posts", world.post("branch_deputy", 0)).add("posts", world.post("branch_member", 2));
  const auto answer = world.ask("branch.secretary", branch);
  EXPECT_EQ(answer.outcome, Outcome::Met);
  EXPECT_EQ(answer.measured, Number(3)) << "3.04 on average in the published figures";
}

// R019: three forms, each under its own rule and no other's.
TEST(Weidu, EachFormOfOwnersBodyHasItsOwnTerm) {
  SmallWorld world("weidu");
  const auto of = [&](const std::string& kind, Date founded, Date ends) -> PlainRecord& {
    return world.record("body", {{"kind", kind}, {"founded_on", founded}, {"term_ends", ends}});
  };
  EXPECT_EQ(world.said("owners_body.term", of("owners_committee", 2024y / 1 / 1, 2029y / 1 / 1)), Outcome::Met);
  EXPECT_EQ(world.said("owners_body.term", of("owners_committee", 2024y / 1 / 1, 2029y / 1 / 2)), Outcome::Short);
  auto& yard = of("yard_committee", 2010y / 1 / 1, 2030y / 1 / 1);
  EXPECT_EQ(world.said("owners_body.term", yard), Outcome::NotApplicable) << "not defined in national law";
  EXPECT_EQ(world.said("property_management_committee.term", yard), Outcome::NotApplicable);
  const std::string managing = "property_management_committee";
  EXPECT_EQ(world.said(managing + ".term", of(managing, 2023y / 11 / 30, 2030y / 1 / 1)), Outcome::Met);
  EXPECT_EQ(world.said(managing + ".term", of(managing, 2023y / 11 / 29, 2030y / 1 / 1)), Outcome::Short);
}

// R042: the office of party and masses and eight more.
TEST(Changshu, AManagementAreaHasNineOffices) {
  SmallWorld world("changshu");
  auto& area = world.record("subdistrict").add("bodies", world.body("party_masses_office", "department"));
  for (int i = 0; i < 7; ++i) area.add("bodies", world.body("area_office", "department"));
  area.add("bodies", world.body("guiding_committee", "working_committee"));
  EXPECT_EQ(world.ask("offices.nine", area).gap, Number(1));
  area.add("bodies", world.body("area_office", "department"));
  EXPECT_EQ(world.said("offices.nine", area), Outcome::Met);
}

// R389: asked where there is such a committee, at either level; other documents are no charter.
TEST(Changshu, AGuidingCommitteeHasACharter) {
  SmallWorld world("changshu");
  auto& area = world.record("subdistrict");
  EXPECT_EQ(world.said("guiding_committee.charter", area), Outcome::NotApplicable);
  area.add("bodies", world.body("guiding_committee", "working_committee"));
  EXPECT_EQ(world.said("guiding_committee.charter", area), Outcome::Short);
  area.add("norm_document", world.record("norm_document", {{"domain", std::string("system")}}));
  EXPECT_EQ(world.said("guiding_committee.charter", area), Outcome::Short);
  area.add("norm_document", world.record("norm_document", {{"domain", std::string("charter")}}));
  EXPECT_EQ(world.said("guiding_committee.charter", area), Outcome::Met);
}

// R121: wherever there is a committee, and only there.
TEST(Canglang, ACommitteeHasAFullTimeDeputy) {
  SmallWorld world("canglang");
  auto& committee =
      world.body("community_committee", "party_committee").add("posts", world.post("full_time_deputy", 0));
  EXPECT_EQ(world.said("full_time_deputy", committee), Outcome::Short);
  EXPECT_EQ(world.said("full_time_deputy", world.body("community_general_branch", "general_branch")),
            Outcome::NotApplicable);
  auto& staffed = world.body("community_committee", "party_committee").add("posts", world.post("full_time_deputy", 1));
  EXPECT_EQ(world.said("full_time_deputy", staffed), Outcome::Met);
}

// R122: 55 of 60 communities are 91.7 %, 53 are less than 90 %.
TEST(Canglang, NineOfTenCommunitiesHaveAnExternalMember) {
  SmallWorld world("canglang");
  const auto district_of = [&](int with) -> PlainRecord& {
    auto& district = world.record("district");
    for (int i = 0; i < 60; ++i) {
      district.add("communities", world.record("community"));
      district.add(
          "bodies",
          world.body("community_branch", "branch").add("posts", world.post("external_member", i < with ? 1 : 0)));
    }
    return district;
  };
  EXPECT_EQ(world.said("external_member.rate", district_of(55)), Outcome::Met);
  EXPECT_EQ(world.said("external_member.rate", district_of(54)), Outcome::Met);
  EXPECT_EQ(world.said("external_member.rate", district_of(53)), Outcome::Short);
}

struct Filing {
  const char* name;
  const char* rule;
  const char* rule_set;
  const char* form;
  std::vector<std::pair<std::string, Value>> fields;
  Outcome outcome;
};

class OwnersFilings : public ::testing::TestWithParam<Filing> {};

// R019, R296: each city's own rule set, chosen by the filing.
TEST_P(OwnersFilings, AreAskedByTheRuleSetThatTheyName) {
  const auto& asked = GetParam();
  SmallWorld world("base");
  auto& filing =
      world.record("owners_filing", {{"rule_set", std::string(asked.rule_set)}, {"form", std::string(asked.form)}});
  for (const auto& [field, value] : asked.fields) filing.set(field, value);
  EXPECT_EQ(to_string(world.said(asked.rule, filing)), to_string(asked.outcome));
  EXPECT_FALSE(world.model.rule(asked.rule, kOn)->provenance.source.empty());
}

constexpr const char* kCommittee = "owners_committee";
constexpr const char* kManaging = "property_management_committee";
using Fields = std::vector<std::pair<std::string, Value>>;

INSTANTIATE_TEST_SUITE_P(
    Cities, OwnersFilings,
    ::testing::Values(Filing{"ElevenNationally", "owners.seats.national", "national", kCommittee,
                             Fields{{"seats", Number(11)}}, Outcome::Met},
                      Filing{"ThirteenIsTooManyNationally", "owners.seats.national", "national", kCommittee,
                             Fields{{"seats", Number(13)}}, Outcome::Short},
                      Filing{"ThirteenInBeijing", "owners.seats.beijing", "beijing_2024", kCommittee,
                             Fields{{"seats", Number(13)}, {"households", Number(900)}}, Outcome::Met},
                      Filing{"ThreeOfAHundredHouseholds", "owners.seats.beijing", "beijing_2024", kCommittee,
                             Fields{{"seats", Number(3)}, {"households", Number(100)}}, Outcome::Met},
                      Filing{"ThreeOfMore", "owners.seats.beijing", "beijing_2024", kCommittee,
                             Fields{{"seats", Number(3)}, {"households", Number(101)}}, Outcome::Short},
                      Filing{"SixIsEven", "owners.seats.shandong", "shandong_2021", kCommittee,
                             Fields{{"seats", Number(6)}}, Outcome::Short},
                      Filing{"ThreeOfAShanghaiHouse", "owners.seats.shanghai", "shanghai_2020", kCommittee,
                             Fields{{"seats", Number(3)}, {"floor_area", Number(10'000)}}, Outcome::Met},
                      Filing{"FourYearsInHangzhou", "owners.term.hangzhou", "hangzhou_2021", kCommittee,
                             Fields{{"term_years", Number(4)}}, Outcome::Met},
                      Filing{"TwoYearsInHangzhou", "owners.term.hangzhou", "hangzhou_2021", kCommittee,
                             Fields{{"term_years", Number(2)}}, Outcome::Short},
                      Filing{"SixYears", "owners.term.five", "henan", kCommittee, Fields{{"term_years", Number(6)}},
                             Outcome::Short},
                      Filing{"HalfOwners", "owners.management_committee.beijing", "beijing_2024", kManaging,
                             Fields{{"seats", Number(7)}, {"owner_seats", Number(4)}}, Outcome::Met},
                      Filing{"FewerOwners", "owners.management_committee.beijing", "beijing_2024", kManaging,
                             Fields{{"seats", Number(7)}, {"owner_seats", Number(3)}}, Outcome::Short},
                      Filing{"AnotherCitysRule", "owners.seats.beijing", "shandong_2021", kCommittee,
                             Fields{{"seats", Number(13)}}, Outcome::NotApplicable},
                      Filing{"AYardCommitteeHasNoLaw", "owners.seats.national", "national", "yard_committee",
                             Fields{{"seats", Number(4)}}, Outcome::NotApplicable}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace linli::rules
