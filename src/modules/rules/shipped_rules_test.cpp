// The rules of the shipped models, asked at the boundaries that their texts name.
#include <gtest/gtest.h>

#include "declare/testing/records.hpp"
#include "modules/rules/answer.hpp"
#include "modules/rules/loader.hpp"

namespace linli::rules {
namespace {

using declare::Number;
using declare::Value;
using declare::testing::PlainRecord;
using namespace std::chrono_literals;

constexpr Date kAskedOn = 2026y / 11 / 22;

struct Asked {
  const char* name;
  const char* model;
  const char* rule;
  std::vector<std::pair<std::string, Value>> fields;
  Outcome outcome;
  std::optional<Number> gap = {};
  std::optional<Number> amount = {};
};

Number half(int whole) { return *Number::fraction(2 * whole + 1, 2); }

class ShippedRules : public ::testing::TestWithParam<Asked> {};

TEST_P(ShippedRules, AnswerAsTheirTextSays) {
  const auto& asked = GetParam();
  declare::SourceFaults faults;
  const auto local = shipped_files(asked.model);
  const auto base = std::string_view(asked.model) == "base" ? std::vector<ModelFile>{} : shipped_files("base");
  const auto model = load_model(base, local, faults);
  ASSERT_TRUE(faults.empty());
  const auto* rule = model.rule(asked.rule, kAskedOn);
  ASSERT_NE(rule, nullptr);
  PlainRecord record(*model.shapes.find(rule->applies_to));
  for (const auto& [field, value] : asked.fields) record.set(field, value);
  const auto answer = answer_of(*rule, record, model, kAskedOn);
  EXPECT_EQ(to_string(answer.outcome), to_string(asked.outcome));
  if (asked.gap) EXPECT_EQ(answer.gap, asked.gap);
  if (asked.amount) EXPECT_EQ(answer.amount, asked.amount);
  EXPECT_FALSE(rule->provenance.source.empty());
}

using enum Outcome;
const Value kOwners = std::string("owners_committee");
const Value kCommunity = std::string("community");
const Value kCourtyard = std::string("courtyard");

INSTANTIATE_TEST_SUITE_P(
    Boundaries, ShippedRules,
    ::testing::Values(
        Asked{"ThreeMembersMakeABranch",
              "base",
              "branch.members",
              {{"like", "branch"}, {"full_members", Number(3)}},
              Met},
        Asked{
            "TwoDoNot", "base", "branch.members", {{"like", "branch"}, {"full_members", Number(2)}}, Short, Number(1)},
        Asked{"FiftyForAGeneralBranch",
              "base",
              "general_branch.members",
              {{"like", "general_branch"}, {"members", Number(49)}},
              Short,
              Number(1)},
        Asked{"ACommitteeOfNinetyNineIsWarnedOf",
              "base",
              "party_committee.members",
              {{"like", "party_committee"}, {"members", Number(99)}},
              Short,
              Number(1)},
        Asked{"AHundredIsEnough",
              "base",
              "party_committee.members",
              {{"like", "party_committee"}, {"members", Number(100)}},
              Met},
        Asked{"ThreeThousandHouseholds", "base", "community.size", {{"households", Number(3000)}}, Met},
        Asked{"OneMoreIsTooMany", "base", "community.size", {{"households", Number(3001)}}, Short},
        Asked{"SevenOwners", "weidu", "owners_body.size", {{"kind", kOwners}, {"seats", Number(7)}}, Met},
        Asked{"EightIsEven", "weidu", "owners_body.size", {{"kind", kOwners}, {"seats", Number(8)}}, Short},
        Asked{
            "ElevenIsAnotherCitysRule", "weidu", "owners_body.size", {{"kind", kOwners}, {"seats", Number(11)}}, Short},
        Asked{"FourOfSeven",
              "weidu",
              "owners_body.members_share",
              {{"kind", kOwners}, {"seats", Number(7)}, {"party_members", Number(4)}},
              Met},
        Asked{"HalfIsIncluded",
              "weidu",
              "owners_body.members_share",
              {{"kind", kOwners}, {"seats", Number(8)}, {"party_members", Number(4)}},
              Met},
        Asked{"ThreeOfSeven",
              "weidu",
              "owners_body.members_share",
              {{"kind", kOwners}, {"seats", Number(7)}, {"party_members", Number(3)}},
              Short},
        Asked{"FiveStars", "weidu", "award.star", {{"stars", Number(5)}}, Met, {}, Number(10'000)},
        Asked{"ThirtySquareMetres",
              "weidu",
              "premises.courtyard",
              {{"tier", kCourtyard}, {"usable_area", Number(30)}},
              Met},
        Asked{"HalfASquareMetreShort",
              "weidu",
              "premises.courtyard",
              {{"tier", kCourtyard}, {"usable_area", half(29)}},
              Short,
              Number::fraction(1, 2)},
        Asked{"NotOfACommunity",
              "weidu",
              "premises.courtyard",
              {{"tier", kCommunity}, {"usable_area", Number(5)}},
              NotApplicable},
        Asked{"WorkFundOf3000", "baotou", "fund.work", {{"households", Number(3000)}}, Met, {}, Number(105'000)},
        Asked{"ServiceFundOf3000", "baotou", "fund.service", {{"households", Number(3000)}}, Met, {}, Number(150'000)},
        Asked{"PremisesOf3000", "baotou", "premises.norm", {{"households", Number(3000)}}, Met, {}, Number(1'500)},
        Asked{"EightHundred", "baotou", "premises.floor", {{"tier", kCommunity}, {"floor_area", Number(800)}}, Met},
        Asked{"OneLess",
              "baotou",
              "premises.floor",
              {{"tier", kCommunity}, {"floor_area", Number(799)}},
              Short,
              Number(1)},
        Asked{"TwoThirdsExactly",
              "baotou",
              "premises.public_share",
              {{"tier", kCommunity}, {"floor_area", Number(900)}, {"service_area", Number(600)}},
              Met},
        Asked{"JustBelowTwoThirds",
              "baotou",
              "premises.public_share",
              {{"tier", kCommunity}, {"floor_area", Number(900)}, {"service_area", Number(599)}},
              Short},
        Asked{"GridOfFourHundred", "baotou", "grid.size", {{"layer", "base"}, {"households", Number(400)}}, Met},
        Asked{
            "GridOfFourHundredAndOne", "baotou", "grid.size", {{"layer", "base"}, {"households", Number(401)}}, Short},
        Asked{"TwoThousandAndThirtyEach",
              "changshu",
              "party_fund",
              {{"kind", "community_branch"}, {"members", Number(40)}},
              Met,
              {},
              Number(3'200)},
        Asked{
            "OneTwoThree", "changshu", "staff.template", {{"like", "residents_committee"}, {"seats", Number(6)}}, Met},
        Asked{"OneIsMissing",
              "changshu",
              "staff.template",
              {{"like", "residents_committee"}, {"seats", Number(5)}},
              Short,
              Number(1)},
        Asked{"TwelveTenThousand", "xiaogan", "fund.work", {{"households", Number(2'000)}}, Met, {}, Number(120'000)}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace linli::rules
