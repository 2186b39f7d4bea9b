#include "gridding/explain.hpp"

#include <gtest/gtest.h>

#include "gridding/planner.hpp"

namespace linli::gridding {
namespace {

// 大院 stands alone; 甲乙丙 join; 孤院 has nobody; 河东 is cut off by a river.
Instance district() {
  InstanceBuilder builder;
  builder.add({.id = "大院", .households = 1200});
  for (const char* id : {"甲", "乙", "丙"}) builder.add({.id = id, .households = 150, .present_grid = "旧一"});
  builder.add({.id = "孤院", .households = 80});
  builder.add({.id = "河东", .households = 90});
  builder.add({.id = "村组", .households = 60, .type = "居民小组"});
  builder.join({.from = "甲", .to = "乙"});
  builder.join({.from = "乙", .to = "丙"});
  builder.join({.from = "大院", .to = "甲"});
  builder.join({.from = "河东", .to = "丙", .barrier = "河"});
  return std::move(builder).build().value();
}

Text sentence(const GridRules& rules, std::string_view id) {
  const Instance instance = district();
  const Plan plan = plan_grids(instance, rules).value();
  const auto grid = plan.grid_of[*instance.find(id)];
  return explain(instance, rules, plan.grids[grid], plan.members()[grid]);
}

TEST(Explain, SaysWhyACourtyardIsAlone) {
  EXPECT_EQ(sentence({}, "大院").zh, "“大院”有 1200 户，超过 300 户，单独成网格。");
  EXPECT_EQ(sentence({}, "大院").en, "“大院” has 1200 households, more than 300, and is a grid by itself.");
  EXPECT_NE(sentence({.split_above = 1000}, "大院").zh.find("登记楼栋户数后可按楼栋分为约 3 个网格"),
            std::string::npos);
}

TEST(Explain, SaysWhyCourtyardsJoin) {
  EXPECT_EQ(sentence({}, "乙").zh,
            "“甲”、“乙”、“丙” 各不超过 300 户，邻近连片，合为 450 户的网格；比上限 400 户多 50 户。");
  EXPECT_EQ(sentence({.replan = true}, "乙").zh,
            "“甲”、“乙”、“丙” 各不超过 300 户，邻近连片，合为 450 户的网格；比上限 400 户多 50 户；沿用原网格“旧一”。");
}

TEST(Explain, SaysWhyAGridIsUndersize) {
  EXPECT_NE(sentence({}, "孤院").zh.find("没有相邻的小区"), std::string::npos);
  EXPECT_NE(sentence({}, "孤院").en.find("it has no neighbours"), std::string::npos);
  EXPECT_NE(sentence({}, "河东").zh.find("不可跨越的道路、河流"), std::string::npos);
}

TEST(Explain, NamesTheRuleThatMakesATypeStandAlone) {
  GridRules rules;
  rules.standing_alone = {1};  // types are numbered as they appear: "" first, then 居民小组
  EXPECT_EQ(sentence(rules, "村组").zh, "“村组”属于“居民小组”，按规则单独成网格（60 户）。");
}

}  // namespace
}  // namespace linli::gridding
