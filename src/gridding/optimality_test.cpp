#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "gridding/planner.hpp"
#include "gridding/search.hpp"
#include "gridding/testing/checker.hpp"
#include "gridding/testing/random_district.hpp"

namespace linli::gridding {
namespace {

using testing::best_score;
using testing::false_claims;
using testing::random_district;
using testing::violations;

void expect_optimal(const Instance& instance, const GridRules& rules) {
  const Plan plan = plan_grids(instance, rules).value();
  const auto wrong = violations(instance, rules, plan);
  if (!wrong.empty()) RC_FAIL(fmt::format("{}", wrong));
  RC_ASSERT(plan.proof == Proof::Complete);
  const auto lies = false_claims(plan, best_score(instance, rules), rules);
  if (!lies.empty()) RC_FAIL(fmt::format("{}", lies));
}

// resize: RapidCheck would otherwise begin with districts too small to go wrong.
auto seed_and_size(std::uint32_t most) {
  const auto seed = *rc::gen::resize(100, rc::gen::inRange<std::uint64_t>(0, 1'000'000'000));
  return std::pair(seed, *rc::gen::resize(100, rc::gen::inRange<std::uint32_t>(0, most + 1)));
}

RC_GTEST_PROP(Optimality, EqualsBruteForceOverAllDivisions, ()) {
  const auto [seed, size] = seed_and_size(8);
  const auto district = random_district(seed, size);
  expect_optimal(district.instance, district.rules);
}

RC_GTEST_PROP(Optimality, EqualsBruteForceInEveryOrderOfObjectives, ()) {
  const auto [seed, size] = seed_and_size(7);
  auto district = random_district(seed, size);
  Random random(seed);
  for (std::uint32_t i = 3; i > 0; --i) std::swap(district.rules.order[i], district.rules.order[random.below(i + 1)]);
  district.rules.replan = random.below(2) == 0;
  expect_optimal(district.instance, district.rules);
}

RC_GTEST_PROP(Optimality, MovesTheFewestHouseholdsWhenReplanning, ()) {
  const auto [seed, size] = seed_and_size(8);
  auto district = random_district(seed, size);
  district.rules.replan = true;
  expect_optimal(district.instance, district.rules);
}

RC_GTEST_PROP(Optimality, EqualsBruteForceUnderFurtherRules, ()) {
  const auto [seed, size] = seed_and_size(7);
  auto district = random_district(seed, size);
  const Instance& instance = district.instance;
  Random random(seed + 1);
  GridRules& rules = district.rules;
  rules.join_by_type = random.below(2) == 0;
  rules.replan = random.below(2) == 0;
  if (random.below(2) == 0) rules.standing_alone = {0};
  if (random.below(2) == 0) rules.crossable = {0};
  for (std::uint32_t i = 0; i + 1 < instance.size(); ++i) {
    const NodeIndex other = random.below(static_cast<std::uint32_t>(instance.size()));
    if (other == i || instance.community(i) != instance.community(other)) continue;
    if (random.below(5) == 0 && rules.together.empty())
      rules.together.push_back({i, other});
    else if (random.below(4) == 0)
      rules.apart.emplace_back(i, other);
  }
  if (!check(rules, instance).empty()) return;
  expect_optimal(instance, rules);
}

RC_GTEST_PROP(Optimality, MaxPEqualsBruteForce, ()) {
  const auto [seed, size] = seed_and_size(8);
  const auto district = random_district(seed, size);
  const RegionRules rules{.threshold = district.rules.threshold};
  const Plan plan = plan_regions(district.instance, rules).value();
  const auto wrong = violations(district.instance, rules, plan);
  if (!wrong.empty()) RC_FAIL(fmt::format("{}", wrong));
  const Score best = best_score(district.instance, rules);
  RC_ASSERT(plan.bound.valid >= best.valid);
  RC_ASSERT(plan.value.valid == best.valid);
  RC_ASSERT(plan.value.undersize == best.undersize);
  RC_ASSERT(std::abs(plan.value.heterogeneity - best.heterogeneity) < 1e-6);
}

// Beyond what brute force can try: whatever is planned keeps the rules, and no claim contradicts another.
RC_GTEST_PROP(Optimality, EveryAnswerPassesTheIndependentRules, ()) {
  const auto [seed, size] = seed_and_size(90);
  const auto district = random_district(seed, size);
  const Plan plan = plan_grids(district.instance, district.rules, {.steps = 400}).value();
  const auto wrong = violations(district.instance, district.rules, plan);
  if (!wrong.empty()) RC_FAIL(fmt::format("{}", wrong));
  const RegionRules rules{.threshold = district.rules.threshold};
  const Plan regions = plan_regions(district.instance, rules, {.steps = 400}).value();
  const auto more = violations(district.instance, rules, regions);
  if (!more.empty()) RC_FAIL(fmt::format("{}", more));
}

// The tests above are worth what their judge is worth: it must see a claim that is only slightly wrong.
TEST(Optimality, PlantedFalseProofsAreCaught) {
  int caught = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto district = random_district(seed, 7);
    const Plan honest = plan_grids(district.instance, district.rules).value();
    const Score best = best_score(district.instance, district.rules);
    ASSERT_TRUE(false_claims(honest, best, district.rules).empty());
    Plan bound = honest;  // a bound one too low
    bound.bound.valid -= 1;
    EXPECT_FALSE(violations(district.instance, district.rules, bound).empty());
    EXPECT_FALSE(false_claims(bound, best, district.rules).empty());
    Plan worse = honest;  // a worse plan that still calls itself proven
    worse.value.excess += 1;
    EXPECT_FALSE(false_claims(worse, best, district.rules).empty());
    Plan fewer = honest;
    fewer.value.valid -= 1;
    EXPECT_FALSE(false_claims(fewer, best, district.rules).empty());
    ++caught;
  }
  EXPECT_EQ(caught, 60);
}

}  // namespace
}  // namespace linli::gridding
