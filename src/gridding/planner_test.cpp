#include "gridding/planner.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <chrono>

#include "gridding/generate.hpp"
#include "gridding/testing/checker.hpp"
#include "gridding/testing/random_district.hpp"

namespace linli::gridding {
namespace {

using testing::lattice;
using testing::violations;

Instance district(std::uint32_t courtyards, std::uint64_t seed = 1) {
  InstanceBuilder builder;
  const SyntheticDistrict made = generate_district(courtyards, seed);
  for (std::uint32_t i = 0; i < made.courtyards.size(); ++i) {
    const auto& c = made.courtyards[i];
    builder.add({.id = std::to_string(i),
                 .households = c.households,
                 .type = std::to_string(c.type),
                 .community = std::to_string(c.community),
                 .attribute = static_cast<double>(c.households),
                 .x = c.x,
                 .y = c.y});
  }
  for (const auto& edge : made.edges) builder.join({.from = std::to_string(edge.from), .to = std::to_string(edge.to)});
  return std::move(builder).build().value();
}

void expect_same(const Plan& a, const Plan& b) {
  EXPECT_EQ(a.grid_of, b.grid_of);
  EXPECT_EQ(a.value.valid, b.value.valid);
  EXPECT_EQ(a.proof, b.proof);
}

TEST(Planner, PlansADistrictAndProvesEveryCommunity) {
  const Instance instance = district(3000);
  const Plan plan = plan_grids(instance, {}, {.threads = 2}).value();
  EXPECT_TRUE(violations(instance, GridRules{}, plan).empty());
  EXPECT_EQ(plan.proof, Proof::Complete);
}

TEST(Planner, GivesTheSamePlanOnOneThreadAndOnTwo) {
  const Instance instance = district(2000);
  expect_same(plan_grids(instance, {}, {.threads = 1}).value(), plan_grids(instance, {}, {.threads = 2}).value());
  const Instance one_community = lattice(20, 15, 3);
  expect_same(plan_grids(one_community, {}, {.steps = 3000, .threads = 1}).value(),
              plan_grids(one_community, {}, {.steps = 3000, .threads = 2}).value());
  const RegionRules regions{.threshold = 400};
  expect_same(plan_regions(one_community, regions, {.steps = 4000, .threads = 1}).value(),
              plan_regions(one_community, regions, {.steps = 4000, .threads = 2}).value());
}

TEST(Planner, NumbersGridsByTheirFirstCourtyards) {
  const Instance instance = lattice(20, 15, 3);
  const Plan grids = plan_grids(instance, {}, {.steps = 500}).value();
  const Plan regions = plan_regions(instance, {.threshold = 400}, {.steps = 500}).value();
  for (const Plan* plan : {&grids, &regions}) {
    std::uint32_t next = 0;
    for (const std::uint32_t grid : plan->grid_of) {
      EXPECT_LE(grid, next);
      if (grid == next) ++next;
    }
    EXPECT_EQ(next, plan->grids.size());
  }
}

TEST(Planner, AnotherSeedMayGiveAnotherPlanButNeverAnInvalidOne) {
  const Instance instance = lattice(18, 18, 7);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Plan plan = plan_grids(instance, {}, {.seed = seed, .steps = 5000}).value();
    EXPECT_EQ(violations(instance, GridRules{}, plan), std::vector<std::string>{});
    EXPECT_LE(plan.bound.valid - plan.value.valid, 6) << "seed " << seed;
  }
}

TEST(Planner, ReplansALargeCommunityFromItsPresentGrids) {
  const Instance instance = lattice(18, 12, 11);
  GridRules rules;
  const Plan fresh = plan_grids(instance, rules, {.steps = 8000}).value();
  rules.replan = true;
  const Plan changed = plan_grids(instance, rules, {.steps = 8000}).value();
  EXPECT_EQ(violations(instance, rules, changed), std::vector<std::string>{});
  EXPECT_LT(changed.value.moved, fresh.value.moved);
}

TEST(Planner, KeepsCourtyardsApartInLargeCommunities) {
  const Instance instance = lattice(12, 12, 5);
  GridRules rules;
  for (NodeIndex node = 0; node + 13 < instance.size(); node += 13) rules.apart.emplace_back(node, node + 1);
  const Plan plan = plan_grids(instance, rules, {.steps = 5000}).value();
  EXPECT_EQ(violations(instance, rules, plan), std::vector<std::string>{});
}

TEST(Planner, StopsWhenToldAndGivesItsBest) {
  const Instance instance = lattice(40, 40, 2);
  std::stop_source source;
  source.request_stop();
  const Plan stopped = plan_grids(instance, {}, {.stop = source.get_token()}).value();
  EXPECT_EQ(violations(instance, GridRules{}, stopped), std::vector<std::string>{});
  const auto start = SearchOptions::Clock::now();
  const Plan timed =
      plan_regions(instance, {.threshold = 400}, {.deadline = start + std::chrono::milliseconds(100)}).value();
  EXPECT_LT(SearchOptions::Clock::now() - start, std::chrono::seconds(5));
  EXPECT_EQ(violations(instance, RegionRules{.threshold = 400}, timed), std::vector<std::string>{});
}

TEST(Planner, MakesExactlyTheWantedNumberOfRegions) {
  const Instance instance = lattice(20, 20, 9);
  for (const std::uint32_t wanted : {1U, 7U, 40U, 60U}) {
    const RegionRules rules{.threshold = 400, .regions = wanted};
    const Plan plan = plan_regions(instance, rules, {.steps = 20000}).value();
    EXPECT_EQ(plan.value.valid, wanted);
    EXPECT_EQ(plan.value.undersize, 0);
    EXPECT_EQ(violations(instance, rules, plan), std::vector<std::string>{});
  }
}

TEST(Planner, HugeRegionsDoNotOutrunTheBudget) {
  const Instance instance = lattice(120, 120, 4);
  const auto start = SearchOptions::Clock::now();
  const RegionRules rules{.threshold = 450'000};  // two regions of some 7,000 courtyards
  EXPECT_EQ(plan_regions(instance, rules, {.steps = 5000})->value.undersize, 0);
  EXPECT_LT(SearchOptions::Clock::now() - start, std::chrono::seconds(30));
}

TEST(Planner, CutVerticesTightenTheBoundOfLargeComponents) {
  // A hub with seventy leaves of 90 households: only the hub's own grid can ever reach 100.
  InstanceBuilder builder;
  builder.add({.id = "hub", .households = 50});
  for (int i = 0; i < 70; ++i) {
    builder.add({.id = std::to_string(i), .households = 90});
    builder.join({.from = "hub", .to = std::to_string(i)});
  }
  const Instance instance = std::move(builder).build().value();
  const Plan plan = plan_grids(instance, {.threshold = 100, .upper = 400}).value();
  EXPECT_EQ(plan.value.valid, 1);
  EXPECT_EQ(plan.bound.valid, 1);
  EXPECT_EQ(plan.proof, Proof::Count);
}

TEST(Planner, LeftoversMayJoinALargeNeighbour) {
  InstanceBuilder builder;
  builder.add({.id = "large", .households = 900});
  builder.add({.id = "small", .households = 40});
  builder.add({.id = "island", .households = 30});
  builder.join({.from = "small", .to = "large"});
  const Instance instance = std::move(builder).build().value();
  EXPECT_EQ(plan_grids(instance, {})->value.undersize, 2);
  GridRules rules;
  rules.leftovers = Leftovers::JoinLarge;
  const Plan plan = plan_grids(instance, rules).value();
  EXPECT_EQ(plan.value.undersize, 1);
  EXPECT_EQ(plan.grid_of[0], plan.grid_of[1]);
  EXPECT_EQ(violations(instance, rules, plan), std::vector<std::string>{});
}

TEST(Planner, RefusesRulesThatContradictThemselves) {
  const Instance instance = district(50);
  GridRules rules;
  rules.together = {{0, 1}};
  rules.apart = {{1, 0}};
  const auto plan = plan_grids(instance, rules);
  ASSERT_FALSE(plan.has_value());
  EXPECT_NE(plan.error().front().text.en.find("both together and apart"), std::string::npos);
  rules.together = {{0, 1}, {1, 2}};
  rules.apart = {{0, 2}};  // bound together through 1
  EXPECT_FALSE(plan_grids(instance, rules).has_value());
  EXPECT_FALSE(plan_grids(instance, {.threshold = 0}).has_value());
  EXPECT_FALSE(plan_grids(instance, {.threshold = 300, .upper = 200}).has_value());
}

TEST(Generator, MakesTheSameDistrictFromTheSameSeed) {
  const auto a = generate_district(500, 4), b = generate_district(500, 4), c = generate_district(500, 5);
  EXPECT_TRUE(std::ranges::equal(a.edges, b.edges, [](auto& x, auto& y) { return x.from == y.from && x.to == y.to; }));
  EXPECT_NE(a.courtyards[0].x, c.courtyards[0].x);
  EXPECT_EQ(generate_district(0, 1).courtyards.size(), 0U);
  EXPECT_EQ(generate_district(1, 1).edges.size(), 0U);
}

}  // namespace
}  // namespace linli::gridding
