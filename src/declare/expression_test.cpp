#include "declare/expression.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "declare/testing/records.hpp"

namespace linli::declare {
namespace {

using testing::PlainRecord;
using testing::sample_shapes;
using namespace std::chrono_literals;

constexpr Date kToday = 2026y / 11 / 22;

class Expressions : public ::testing::Test {
 protected:
  Expressions() {
    community_.set("name", "解放社区").set("households", Number(3000)).set("founded_on", Date{2001y / 5 / 31});
    community_.set("tags", Texts{"old", "rural"});
    base_.set("layer", "base").set("households", Number(320)).link("community", community_);
    small_.set("layer", "base").set("households", Number(180)).link("community", community_);
    large_.set("layer", "large").link("community", community_);
    community_.add("grids", base_).add("grids", small_).add("grids", large_);
  }

  Names names(std::string_view kind = "community") const {
    return {.shapes = &shapes_,
            .kind = kind,
            .constants = {{"norm", Number(35)}},
            .knows_value = [](std::string_view code) { return code == "minimum_wage"; }};
  }

  Value value(std::string_view text) {
    const auto expression = compile(text, names());
    if (!expression) throw std::runtime_error(fmt::format("{}: {}", text, expression.error().reason.en));
    missing_.clear();
    return expression->evaluate(
        &community_,
        {.as_of = kToday, .value_of = [](std::string_view) { return Number(1800); }, .missing = &missing_});
  }
  std::string shown(std::string_view text) { return to_text(value(text)); }

  std::string fault(std::string_view text, std::optional<Type> wanted = std::nullopt) {
    const auto expression = compile(text, names(), wanted);
    return expression ? "" : fmt::format("{}: {}", expression.error().offset, expression.error().reason.en);
  }

  Shapes shapes_ = sample_shapes();
  PlainRecord community_{*shapes_.find("community")};
  PlainRecord base_{*shapes_.find("grid")};
  PlainRecord small_{*shapes_.find("grid")};
  PlainRecord large_{*shapes_.find("grid")};
  std::vector<std::string> missing_;
};

TEST_F(Expressions, ArithmeticIsExactAndInTheUsualOrder) {
  EXPECT_EQ(shown("households * norm"), "105000");
  EXPECT_EQ(shown("1 + 2 * 3 - -4"), "11");
  EXPECT_EQ(shown("(1 + 2) * 3"), "9");
  EXPECT_EQ(shown("1 / 3 * 3"), "1");
  EXPECT_EQ(shown("round(331 * 100 / 399, 1)"), "83");
  EXPECT_EQ(shown("value_of(\"minimum_wage\") * 12"), "21600");
  EXPECT_EQ(shown("max(1, 7, 3) - min(4, 2)"), "5");
}

TEST_F(Expressions, ConditionsReadLikeTheRule) {
  EXPECT_EQ(shown("households >= 3000 and not rural == true or name == \"解放社区\""), "true");
  EXPECT_EQ(shown("not households < 3000"), "true");
  EXPECT_EQ(shown("households in (1000, 3000)"), "true");
  EXPECT_EQ(shown("\"old\" in tags"), "true");
  EXPECT_EQ(shown("\"new\" in tags"), "false");
  EXPECT_EQ(shown("if(households > 2000, 'large', 'small')"), "large");
}

TEST_F(Expressions, RelationsAreCountedAndSummed) {
  EXPECT_EQ(shown("count(grids)"), "3");
  EXPECT_EQ(shown("count(grids where layer == \"base\")"), "2");
  EXPECT_EQ(shown("sum(grids.households where layer == \"base\")"), "500");
  EXPECT_EQ(shown("average(grids.households where layer == \"base\")"), "250");
  EXPECT_EQ(shown("least(grids.households where layer == \"base\")"), "180");
  EXPECT_EQ(shown("greatest(grids.households where layer == \"base\")"), "320");
  EXPECT_EQ(shown("any(grids where layer == \"large\")"), "true");
  EXPECT_EQ(shown("all(grids where households <= this.households or layer == \"large\")"), "true");
  EXPECT_EQ(shown("count(grids where community.households == this.households)"), "3");
  EXPECT_EQ(shown("sum(grids.households where layer == \"none\")"), "0");
  EXPECT_EQ(shown("count(grids where count(community.grids) == 3)"), "3");
}

TEST_F(Expressions, DatesCountDaysAndFullMonths) {
  EXPECT_EQ(shown("as_of - 2026-11-01"), "21");
  EXPECT_EQ(shown("2026-11-22 + 9"), "2026-12-01");
  EXPECT_EQ(shown("add_months(2024-01-31, 1)"), "2024-02-29");
  EXPECT_EQ(shown("add_years(2024-02-29, 1)"), "2025-02-28");
  EXPECT_EQ(shown("years_between(founded_on, as_of)"), "25");
  EXPECT_EQ(shown("months_between(2026-01-31, 2026-02-28)"), "0");
  EXPECT_EQ(shown("months_between(2026-03-01, 2026-01-31)"), "-1");
  EXPECT_EQ(shown("weekday(2026-11-22)"), "7");
  EXPECT_EQ(shown("founded_on < 2010-01-01"), "true");
}

TEST_F(Expressions, WhatIsNotKnownStaysUnknownUnlessTheRestDecides) {
  EXPECT_TRUE(is_missing(value("rural")));
  EXPECT_EQ(missing_, std::vector<std::string>{"rural"});
  EXPECT_TRUE(is_missing(value("rural or households < 10")));
  EXPECT_EQ(shown("rural or households > 10"), "true");
  EXPECT_EQ(shown("households < 10 and rural"), "false");
  EXPECT_TRUE(is_missing(value("households / 0")));
  EXPECT_TRUE(is_missing(value("sum(grids.households)")));  // the large grid's is not known
  EXPECT_EQ(missing_, std::vector<std::string>{"grids.households"});
  EXPECT_TRUE(is_missing(value("average(grids.households where layer == 'none')")));
  EXPECT_EQ(shown("known(rural)"), "false");
  EXPECT_TRUE(missing_.empty());
  EXPECT_EQ(shown("or_else(rural, false)"), "false");
  EXPECT_TRUE(is_missing(value("9000000000000000000 + 9000000000000000000")));
  EXPECT_TRUE(is_missing(value("2026-01-01 + 99999999999")));
}

TEST_F(Expressions, MistakesAreNamedWithTheirPlace) {
  EXPECT_EQ(fault("househols * 2"), "0: community has no househols.");
  EXPECT_EQ(fault("grids.layer"), "0: community has no grids.");
  EXPECT_EQ(fault("count(grids where size > 1)"), "18: grid has no size.");
  EXPECT_EQ(fault("households and true"), "0: This must be a condition, but it is a number.");
  EXPECT_EQ(fault("name > \"a\""), "0: This must be a number, but it is a text.");
  EXPECT_EQ(fault("households", Type::Bool), "0: This must be a condition, but it is a number.");
  EXPECT_EQ(fault("households = 1"), "11: Equality is written ==.");
  EXPECT_EQ(fault("1 < 2 < 3"), "6: Comparisons do not chain; join them with and.");
  EXPECT_EQ(fault("(1 + 2"), "6: A closing bracket ) is missing.");
  EXPECT_EQ(fault("2026-02-30 > as_of"), "0: There is no such day.");
  EXPECT_EQ(fault("户数 > 3"), "0: This character is not understood.");
  EXPECT_EQ(fault("\"abc"), "0: The quotation mark is not closed.");
  EXPECT_EQ(fault("sqrt(4)"), "0: There is no function sqrt.");
  EXPECT_EQ(fault("round(4)"), "0: round takes 2 values, 1 are given.");
  EXPECT_EQ(fault("any(grids)"), "0: any and all need a condition after where.");
  EXPECT_EQ(fault("sum(grids)"), "0: Write sum(relation.field).");
  EXPECT_EQ(fault("sum(grids.layer)"), "0: This must be a number, but it is a text.");
  EXPECT_EQ(fault("value_of(\"other\")"), "0: value_of needs the code of a rule that is a value.");
  EXPECT_EQ(fault(""), "0: A value is missing here.");
}

TEST_F(Expressions, DepthAndLengthAreLimited) {
  EXPECT_EQ(fault(std::string(100, '(') + "1" + std::string(100, ')')), "60: This is nested too deeply.");
  EXPECT_EQ(fault(std::string(5000, ' ') + "1"), "0: The expression is too long.");
  std::string sum = "1";
  for (int i = 0; i < 900; ++i) sum += "+1";
  EXPECT_EQ(fault(sum), "0: The expression is too long.");
}

TEST_F(Expressions, FieldsThatARuleNamesCanBeListed) {
  const auto expression = compile("households > 1 and count(grids where layer == \"base\") > 1", names());
  EXPECT_EQ(expression->fields(), (std::vector<std::string>{"households", "grids", "grids.layer"}));
}

// Random expressions over the sample community: written, read and written again they are the same, and mean the same.
std::string random_expression(int depth, bool condition) {
  const auto number = [&] { return random_expression(depth - 1, false); };
  const auto truth = [&] { return random_expression(depth - 1, true); };
  const int choice = *rc::gen::inRange(0, depth <= 0 ? 3 : 8);
  if (condition) {
    switch (choice) {
      case 0:
        return "true";
      case 1:
        return "rural";
      case 2:
        return "households > 7";
      case 3:
        return fmt::format("{} and ({})", truth(), truth());
      case 4:
        return fmt::format("({}) or {}", truth(), truth());
      case 5:
        return fmt::format("not ({})", truth());
      case 6:
        return fmt::format("({}) <= ({})", number(), number());
      default:
        return fmt::format("({}) in ({}, 3)", number(), number());
    }
  }
  switch (choice) {
    case 0:
      return "households";
    case 1:
      return std::to_string(*rc::gen::inRange(0, 50));
    case 2:
      return "count(grids where layer == 'base')";
    case 3:
      return fmt::format("({}) + ({})", number(), number());
    case 4:
      return fmt::format("({}) - {}", number(), number());
    case 5:
      return fmt::format("({}) * ({})", number(), number());
    case 6:
      return fmt::format("-({})", number());
    default:
      return fmt::format("if({}, {}, {})", truth(), number(), number());
  }
}

RC_GTEST_FIXTURE_PROP(Expressions, WhatIsWrittenIsReadTheSame, ()) {
  const auto text = random_expression(4, *rc::gen::arbitrary<bool>());
  const auto first = compile(text, names());
  RC_PRE(first.has_value());  // a comparison inside a sum is refused
  const auto again = compile(first->formatted(), names());
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->formatted() == first->formatted());
  const Circumstances circumstances{.as_of = kToday};
  RC_ASSERT(again->evaluate(&community_, circumstances) == first->evaluate(&community_, circumstances));
}

}  // namespace
}  // namespace linli::declare
