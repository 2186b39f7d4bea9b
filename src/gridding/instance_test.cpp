#include "gridding/instance.hpp"

#include <gtest/gtest.h>

#include "gridding/planner.hpp"
#include "gridding/testing/checker.hpp"

namespace linli::gridding {
namespace {

using testing::violations;

Plan planned(InstanceBuilder builder) {
  const Instance instance = std::move(builder).build().value();
  const Plan plan = plan_grids(instance, {}).value();
  EXPECT_EQ(violations(instance, GridRules{}, plan), std::vector<std::string>{});
  const Plan regions = plan_regions(instance, {.threshold = 300}).value();
  EXPECT_EQ(violations(instance, RegionRules{.threshold = 300}, regions), std::vector<std::string>{});
  return plan;
}

std::vector<Fault> faults_of(InstanceBuilder builder) {
  auto instance = std::move(builder).build();
  return instance ? std::vector<Fault>{} : instance.error();
}

TEST(OddInput, NoCourtyardsMakeAnEmptyPlan) { EXPECT_TRUE(planned({}).grids.empty()); }

TEST(OddInput, OneCourtyardIsOneGrid) {
  for (const Households households : {Households{0}, Households{300}, Households{301}, kMostHouseholds}) {
    InstanceBuilder builder;
    builder.add({.id = "a", .households = households});
    const Plan plan = planned(std::move(builder));
    ASSERT_EQ(plan.grids.size(), 1U);
    EXPECT_EQ(plan.value.valid, households >= 300 ? 1 : 0);
  }
}

TEST(OddInput, IsolatedCourtyardsStayUndersize) {
  InstanceBuilder builder;
  for (const char* id : {"a", "b", "c"}) builder.add({.id = id, .households = 200});
  const Plan plan = planned(std::move(builder));
  EXPECT_EQ(plan.value.undersize, 3);
  EXPECT_EQ(plan.proof, Proof::Complete);
}

TEST(OddInput, NoHouseholdsAnywhere) {
  InstanceBuilder builder;
  builder.add({.id = "a", .households = 0});
  builder.add({.id = "b", .households = 0});
  builder.join({.from = "a", .to = "b"});
  EXPECT_EQ(planned(std::move(builder)).grids.size(), 1U);
}

TEST(OddInput, MissingHouseholdsCountAsNoneAndAreSaid) {
  InstanceBuilder builder;
  builder.add({.id = "甲", .households = std::nullopt, .line = 7});
  const Instance instance = std::move(builder).build().value();
  ASSERT_EQ(instance.notices().size(), 1U);
  EXPECT_EQ(instance.notices()[0].line, 7U);
  EXPECT_NE(instance.notices()[0].text.zh.find("甲"), std::string::npos);
}

TEST(OddInput, DuplicateAndOneWayEdgesAreOneEdge) {
  InstanceBuilder builder;
  builder.add({.id = "a", .households = 200});
  builder.add({.id = "b", .households = 200});
  builder.join({.from = "a", .to = "b"});
  builder.join({.from = "a", .to = "b"});
  builder.join({.from = "b", .to = "a"});
  builder.join({.from = "a", .to = "a", .line = 5});
  const Instance instance = std::move(builder).build().value();
  EXPECT_EQ(instance.neighbours(0).size(), 1U);
  EXPECT_EQ(instance.neighbours(1).size(), 1U);
  ASSERT_EQ(instance.notices().size(), 1U);
  EXPECT_EQ(instance.notices()[0].line, 5U);
  EXPECT_EQ(plan_grids(instance, {})->value.valid, 1);
}

TEST(OddInput, AnotherListingDoesNotTearDownABarrier) {
  InstanceBuilder builder;
  builder.add({.id = "a", .households = 200});
  builder.add({.id = "b", .households = 200});
  builder.join({.from = "a", .to = "b"});
  builder.join({.from = "b", .to = "a", .barrier = "河"});
  const Instance instance = std::move(builder).build().value();
  EXPECT_EQ(plan_grids(instance, {})->value.valid, 0);
  EXPECT_EQ(plan_grids(instance, {.crossable = {0}})->value.valid, 1);
}

TEST(OddInput, EveryFaultNamesItsLine) {
  InstanceBuilder builder;
  builder.add({.id = "a", .households = 1, .line = 2});
  builder.add({.id = "a", .households = 1, .line = 3});
  builder.add({.id = "", .households = 1, .line = 4});
  builder.add({.id = "b", .households = -1, .line = 5});
  builder.add({.id = "c", .households = kMostHouseholds + 1, .line = 6});
  builder.add({.id = "d", .households = 1, .x = std::numeric_limits<double>::infinity(), .y = 0.0, .line = 7});
  builder.join({.from = "a", .to = "nobody", .line = 8});
  const auto faults = faults_of(std::move(builder));
  ASSERT_EQ(faults.size(), 6U);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    EXPECT_EQ(faults[i].line, i + 3);
    EXPECT_FALSE(faults[i].text.zh.empty());
    EXPECT_FALSE(faults[i].text.en.empty());
  }
}

TEST(OddInput, ACommunityInSeveralPiecesIsPlannedPieceByPiece) {
  InstanceBuilder builder;
  for (const char* id : {"a", "b", "c", "d"}) builder.add({.id = id, .households = 160, .community = "k"});
  builder.join({.from = "a", .to = "b"});
  builder.join({.from = "c", .to = "d"});
  EXPECT_EQ(planned(std::move(builder)).value.valid, 2);
}

TEST(OddInput, TheLargestHouseholdsDoNotOverflow) {
  InstanceBuilder builder;
  for (int i = 0; i < 200; ++i) builder.add({.id = std::to_string(i), .households = kMostHouseholds});
  for (int i = 0; i + 1 < 200; ++i) builder.join({.from = std::to_string(i), .to = std::to_string(i + 1)});
  const Instance instance = std::move(builder).build().value();
  EXPECT_EQ(plan_grids(instance, {})->value.valid, 200);
  const GridRules rules{.threshold = 3 * kMostHouseholds, .upper = 4 * kMostHouseholds};
  const Plan plan = plan_grids(instance, rules, {.steps = 20000}).value();
  EXPECT_EQ(violations(instance, rules, plan), std::vector<std::string>{});
  EXPECT_GE(plan.value.valid, 60);
}

}  // namespace
}  // namespace linli::gridding
