#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "gridding/assess.hpp"
#include "gridding/explain.hpp"
#include "gridding/planner.hpp"
#include "gridding/search.hpp"
#include "gridding/testing/checker.hpp"

namespace linli::gridding {
namespace {

using testing::violations;

constexpr GridRules kSplitting{.split_above = 800};
const SplitRule kAbove800{.above = 800};

// 大院 has six buildings of 200 in two rows; 小院 borders it and nobody else; 中院 is large but below 800.
InstanceBuilder large_courtyard() {
  InstanceBuilder builder;
  builder.add({.id = "大院", .households = 1200, .present_grid = "旧", .x = 50.0, .y = 50.0, .line = 2});
  builder.add({.id = "小院", .households = 90, .x = 300.0, .y = 0.0, .line = 3});
  builder.add({.id = "中院", .households = 700, .x = 900.0, .y = 900.0, .line = 4});
  for (int i = 0; i < 6; ++i) {
    builder.add_building({.courtyard = "大院",
                          .id = fmt::format("{}栋", i + 1),
                          .households = 200,
                          .x = 50.0 * (i % 3),
                          .y = 80.0 * (i / 3),
                          .line = static_cast<std::size_t>(i + 2)});
  }
  builder.join({.from = "大院", .to = "小院"});
  return builder;
}

TEST(Splitting, ACourtyardFarAboveTheUpperEndIsDividedByBuildings) {
  const Instance instance = large_courtyard().build(kAbove800).value();
  ASSERT_EQ(instance.size(), 8U);
  const Plan plan = plan_grids(instance, kSplitting).value();
  EXPECT_EQ(violations(instance, kSplitting, plan), std::vector<std::string>{});
  EXPECT_EQ(plan.value.valid, 4);  // three of 400 and 中院
  EXPECT_EQ(plan.value.excess, 0);
  EXPECT_EQ(plan.value.undersize, 1);
  EXPECT_EQ(plan.proof, Proof::Complete);
}

TEST(Splitting, ACourtyardThatIsSplitTodayStaysSoWhateverItsSize) {
  const SplitRule rule{.threshold = 1000, .always = {"大院", "中院"}};  // 中院 has no buildings
  const Instance instance = large_courtyard().build(rule).value();
  ASSERT_EQ(instance.size(), 8U);
  const GridRules rules{.threshold = 400};
  const Plan plan = plan_grids(instance, rules).value();
  EXPECT_EQ(violations(instance, rules, plan), std::vector<std::string>{});
  EXPECT_EQ(plan.value.valid, 4);
  const auto members = plan.members();
  const auto node = *instance.find("大院/1栋");
  const auto text = explain(instance, rules, plan.grids[plan.grid_of[node]], members[plan.grid_of[node]]);
  EXPECT_NE(text.zh.find("现行如此"), std::string::npos) << text.zh;
}

TEST(Splitting, NodesKnowTheRowsTheyComeFrom) {
  const Instance instance = large_courtyard().build(kAbove800).value();
  const NodeIndex third = *instance.find("大院/3栋"), small = *instance.find("小院");
  EXPECT_EQ(instance.origin(third).courtyard, 0U);
  EXPECT_EQ(instance.origin(third).building, 2U);
  EXPECT_EQ(instance.origin(small).courtyard, 1U);
  EXPECT_EQ(instance.origin(small).building, kNone);
  EXPECT_TRUE(instance.is_building(third));
  EXPECT_EQ(instance.present_grids()[instance.present_grid(third)], "旧");
  EXPECT_FALSE(instance.find("大院").has_value());
  ASSERT_EQ(instance.neighbours(small).size(), 1U);
  EXPECT_EQ(instance.id(instance.neighbours(small)[0].node), "大院/3栋");  // the nearest one
}

TEST(Splitting, NothingIsSplitUnlessTheRuleSaysSo) {
  EXPECT_EQ(large_courtyard().build().value().size(), 3U);
  EXPECT_EQ(large_courtyard().build({.above = 1200}).value().size(), 3U);
  EXPECT_EQ(large_courtyard().build({.above = 800, .whole = {"大院"}}).value().size(), 3U);
}

TEST(Splitting, BuildingsThatDoNotMakeTwoGridsStayTogether) {
  const Instance instance = large_courtyard().build({.above = 800, .threshold = 601}).value();
  EXPECT_EQ(instance.size(), 3U);
  ASSERT_EQ(instance.notices().size(), 1U);
  EXPECT_EQ(instance.notices()[0].table, Fault::Table::Buildings);
  EXPECT_EQ(instance.notices()[0].line, 2U);
}

TEST(Splitting, BuildingsThatDoNotAddUpAreSaid) {
  InstanceBuilder builder = large_courtyard();
  builder.add_building({.courtyard = "大院", .id = "7栋", .households = std::nullopt, .line = 8});
  builder.add_building({.courtyard = "大院", .id = "8栋", .households = 30, .line = 9});
  const Instance instance = std::move(builder).build(kAbove800).value();
  ASSERT_EQ(instance.notices().size(), 2U);
  EXPECT_EQ(instance.notices()[0].line, 8U);
  EXPECT_NE(instance.notices()[1].text.en.find("its buildings 1230 together"), std::string::npos);
  EXPECT_EQ(plan_grids(instance, kSplitting)->value.valid, 4);  // 200 and 200 and 30 make no four
}

TEST(Splitting, FaultsOfBuildingsNameTheirLines) {
  InstanceBuilder builder = large_courtyard();
  builder.add_building({.courtyard = "没有", .id = "1", .households = 1, .line = 10});
  builder.add_building({.courtyard = "大院", .id = "", .households = 1, .line = 11});
  builder.add_building({.courtyard = "大院", .id = "1栋", .households = 1, .line = 12});
  builder.add_building({.courtyard = "大院", .id = "x", .households = -1, .line = 13});
  builder.add_building({.courtyard = "大院", .id = "y", .households = 1, .x = HUGE_VAL, .y = 0.0, .line = 14});
  const auto instance = std::move(builder).build(kAbove800);
  ASSERT_FALSE(instance.has_value());
  ASSERT_EQ(instance.error().size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(instance.error()[i].line, i + 10);
}

TEST(Splitting, LeftoversMayJoinTheBuildingsTheyBorder) {
  const Instance instance = large_courtyard().build(kAbove800).value();
  GridRules rules = kSplitting;
  rules.leftovers = Leftovers::JoinLarge;
  const Plan plan = plan_grids(instance, rules).value();
  EXPECT_EQ(violations(instance, rules, plan), std::vector<std::string>{});
  EXPECT_EQ(plan.value.undersize, 0);
  const auto grid = plan.grid_of[*instance.find("小院")];
  EXPECT_EQ(grid, plan.grid_of[*instance.find("大院/3栋")]);
  EXPECT_EQ(plan.grids[grid].kind, GridKind::Part);
  EXPECT_TRUE(assess(instance, rules, plan.grid_of).faults.empty());
  EXPECT_NE(explain(instance, rules, plan.grids[grid], plan.members()[grid]).zh.find("并入 “小院”"), std::string::npos);
}

TEST(Splitting, WithoutPositionsBuildingsFollowTheirOrder) {
  InstanceBuilder builder;
  builder.add({.id = "a", .households = 1200});
  for (int i = 0; i < 4; ++i) builder.add_building({.courtyard = "a", .id = std::to_string(i), .households = 300});
  const Instance instance = std::move(builder).build(kAbove800).value();
  EXPECT_EQ(instance.neighbours(0).size(), 1U);
  EXPECT_EQ(instance.neighbours(1).size(), 2U);
  EXPECT_EQ(plan_grids(instance, kSplitting)->value.valid, 4);
}

TEST(Splitting, HandMadeGridsMayNotMixBuildingsWithNeighbours) {
  const Instance instance = large_courtyard().build(kAbove800).value();
  Plan plan = plan_grids(instance, kSplitting).value();
  EXPECT_TRUE(assess(instance, kSplitting, plan.grid_of).faults.empty());
  plan.grid_of[*instance.find("小院")] = plan.grid_of[*instance.find("大院/3栋")];
  const auto drawn = assess(instance, kSplitting, plan.grid_of);
  ASSERT_EQ(drawn.faults.size(), 1U);
  EXPECT_NE(drawn.faults[0].text.zh.find("按楼栋拆分"), std::string::npos);
}

TEST(Splitting, ExplainsTheGridsOfBuildings) {
  const Instance instance = large_courtyard().build(kAbove800).value();
  const Plan plan = plan_grids(instance, kSplitting).value();
  const auto grid = plan.grid_of[*instance.find("大院/1栋")];
  const Text text = explain(instance, kSplitting, plan.grids[grid], plan.members()[grid]);
  EXPECT_EQ(text.zh.find("“大院”按楼栋划分（高于 800 户），“大院/1栋”、"), 0U) << text.zh;
  EXPECT_NE(text.en.find("make a grid of 400"), std::string::npos) << text.en;
}

TEST(Splitting, GroupsCannotTieBuildingsToOtherCourtyards) {
  const Instance instance = large_courtyard().build(kAbove800).value();
  GridRules rules = kSplitting;
  rules.together = {{*instance.find("大院/1栋"), *instance.find("小院")}};
  EXPECT_FALSE(plan_grids(instance, rules).has_value());
  rules.together = {{*instance.find("大院/1栋"), *instance.find("大院/2栋")}};
  const Plan plan = plan_grids(instance, rules).value();
  EXPECT_EQ(violations(instance, rules, plan), std::vector<std::string>{});
}

// Up to seven nodes: buildings of a courtyard that is split, and courtyards around it.
Instance random_split(std::uint64_t seed, bool positions) {
  Random random(seed);
  InstanceBuilder builder;
  const std::uint32_t buildings = 2 + random.below(4), others = random.below(3);
  std::vector<Households> households;
  Households sum = 0;
  for (std::uint32_t i = 0; i < buildings; ++i) sum += households.emplace_back(random.below(12));
  const auto place = [&]() { return positions ? std::optional(random.unit()) : std::nullopt; };
  builder.add({.id = "big", .households = sum, .present_grid = "g", .x = place(), .y = place()});
  for (std::uint32_t i = 0; i < others; ++i) {
    builder.add(
        {.id = std::to_string(i), .households = random.below(9), .present_grid = "h", .x = place(), .y = place()});
  }
  for (std::uint32_t i = 0; i < buildings; ++i) {
    builder.add_building({.courtyard = "big",
                          .id = std::to_string(i),
                          .households = households[i],
                          .present_grid = random.below(2) == 0 ? "g" : "i",
                          .x = place(),
                          .y = place()});
  }
  for (std::uint32_t i = 0; i < others; ++i) {
    builder.join({.from = "big", .to = std::to_string(i)});
    if (i > 0) builder.join({.from = "0", .to = std::to_string(i)});
  }
  return std::move(builder).build({.above = 1, .threshold = 5}).value();
}

RC_GTEST_PROP(Splitting, EqualsBruteForceOverAllDivisions, ()) {
  const auto seed = *rc::gen::resize(100, rc::gen::inRange<std::uint64_t>(0, 1'000'000'000));
  const Instance instance = random_split(seed, seed % 3 != 0);
  const GridRules rules{
      .threshold = 5, .upper = 7, .replan = seed % 2 == 0, .join_by_type = seed % 5 == 0, .split_above = 1};
  const Plan plan = plan_grids(instance, rules).value();
  const auto wrong = violations(instance, rules, plan);
  if (!wrong.empty()) RC_FAIL(fmt::format("{}", wrong));
  RC_ASSERT(plan.proof == Proof::Complete);
  const auto lies = testing::false_claims(plan, testing::best_score(instance, rules), rules);
  if (!lies.empty()) RC_FAIL(fmt::format("{}", lies));
}

}  // namespace
}  // namespace linli::gridding
