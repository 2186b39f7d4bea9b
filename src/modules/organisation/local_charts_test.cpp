// What the charts of the six localities say, each by its shipped model.
#include "modules/organisation/testing/chart_parts.hpp"

namespace linli::organisation {
namespace {

using namespace testing;
using namespace std::chrono_literals;

// R007: the five sub-committees of the text, and since 2026 the one that the law adds.
TEST(BaotouChart, SubCommitteesOfAResidentsCommitteeAreNamedWhenMissing) {
  auto parts = place();
  parts.bodies = {body(2, "解放社区居委会", "residents_committee", kCommunity),
                  body(3, "解放社区人民调解委员会", "mediation", kCommunity),
                  body(4, "解放社区治安保卫委员会", "public_security", kCommunity),
                  body(5, "解放社区公共卫生委员会", "public_health", kCommunity),
                  body(6, "解放社区群众文化委员会", "culture", kCommunity)};
  const auto of = [&](const std::string& set) { return said("baotou", parts, Advice::SetIncomplete, set); };
  ASSERT_EQ(of("sub_committees").size(), 1u);
  EXPECT_EQ(of("sub_committees")[0].text.zh, "解放社区:「居委会下属委员会」还缺计划生育委员会");
  EXPECT_EQ(of("sub_committees_2026").size(), 1u);
  parts.as_of = 2025y / 12 / 31;
  EXPECT_TRUE(of("sub_committees_2026").empty());
}

// R009: three platforms, each guided by the one above.
TEST(BaotouChart, PlatformsAtThreeLevelsStandOneOverTheOther) {
  auto parts = place();
  parts.bodies = {body(1, "示例区联席会", "joint_conference", kDistrictArea),
                  body(3, "解放社区党建平台", "community_platform", kCommunity)};
  const auto notes = said("baotou", parts, Advice::NoSuperior);
  ASSERT_EQ(notes.size(), 1u) << "the platform between them is missing, so none is proposed";
  EXPECT_FALSE(notes[0].relation);
  EXPECT_EQ(notes[0].rows, std::vector<std::string>{"R009"});
  parts.bodies.push_back(body(2, "东关街道党建平台", "street_platform", kDistrictArea));
  EXPECT_EQ(said("baotou", parts, Advice::NoSuperior).back().relation, RelationKind::Guides);
}

// R095: a steward who is a member is instructor too; otherwise somebody is assigned.
TEST(BaotouChart, AStewardWhoIsAMemberIsInstructorToo) {
  auto parts = place();
  parts.bodies = {body(5, "解放第1网格管理服务团队", "grid_team", kGrid)};
  parts.appointments = {held(1, 5, "grid_steward", "周明", false), held(2, 5, "grid_instructor", "吴平", true)};
  EXPECT_TRUE(said("baotou", parts, Advice::OnePerson).empty());
  parts.appointments[0].is_member = true;
  const auto notes = said("baotou", parts, Advice::OnePerson);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].rows, std::vector<std::string>{"R095"});
  parts.appointments = {held(1, 5, "grid_steward", "周明", false)};
  const auto vacant = said("baotou", parts, Advice::Vacant);
  ASSERT_EQ(vacant.size(), 1u);
  EXPECT_EQ(vacant[0].text.zh, "解放第1网格管理服务团队:网格党建指导员空缺1个");
}

// R098: encouraged, so it only may be.
TEST(WeiduChart, SecretaryAndOwnersChairMayBeOnePerson) {
  auto parts = place();
  parts.bodies = {body(2, "解放第1网格党支部", "grid_branch", kGrid),
                  body(5, "龙阳光世家业委会", "owners_committee", kYard)};
  parts.appointments = {held(1, 2, "branch_secretary", "周明"), held(2, 5, "owners_chair", "吴平")};
  const auto notes = said("weidu", parts, Advice::OnePerson);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].strength, rules::Strength::May);
  EXPECT_EQ(notes[0].rows, std::vector<std::string>{"R098"});
}

// R023: a big body is led by the base body at its place, and takes members who come beside their own work.
TEST(WeiduChart, ABigBodyStandsUnderTheBaseBodyAndTakesConcurrentMembers) {
  auto parts = place();
  parts.bodies = {body(1, "东关街道党工委", "street_working_committee", kDistrictArea),
                  body(2, "东关街道大工委", "street_big_committee", kDistrictArea)};
  parts.around[kDistrictArea] = {kDistrictArea};
  const auto notes = said("weidu", parts, Advice::MissingRelation);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].over, BodyId{1});
  EXPECT_EQ(notes[0].rows, std::vector<std::string>{"R023"});
  parts.appointments = {held(1, 2, "concurrent_member", "电信公司")};
  parts.appointments[0].origin = Origin::Concurrent;
  EXPECT_TRUE(said("weidu", parts, Advice::Vacant).empty()) << "their number is not given";
  EXPECT_EQ(post_of("weidu", "concurrent_member").origin, std::vector<std::string>{"concurrent"});
}

// R104: on trial, so a seat without a holder is no vacancy; R107: full time, so without a term.
TEST(YuyangChart, ConcurrentMembersAreOnTrialAndSecretariesFullTime) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党支部", "community_branch", kCommunity)};
  EXPECT_EQ(post_codes("yuyang", "community_branch"),
            (std::vector<std::string>{"community_secretary", "concurrent_member"}));
  const auto vacant = said("yuyang", parts, Advice::Vacant);
  ASSERT_EQ(vacant.size(), 1u);
  EXPECT_EQ(vacant[0].entry, "community_secretary");
  EXPECT_TRUE(post_of("yuyang", "community_secretary").full_time);
  EXPECT_FALSE(post_of("yuyang", "concurrent_member").full_time);
  EXPECT_EQ(post_of("yuyang", "concurrent_member").origin, std::vector<std::string>{"concurrent"});
}

// R030: three envoys for each organisation, sent by others; two for one seat are told.
TEST(XiaoganChart, ThreeEnvoysAreSentToEachOrganisation) {
  EXPECT_EQ(post_codes("xiaogan", "social_organisation"),
            (std::vector<std::string>{"party_envoy", "talent_envoy", "affairs_envoy"}));
  for (const auto& code : post_codes("xiaogan", "social_organisation"))
    EXPECT_EQ(post_of("xiaogan", code).origin, std::vector<std::string>{"assigned"});
  auto parts = place();
  parts.bodies = {body(7, "书画社", "social_organisation", kCommunity)};
  parts.appointments = {held(1, 7, "party_envoy", "周明"), held(2, 7, "party_envoy", "吴平")};
  EXPECT_EQ(said("xiaogan", parts, Advice::TooMany).size(), 1u);
  EXPECT_TRUE(said("xiaogan", parts, Advice::Vacant).empty());
}

// R108: sent from outside; the text gives no term, so none is told as over.
TEST(XiaoganChart, AFirstSecretaryIsSentWithoutATerm) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党组织", "community_committee", kCommunity)};
  EXPECT_TRUE(said("xiaogan", parts, Advice::Vacant).empty());
  parts.appointments = {held(1, 1, "first_secretary", "周明")};
  EXPECT_TRUE(notes_of(model_of("xiaogan"), parts).empty());
  EXPECT_EQ(post_of("xiaogan", "first_secretary").origin, std::vector<std::string>{"assigned"});
}

// R045: two bodies, then section, group and yard heads as persons.
TEST(ChangshuChart, TheChainGoesFromBodiesToPersons) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党支部", "community_branch", kCommunity),
                  body(2, "解放社区居委会", "residents_committee", kCommunity)};
  auto chain = said("changshu", parts, Advice::NoSuperior);
  std::erase_if(chain, [](const Note& note) { return note.body != BodyId{2}; });
  ASSERT_EQ(chain.size(), 1u);
  EXPECT_EQ(chain[0].over, BodyId{1});
  EXPECT_EQ(chain[0].rows, std::vector<std::string>{"R045"});
  EXPECT_EQ(post_codes("changshu", "residents_committee"),
            (std::vector<std::string>{"head", "deputy", "member", "section_head", "group_head", "yard_head"}));
  for (const auto* code : {"section_head", "group_head", "yard_head"})
    EXPECT_EQ(post_of("changshu", code).provenance.rows, std::vector<std::string>{"R045"});
}

// R049: union, women's federation and youth league.
TEST(ChangshuChart, MassOrganisationsAreNamedWhenMissing) {
  auto parts = place();
  parts.bodies = {body(4, "解放社区工会", "union", kCommunity), body(5, "解放社区妇联", "women", kCommunity)};
  const auto notes = said("changshu", parts, Advice::SetIncomplete);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].text.zh, "解放社区:「合理设置工会、妇联、共青团组织」还缺共青团");
}

// R118: members of both committees hold posts in the other.
TEST(ChangshuChart, BothCommitteesShareTheirHeads) {
  auto parts = place();
  parts.bodies = {body(1, "解放社区党支部", "community_branch", kCommunity),
                  body(2, "解放社区居委会", "residents_committee", kCommunity)};
  parts.appointments = {held(1, 1, "community_secretary", "周明"), held(2, 2, "head", "吴平")};
  const auto notes = said("changshu", parts, Advice::OnePerson);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].rows, std::vector<std::string>{"R118"});
}

}  // namespace
}  // namespace linli::organisation
