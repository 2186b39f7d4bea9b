#include "declare/number.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace linli::declare {
namespace {

Number fraction(std::int64_t a, std::int64_t b) { return *Number::fraction(a, b); }

TEST(Number, IsKeptInLowestTerms) {
  EXPECT_EQ(fraction(6, -4).numerator(), -3);
  EXPECT_EQ(fraction(6, -4).denominator(), 2);
  EXPECT_EQ(fraction(0, 7), Number(0));
  EXPECT_FALSE(Number::fraction(1, 0));
}

TEST(Number, ReadsPlainDecimalsOnly) {
  EXPECT_EQ(*Number::parse("33.6"), fraction(168, 5));
  EXPECT_EQ(*Number::parse("-0.50"), fraction(-1, 2));
  for (const auto* wrong : {"", "-", ".5", "5.", "1e3", "1/2", "1,000", "12345678901234567890", "٣"})
    EXPECT_FALSE(Number::parse(wrong)) << wrong;
}

TEST(Number, RoundsHalfAwayFromZeroAsOfficesDo) {
  EXPECT_EQ(to_text(*fraction(331 * 100, 399).rounded(1), 1, true), "83.0");
  EXPECT_EQ(to_text(*fraction(5, 2).rounded(0)), "3");
  EXPECT_EQ(to_text(*fraction(-5, 2).rounded(0)), "-3");
  EXPECT_EQ(to_text(fraction(1, 3)), "0.3333");
  EXPECT_EQ(to_text(fraction(-1, 20), 1), "-0.1");
}

TEST(Number, FloorsAndCeilsBelowZeroToo) {
  EXPECT_EQ(fraction(-7, 2).floor(), -4);
  EXPECT_EQ(*fraction(-7, 2).ceil(), -3);
  EXPECT_EQ(fraction(7, 2).floor(), 3);
  EXPECT_EQ(*fraction(7, 2).ceil(), 4);
}

TEST(Number, GivesNothingRatherThanAWrongResult) {
  const Number most(std::numeric_limits<std::int64_t>::max());
  const Number least(std::numeric_limits<std::int64_t>::min());
  EXPECT_FALSE(most.plus(1));
  EXPECT_FALSE(most.times(2));
  EXPECT_FALSE(least.minus(1));
  EXPECT_FALSE(Number(0).minus(least));
  EXPECT_FALSE(least.times(-1));
  EXPECT_FALSE(least.over(-1));
  EXPECT_FALSE(Number(1).over(0));
  EXPECT_FALSE(most.rounded(1));
}

std::optional<Number> random_fraction() {
  return Number::fraction(*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000),
                          *rc::gen::inRange<std::int64_t>(1, 100'000));
}

RC_GTEST_PROP(NumberProperties, ArithmeticIsThatOfFractions, ()) {
  const auto a = *random_fraction();
  const auto b = *random_fraction();
  RC_ASSERT(a.plus(b) == b.plus(a));
  RC_ASSERT(a.plus(b)->minus(b) == a);
  RC_ASSERT(a.times(b) == b.times(a));
  if (b != Number(0)) RC_ASSERT(a.over(b)->times(b) == a);
  RC_ASSERT((a < b) == (Number(0) < *b.minus(a)));
}

RC_GTEST_PROP(NumberProperties, WhatIsWrittenIsReadBack, ()) {
  const auto number = *Number::fraction(*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000), 10'000);
  RC_ASSERT(Number::parse(to_text(number, 4)) == number);
}

}  // namespace
}  // namespace linli::declare
