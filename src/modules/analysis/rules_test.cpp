// The three rates, their score and who is compared, by tables.
#include "modules/analysis/rules.hpp"

#include <gtest/gtest.h>

#include "modules/analysis/store.hpp"

namespace linli::analysis {
namespace {

using indicators::code_of_answer;
using indicators::Life;

constexpr Date kDay{std::chrono::year{2026}, std::chrono::March, std::chrono::day{2}};

Yardstick yardstick() {
  Yardstick one;
  one.from = kDay;
  one.source = "测试";
  one.response = 30;
  one.resolution = 35;
  one.satisfaction = 35;
  one.fairly_satisfied_percent = 60;
  return one;
}

void add_answers(Life& life, bool solved, bool first, int stars, int count) {
  life.answers[static_cast<std::size_t>(code_of_answer({solved, first, stars}))] += count;
}

Life life_of(int in_time, int late) {
  Life life;
  life.responses[2] = in_time;
  life.responses[1] = late;
  return life;
}

TEST(TheThreeRates, AreWeighedAsTheYardstickSays) {
  auto life = life_of(18, 2);
  add_answers(life, true, true, 5, 12);
  add_answers(life, true, true, 3, 4);   // fairly satisfied: 60 percent of one
  add_answers(life, false, true, 1, 4);  // not solved
  const auto rates = rates_of(life, yardstick());
  EXPECT_DOUBLE_EQ(rates.response.value().value(), 0.9);
  EXPECT_DOUBLE_EQ(rates.resolution.value().value(), 0.8);
  EXPECT_DOUBLE_EQ(rates.satisfaction.value().value(), (12 + 4 * 0.6) / 20);
  EXPECT_NEAR(rates.score.value(), 0.9 * 30 + 0.8 * 35 + 0.72 * 35, 1e-9);
  EXPECT_FALSE(rates.small);
}

TEST(TheThreeRates, OfNothingAreNotApplicableAndGiveNoScore) {
  const auto none = rates_of(Life{}, yardstick());
  EXPECT_FALSE(none.response.value());
  EXPECT_FALSE(none.resolution.value());
  EXPECT_FALSE(none.satisfaction.value());
  EXPECT_FALSE(none.score);
  EXPECT_FALSE(none.small) << "nothing is not a small sample";
  // Asked by phone without stars: resolution counts, satisfaction does not.
  auto life = life_of(12, 0);
  add_answers(life, true, true, 0, 12);
  const auto asked = rates_of(life, yardstick());
  EXPECT_DOUBLE_EQ(asked.resolution.value().value(), 1.0);
  EXPECT_FALSE(asked.satisfaction.value());
  EXPECT_FALSE(asked.score) << "one of the three is missing";
}

TEST(TheThreeRates, CountOnlyFirstAnswersWhereTheLocalitySaysSo) {
  auto life = life_of(10, 0);
  add_answers(life, true, true, 5, 6);
  add_answers(life, true, false, 5, 4);  // taken up again before it was solved
  EXPECT_DOUBLE_EQ(rates_of(life, yardstick()).resolution.value().value(), 1.0);
  auto strict = yardstick();
  strict.first_answer_only = true;
  EXPECT_DOUBLE_EQ(rates_of(life, strict).resolution.value().value(), 0.6);
}

TEST(Places, GoToOrganisationsWithEnoughCasesOnly) {
  auto good = life_of(20, 0);
  add_answers(good, true, true, 5, 20);
  auto few = life_of(3, 0);
  add_answers(few, true, true, 5, 3);
  auto poor = life_of(10, 10);
  add_answers(poor, true, true, 5, 20);
  const std::vector rates{rates_of(poor, yardstick()), rates_of(few, yardstick()), rates_of(good, yardstick()),
                          rates_of(Life{}, yardstick()), rates_of(good, yardstick())};
  EXPECT_TRUE(rates[1].small);
  const auto places = places_of(rates);
  EXPECT_EQ(places[0], 3);
  EXPECT_EQ(places[1], std::nullopt) << "a small sample is not ranked, though its score is the best";
  EXPECT_EQ(places[2], 1);
  EXPECT_EQ(places[3], std::nullopt) << "n/a is not ranked";
  EXPECT_EQ(places[4], 1) << "equal scores share a place";
}

TEST(Yardsticks, HoldFromTheirDayOnAndAreNeverBackdated) {
  auto later = yardstick();
  later.version = 1;
  later.from = kDay + std::chrono::months{1};
  later.response = 40;
  later.resolution = 30;
  later.satisfaction = 30;
  const std::vector all{yardstick(), later};
  EXPECT_EQ(yardstick_on(all, Date{std::chrono::sys_days{later.from} - std::chrono::days{1}}).response, 30);
  EXPECT_EQ(yardstick_on(all, later.from).response, 40);
  const auto fields = [&](const Yardstick& wanted) {
    std::vector<std::string> names;
    for (const auto& fault : check_yardstick(wanted, {&later, 1}, kDay)) names.push_back(fault.field);
    return names;
  };
  auto wanted = later;
  wanted.from = later.from + std::chrono::months{1};
  EXPECT_TRUE(fields(wanted).empty());
  EXPECT_EQ(fields(later), std::vector<std::string>{"from"}) << "that day has a version";
  wanted.satisfaction = 31;
  wanted.source = " ";
  EXPECT_EQ(fields(wanted), (std::vector<std::string>{"source", "satisfaction"}));
}

TEST(Yardsticks, AreShippedWithTheirSource) {
  const auto all = shipped_yardsticks();
  ASSERT_FALSE(all.empty());
  for (const auto& one : all) {
    EXPECT_EQ(one.response + one.resolution + one.satisfaction, 100);
    EXPECT_FALSE(one.source.empty());
  }
}

TEST(Measures, AreReadAsTheyAreWritten) {
  for (int number = 0; number <= static_cast<int>(Measure::Unsatisfied); ++number) {
    const auto measure = static_cast<Measure>(number);
    EXPECT_EQ(parse_measure(to_string(measure)), measure);
  }
  EXPECT_FALSE(parse_measure("speed"));
}

}  // namespace
}  // namespace linli::analysis
