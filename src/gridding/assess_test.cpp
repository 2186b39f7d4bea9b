#include "gridding/assess.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "gridding/planner.hpp"
#include "gridding/search.hpp"
#include "gridding/testing/checker.hpp"
#include "gridding/testing/random_district.hpp"

namespace linli::gridding {
namespace {

RC_GTEST_PROP(Assess, GivesTheEnginesOwnPlansTheirOwnFigures, (std::uint32_t seed)) {
  auto district = testing::random_district(seed, 9);
  district.rules.replan = seed % 2 == 0;
  const Plan plan = plan_grids(district.instance, district.rules).value();
  const Assessment assessment = assess(district.instance, district.rules, plan.grid_of);
  RC_ASSERT(assessment.faults.empty());
  RC_ASSERT(testing::compare(assessment.plan.value, plan.value, district.rules) == 0);
  RC_ASSERT(assessment.plan.value.moved == plan.value.moved);
  RC_ASSERT(assessment.plan.value.in_band == plan.value.in_band);
}

RC_GTEST_PROP(Assess, SeesEveryFaultThatTheIndependentCheckerSees, (std::uint32_t seed)) {
  const auto district = testing::random_district(seed, 7);
  Random random(seed);
  std::vector<std::uint32_t> drawn(district.instance.size());
  for (auto& grid : drawn) grid = random.below(4) == 0 ? kNone : random.below(3);
  const Assessment assessment = assess(district.instance, district.rules, drawn);
  Plan plan = assessment.plan;
  plan.proof = Proof::None;
  RC_ASSERT(assessment.faults.empty() == testing::violations(district.instance, district.rules, plan).empty());
}

TEST(Assess, SaysWhatIsWrongWithAGridDrawnByHand) {
  InstanceBuilder builder;
  for (const char* id : {"a", "b", "c"}) builder.add({.id = id, .households = 200, .community = "k"});
  builder.add({.id = "large", .households = 500, .community = "k"});
  builder.add({.id = "far", .households = 200, .community = "m"});
  builder.join({.from = "a", .to = "b"});
  builder.join({.from = "b", .to = "large"});
  builder.join({.from = "c", .to = "far"});
  const Instance instance = std::move(builder).build().value();
  const auto said = [&](std::vector<std::uint32_t> drawn) {
    const auto faults = assess(instance, {}, drawn).faults;
    return faults.empty() ? std::string() : faults.front().text.en;
  };
  EXPECT_EQ(said({0, 0, 1, 2, 3}), "");
  EXPECT_EQ(said({0, 1, 0, 2, 3}), "its courtyards do not hang together");
  EXPECT_EQ(said({0, 1, 2, 1, 3}), "“large” must be a grid by itself");
  EXPECT_EQ(said({0, 0, 1, 2, 1}), "“far” belongs to another community");
  EXPECT_EQ(said({kNone, kNone, kNone, kNone, kNone}), "");
}

}  // namespace
}  // namespace linli::gridding
