// Flows as data: what is shipped, and what is wrong with what is sent.
#include "modules/cases/flow_plan.hpp"

#include <gtest/gtest.h>

namespace linli::cases {
namespace {

TEST(FlowPlans, ACopyRuleNamesItsFaults) {
  const auto plan = read_flow_plan(
      "key = \"here\"\nname = [\"本区\", \"Here\"]\nsource = \"试行\"\n[[copy]]\nkey = \"x\"\n"
      "name = [\"抄\", \"Copy\"]\non = \"dance\"\nto = \"moon\"\n");
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().faults.size(), 3U) << "step, level and source";
}

TEST(FlowPlans, ShippedOnesAreReadAndNameTheirSources) {
  for (const auto& shipped : shipped_plans()) {
    const auto plan = read_flow_plan(shipped.toml);
    ASSERT_TRUE(plan) << shipped.key << ": " << plan.error().faults.front().field;
    EXPECT_EQ(plan->key, shipped.key);
    for (const auto& ladder : plan->ladders) EXPECT_FALSE(ladder.source.empty());
    for (const auto& choice : plan->choices) EXPECT_FALSE(choice.source.empty());
  }
}

TEST(FlowPlans, RubbishIsNamed) {
  const std::vector<std::pair<const char*, const char*>> rubbish{
      {"key = ", "toml"},
      {"key = 'x'\nsource = 's'", "name"},
      {"key='x'\nname=['一','x']\nsource='s'\noff=['nostep']", "off"},
      {"key='x'\nname=['一','x']\nsource='s'\nwarn_percent=200", "warn_percent"},
      {"key='x'\nname=['一','x']\nsource='s'\nverify_within='soon'", "verify_within"},
      {"key='x'\nname=['一','x']\nsource='s'\n[[ladder]]\nkey='l'\nname=['一','l']\nsource='s'\nrungs=[]", "ladder"}};
  for (const auto& [toml, field] : rubbish) {
    const auto plan = read_flow_plan(toml);
    ASSERT_FALSE(plan) << toml;
    EXPECT_EQ(plan.error().faults.front().field, field) << toml;
    EXPECT_FALSE(plan.error().faults.front().remedy.zh.empty());
  }
}

}  // namespace
}  // namespace linli::cases
