#include "modules/organisation/testing/chart_parts.hpp"

namespace linli::organisation {
namespace {

using namespace testing;
using namespace std::chrono_literals;

// R001, R005.
TEST(BaotouChart, ACommunityHasThreeBodiesSideBySideAndSaysWhichIsMissing) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党委", "community_committee", kCommunity),
                  body(2, "解放社区居委会", "residents_committee", kCommunity)};
  const auto missing = said("baotou", parts, Advice::SetIncomplete, "three_bodies");
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].text.zh, "解放社区:「一委一站一居」还缺社区管理服务站");
  EXPECT_EQ(missing[0].rows, std::vector<std::string>{"R001"});
  parts.bodies.push_back(body(3, "解放社区管理服务站", "service_station", kCommunity));
  EXPECT_TRUE(said("baotou", parts, Advice::SetIncomplete, "three_bodies").empty());
}

TEST(BaotouChart, AStationIsLedSupervisedAndGuidedByDifferentBodiesAtOnce) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党委", "community_committee", kCommunity),
                  body(2, "解放社区居委会", "residents_committee", kCommunity),
                  body(3, "解放社区管理服务站", "service_station", kCommunity),
                  body(4, "东关街道党工委", "street_working_committee", kDistrictArea)};
  const auto of_station = [&] {
    auto notes = said("baotou", parts, Advice::MissingRelation);
    std::erase_if(notes, [](const Note& note) { return note.body != BodyId{3}; });
    return notes;
  };
  const auto notes = of_station();
  ASSERT_EQ(notes.size(), 3u);
  for (const auto& note : notes) EXPECT_EQ(note.rows, std::vector<std::string>{"R005"});
  for (const auto& note : notes) parts.relations.push_back(related(*note.relation, note.over.value, 3));
  EXPECT_TRUE(of_station().empty());
}

// R004, R008: vacancies are told, optional posts are not.
TEST(BaotouChart, RequiredPostsThatNobodyHoldsAreVacant) {
  auto parts = place();
  parts.bodies = {body(3, "解放社区管理服务站", "service_station", kCommunity)};
  EXPECT_EQ(said("baotou", parts, Advice::Vacant).size(), 2u);
  parts.appointments = {held(1, 3, "station_office", "周明"), held(2, 3, "station_groups", "吴平")};
  const auto vacant = said("baotou", parts, Advice::Vacant);
  ASSERT_EQ(vacant.size(), 1u);
  EXPECT_EQ(vacant[0].text.zh, "解放社区管理服务站:管理组、服务组、保障组空缺2个");
  parts.bodies = {body(2, "解放社区居委会", "residents_committee", kCommunity)};
  parts.appointments = {held(3, 2, "committee_director", "郑安")};
  EXPECT_TRUE(said("baotou", parts, Advice::Vacant).empty());
}

// R013, R016: the chain proposes the body that serves the smallest place around.
TEST(WeiduChart, TheChainProposesWhoStandsAbove) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党总支", "community_general_branch", kCommunity),
                  body(2, "解放第1网格党支部", "grid_branch", kGrid), body(3, "龙阳光世家党小组", "yard_group", kYard)};
  const auto notes = said("weidu", parts, Advice::NoSuperior);
  ASSERT_EQ(notes.size(), 3u);  // the general branch too: nothing of the subdistrict is here
  EXPECT_FALSE(notes[0].relation);
  EXPECT_EQ(notes[1].body, BodyId{2});
  EXPECT_EQ(notes[1].over, BodyId{1});
  EXPECT_EQ(notes[2].body, BodyId{3});
  EXPECT_EQ(notes[2].over, BodyId{2});
  EXPECT_EQ(notes[2].relation, RelationKind::Leads);
}

// R017, R018: core and wings in each grid; the order is a plan, never a bar.
TEST(WeiduChart, CoreAndWingsSayWhatAGridLacksAndWhenTheOrderWasAnother) {
  auto parts = place();
  parts.bodies = {body(2, "解放第1网格党支部", "grid_branch", kGrid), body(4, "安居物业", "property_firm", kYard)};
  const auto missing = said("weidu", parts, Advice::SetIncomplete);
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].place, kGrid);
  const auto order = said("weidu", parts, Advice::SetOutOfOrder);
  ASSERT_EQ(order.size(), 1u);
  EXPECT_EQ(order[0].strength, rules::Strength::May);
  parts.bodies.push_back(body(5, "龙阳光世家业委会", "owners_committee", kYard));
  EXPECT_TRUE(said("weidu", parts, Advice::SetIncomplete).empty());
  EXPECT_TRUE(said("weidu", parts, Advice::SetOutOfOrder).empty());
}

// R096: one shoulder; R098 encourages only.
TEST(WeiduChart, OneShoulderIsProposedAndFallsSilentWhenItIsOnePerson) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党总支", "community_general_branch", kCommunity),
                  body(2, "解放社区居委会", "residents_committee", kCommunity)};
  parts.appointments = {held(1, 1, "community_secretary", "周明"), held(2, 2, "committee_director", "吴平")};
  const auto notes = said("weidu", parts, Advice::OnePerson);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].strength, rules::Strength::Should);
  EXPECT_EQ(notes[0].rows, std::vector<std::string>{"R096"});
  parts.appointments[1].holder = "周明";
  EXPECT_TRUE(said("weidu", parts, Advice::OnePerson).empty());
}

// R020, R099: only a manager or chair who is a member.
TEST(WeiduChart, AManagerBecomesDeputyOnlyWhenAMember) {
  auto parts = place();
  parts.bodies = {body(2, "解放第1网格党支部", "grid_branch", kGrid), body(4, "安居物业", "property_firm", kYard)};
  parts.appointments = {held(1, 4, "project_manager", "郑安", false)};
  EXPECT_TRUE(said("weidu", parts, Advice::OnePerson).empty());
  parts.appointments[0].is_member = true;
  const auto notes = said("weidu", parts, Advice::OnePerson);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].rows, std::vector<std::string>{"R020"});
  parts.appointments.push_back(held(2, 2, "branch_deputy", "郑安", true));
  EXPECT_TRUE(said("weidu", parts, Advice::OnePerson).empty());
}

// R319: terms end on known days, and it is told before.
TEST(Terms, AreToldSixMonthsBeforeAndWhenTheyAreOver) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党总支", "community_general_branch", kCommunity)};
  parts.appointments = {held(1, 1, "community_secretary", "周明")};
  parts.appointments[0].term_ends = 2027y / 5 / 30;
  EXPECT_EQ(said("weidu", parts, Advice::TermEndsSoon).size(), 1u);
  parts.appointments[0].term_ends = 2027y / 5 / 31;
  EXPECT_TRUE(said("weidu", parts, Advice::TermEndsSoon).empty());
  parts.appointments[0].term_ends = kToday;
  EXPECT_TRUE(said("weidu", parts, Advice::TermOver).empty());
  parts.appointments[0].term_ends = 2026y / 11 / 29;
  EXPECT_EQ(said("weidu", parts, Advice::TermOver).size(), 1u);
}

TEST(Posts, MoreHoldersThanSeatsAreTold) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党总支", "community_general_branch", kCommunity)};
  parts.appointments = {held(1, 1, "community_secretary", "周明"), held(2, 1, "community_secretary", "吴平")};
  EXPECT_EQ(said("weidu", parts, Advice::TooMany).size(), 1u);
}

}  // namespace
}  // namespace linli::organisation
