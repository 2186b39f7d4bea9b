// Single values: what a cell reads as, in which order the index keeps them, which words are found.
#include "modules/registers/values.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "modules/registers/rules.hpp"

namespace linli::registers {
namespace {

namespace json = boost::json;
using declare::FieldType;

Field field(FieldType type) {
  Field made{.declared = {.name = "it", .type = type, .label = {"它", "It"}}, .choices = {}, .computed = {}};
  made.choices = {{"own", {"自有", "Own"}}, {"rent", {"租用", "Rented"}}};
  return made;
}

std::string read(FieldType type, std::string_view text) {
  const auto find = [](const Field&, std::string_view) -> std::expected<std::int64_t, ValueFault> { return 7; };
  const auto taken = take_text(field(type), text, find);
  return taken ? json::serialize(*taken) : "refused";
}

TEST(Cells, ReadAsOfficesFillThem) {
  struct Row {
    FieldType type;
    std::string_view text;
    std::string_view expected;
  };
  for (const auto& row : {Row{FieldType::Integer, "1,200", "1200"},
                          Row{FieldType::Integer, "12.5", "refused"},
                          Row{FieldType::Integer, "约12", "refused"},
                          Row{FieldType::Decimal, "120.50", "\"120.5\""},
                          Row{FieldType::Decimal, "1.239", "refused"},
                          Row{FieldType::Money, "1,234.5元", "123450"},
                          Row{FieldType::Money, "0.001", "refused"},
                          Row{FieldType::Date, "2024年8月1日", "\"2024-08-01\""},
                          Row{FieldType::Date, "去年", "refused"},
                          Row{FieldType::Boolean, "有", "true"},
                          Row{FieldType::Boolean, "否", "false"},
                          Row{FieldType::Boolean, "也许", "refused"},
                          Row{FieldType::Choice, "租用", "\"rent\""},
                          Row{FieldType::Choice, "OWN", "\"own\""},
                          Row{FieldType::Choice, "借用", "refused"},
                          Row{FieldType::Choices, "租用、自有", "[\"own\",\"rent\"]"},
                          Row{FieldType::Area, "解放社区", "\"7\""},
                          Row{FieldType::Phone, "139 0000 4704", "\"13900004704\""},
                          Row{FieldType::Phone, "12", "refused"},
                          Row{FieldType::IdNumber, "11010519491231002X", "\"11010519491231002X\""},
                          Row{FieldType::IdNumber, "11010519491231002x", "\"11010519491231002X\""},
                          Row{FieldType::IdNumber, "110105194912310021", "refused"},
                          Row{FieldType::IdNumber, "110105194913310021", "refused"},
                          Row{FieldType::Text, "  字  ", "\"字\""},
                          Row{FieldType::Text, "   ", "null"}})
    EXPECT_EQ(read(row.type, row.text), row.expected) << row.text;
}

TEST(Cells, LimitsAreThoseOfTheDeclaration) {
  auto area = field(FieldType::Decimal);
  area.declared.least = 30;
  EXPECT_TRUE(take_text(area, "30", {}).has_value());
  EXPECT_FALSE(take_text(area, "29.99", {}).has_value());
  auto yuan = field(FieldType::Money);
  yuan.declared.greatest = 10;
  EXPECT_TRUE(take_json(yuan, json::value(1000)).has_value());
  EXPECT_FALSE(take_json(yuan, json::value(1001)).has_value());
}

TEST(Cells, ShowWhatTheyWereReadFrom) {
  const auto name = [](const Field&, std::int64_t) { return std::string("解放社区"); };
  EXPECT_EQ(show_text(field(FieldType::Money), json::value(123450), name), "1234.50");
  EXPECT_EQ(show_text(field(FieldType::Choice), json::value("rent"), name), "租用");
  EXPECT_EQ(show_text(field(FieldType::Choices), json::array{"own", "rent"}, name), "自有、租用");
  EXPECT_EQ(show_text(field(FieldType::Area), json::value("7"), name), "解放社区");
  EXPECT_EQ(show_text(field(FieldType::Boolean), json::value(false), name), "否");
  // A code that the dictionary has lost is shown as it was kept.
  EXPECT_EQ(show_text(field(FieldType::Choice), json::value("gone"), name), "gone");
}

TEST(Index, KeepsTheOrderOfNumbers) {
  const auto whole = field(FieldType::Integer);
  const std::vector<std::int64_t> numbers{-1'000'000, -1, 0, 1, 9, 10, 99, 100, 1'000'000};
  std::vector<std::string> kept;
  for (const auto number : numbers) kept.push_back(index_value(whole, json::value(number)));
  EXPECT_TRUE(std::ranges::is_sorted(kept));
  const auto parts = field(FieldType::Decimal);
  EXPECT_LT(index_value(parts, json::value("9.5")), index_value(parts, json::value("10")));
  EXPECT_LT(index_value(parts, json::value("-2.25")), index_value(parts, json::value("-2.2")));
}

TEST(Index, CutsWordsIntoPairs) {
  EXPECT_EQ(bigrams("停水 通知"), (std::vector<std::string>{"停水", "水通", "通知"}));
  EXPECT_EQ(bigrams("ＡＢ"), bigrams("ab"));
  EXPECT_TRUE(bigrams("水").empty());
  EXPECT_TRUE(bigrams("").empty());
}

TEST(Bookings, MeetOnlyWhereTheyShareTime) {
  const auto at = [](int hour) { return from_ms(hour * 3'600'000LL); };
  EXPECT_TRUE(overlap(at(1), at(3), at(2), at(4)));
  EXPECT_TRUE(overlap(at(1), at(4), at(2), at(3)));
  EXPECT_FALSE(overlap(at(1), at(2), at(2), at(3)));
  EXPECT_TRUE(booking_faults(at(10), at(11), at(9)).empty());
  EXPECT_FALSE(booking_faults(at(11), at(10), at(9)).empty());
  EXPECT_FALSE(booking_faults(at(7), at(8), at(9)).empty());
}

}  // namespace
}  // namespace linli::registers
