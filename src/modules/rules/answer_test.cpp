#include "modules/rules/answer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "declare/testing/records.hpp"
#include "modules/rules/loader.hpp"
#include "modules/rules/testing/sample.hpp"

namespace linli::rules {
namespace {

using declare::Number;
using declare::testing::PlainRecord;
using namespace std::chrono_literals;

constexpr Date kToday = 2026y / 11 / 22;

Model model_of(const std::string& rules) {
  declare::SourceFaults faults;
  auto model = load_model({}, testing::sample_files(rules), faults);
  for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
  return model;
}

std::string rule(const std::string& body, const std::string& applies_to = "community") {
  return "[[rule]]\ncode = \"r\"\nname = [\"规则\", \"Rule\"]\nrows = [\"R052\"]\napplies_to = \"" + applies_to +
         "\"\n" + body;
}

Answer ask(const std::string& body, std::optional<Number> households) {
  const auto model = model_of(rule(body));
  PlainRecord community(*model.shapes.find("community"));
  if (households) community.set("households", *households);
  return answer_of(model.rules.back(), community, model, kToday);
}

TEST(Answers, SayByHowMuchSomethingFallsShort) {
  const auto answer = ask("measure = \"households\"\nat_least = 3000\n", Number(2750));
  EXPECT_EQ(answer.outcome, Outcome::Short);
  EXPECT_EQ(answer.gap, Number(250));
  EXPECT_EQ(ask("measure = \"households\"\nat_most = 400\n", Number(450)).gap, Number(50));
  EXPECT_EQ(ask("measure = \"households\"\nequals = 1\n", Number(3)).gap, Number(2));
}

// Boundaries: 以上 includes the number, 超过 does not.
TEST(Answers, BoundsAreInclusiveOrNotAsTheTextSays) {
  EXPECT_EQ(ask("measure = \"households\"\nat_least = 300\n", Number(300)).outcome, Outcome::Met);
  EXPECT_EQ(ask("measure = \"households\"\nmore_than = 300\n", Number(300)).outcome, Outcome::Short);
  EXPECT_EQ(ask("measure = \"households\"\nat_most = 300\n", Number(300)).outcome, Outcome::Met);
  EXPECT_EQ(ask("measure = \"households\"\nless_than = 300\n", Number(300)).outcome, Outcome::Short);
}

TEST(Answers, SayWhatIsMissing) {
  const auto answer = ask("measure = \"households\"\nat_least = 3000\n", std::nullopt);
  EXPECT_EQ(answer.outcome, Outcome::NotEnoughData);
  EXPECT_EQ(answer.missing, std::vector<std::string>{"households"});
  EXPECT_EQ(ask("when = \"households > 300\"\nrequire = \"true\"\n", std::nullopt).outcome, Outcome::NotEnoughData);
}

TEST(Answers, DoNotApplyWhereTheConditionFails) {
  EXPECT_EQ(ask("when = \"households > 300\"\nrequire = \"false\"\n", Number(300)).outcome, Outcome::NotApplicable);
  EXPECT_EQ(ask("when = \"households > 300\"\nrequire = \"false\"\n", Number(301)).outcome, Outcome::Short);
}

// 3000 × 35 = 105 000 (R126), 3000 × 50 = 150 000 (R127), 3000 × 50 / 100 = 1500 m² (R152).
TEST(Answers, NormsComputeThePublishedBudgets) {
  EXPECT_EQ(ask("amount = \"households * 35\"\n", Number(3000)).amount, Number(105'000));
  EXPECT_EQ(ask("amount = \"households * 50\"\n", Number(3000)).amount, Number(150'000));
  EXPECT_EQ(ask("amount = \"households * 50 / 100\"\n", Number(3000)).amount, Number(1'500));
}

// 3000 / 300 = 10 and 3000 / 400 = 7.5 posts (R079), beside the published 15.
TEST(Answers, StaffingNormsStandBesideEachOther) {
  EXPECT_EQ(ask("measure = \"15\"\nat_least = \"households / 300\"\n", Number(3000)).wanted, Number(10));
  EXPECT_EQ(ask("measure = \"15\"\nat_least = \"households / 400\"\n", Number(3000)).wanted, *Number::fraction(15, 2));
}

TEST(Answers, AFloorMayBeTiedToAValueOfThatDay) {
  const std::string values =
      "[[rule]]\ncode = \"wage\"\nname = [\"最低工资\", \"Minimum wage\"]\nrows = [\"R131\"]\nvalue = 1800\nto = "
      "\"2026-01-01\"\n"
      "[[rule]]\ncode = \"wage\"\nname = [\"最低工资\", \"Minimum wage\"]\nrows = [\"R131\"]\nvalue = 2000\nfrom = "
      "\"2026-01-01\"\n";
  const auto model = model_of(values + rule("measure = \"households\"\nat_least = \"value_of('wage')\"\n"));
  PlainRecord community(*model.shapes.find("community"));
  community.set("households", Number(1900));
  EXPECT_EQ(answer_of(model.rules.back(), community, model, 2025y / 12 / 31).outcome, Outcome::Met);
  EXPECT_EQ(answer_of(model.rules.back(), community, model, 2026y / 1 / 1).outcome, Outcome::Short);
}

// A value that is defined by itself ends as unknown, not in a loop.
TEST(Answers, ValuesThatLeadInACircleAreUnknown) {
  const auto model =
      model_of("[[rule]]\ncode = \"a\"\nname = [\"甲\", \"A\"]\nrows = [\"R131\"]\nvalue = \"value_of('a') + 1\"\n" +
               rule("measure = \"value_of('a')\"\nat_least = 1\n"));
  const PlainRecord community(*model.shapes.find("community"));
  EXPECT_EQ(answer_of(model.rules.back(), community, model, kToday).outcome, Outcome::NotEnoughData);
}

// Met or short, never both; short by exactly what is missing, so that what is made up is met.
RC_GTEST_PROP(AnswerProperties, WhatIsMissingMakesItMeet, ()) {
  const auto floor = *rc::gen::inRange(0, 5'000);
  const auto has = *rc::gen::inRange(0, 5'000);
  const auto model = model_of(rule("measure = \"households\"\nat_least = " + std::to_string(floor) + "\n"));
  PlainRecord community(*model.shapes.find("community"));
  community.set("households", Number(has));
  const auto answer = answer_of(model.rules.back(), community, model, kToday);
  RC_ASSERT((answer.outcome == Outcome::Met) == (has >= floor));
  RC_ASSERT(answer.gap.has_value() == (answer.outcome == Outcome::Short));
  community.set("households", *Number(has).plus(answer.gap.value_or(0)));
  RC_ASSERT(answer_of(model.rules.back(), community, model, kToday).outcome == Outcome::Met);
}

TEST(Answers, ARuleOfThatDayIsAsked) {
  const auto model = model_of(testing::kFloor);
  EXPECT_EQ(model.rule("floor", 2025y / 12 / 31)->bound_text, "1000");
  EXPECT_EQ(model.rule("floor", 2026y / 1 / 1)->bound_text, "1500");
  EXPECT_EQ(model.rule("floor", 2019y / 12 / 31), nullptr);
}

}  // namespace
}  // namespace linli::rules
