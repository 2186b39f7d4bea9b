#include "modules/intake_files/values.hpp"

#include <gtest/gtest.h>

#include "modules/intake_files/names.hpp"

namespace linli::intake_files {
namespace {

struct CountCase {
  const char* text;
  std::optional<std::int64_t> value;
  bool noted;
};

TEST(Counts, AreReadAsOfficesWriteThem) {
  const CountCase kCases[] = {
      {"300", 300, false},
      {"300.0", 300, false},
      {"1,200", 1200, false},
      {"１２０", 120, false},
      {"２４５户", 245, false},
      {"300户", 300, false},
      {"约120户", 120, true},
      {"120户左右", 120, true},
      {"近500", 500, true},
      {"86(含出租)", 86, true},
      {"86（含出租）", 86, true},
      {"不详", std::nullopt, true},
      {"-18", std::nullopt, true},
      {"－18", std::nullopt, true},
      {"99999999", std::nullopt, true},
      {"几十户", std::nullopt, true},
      {"12.5", std::nullopt, true},
      {"3-5", std::nullopt, true},
      {" 42 ", 42, false},
      {"0", 0, false},
  };
  for (const auto& one : kCases) {
    const auto read = read_count(one.text, 20'000);
    EXPECT_EQ(read.value, one.value) << one.text;
    EXPECT_EQ(read.note.has_value(), one.noted) << one.text;
    EXPECT_EQ(read.note.has_value(), read.remedy.has_value()) << one.text;
  }
}

TEST(Years, AreFourDigitsUpToNextYear) {
  EXPECT_EQ(read_year("1984", 2027).value, 1984);
  EXPECT_EQ(read_year("1984年", 2027).value, 1984);
  EXPECT_EQ(read_year("1984年5月", 2027).value, 1984);
  EXPECT_EQ(read_year("1984-05", 2027).value, 1984);
  EXPECT_EQ(read_year("１９８４", 2027).value, 1984);
  EXPECT_FALSE(read_year("84", 2027).value);
  EXPECT_FALSE(read_year("2030", 2027).value);
  EXPECT_FALSE(read_year("1700", 2027).value);
  EXPECT_FALSE(read_year("19841", 2027).value);
  EXPECT_TRUE(read_year("约1984年", 2027).note);
}

TEST(Phones, AreMobilesLandlinesAndServiceNumbers) {
  const std::pair<const char*, const char*> kGood[] = {{"19900004704", "19900004704"},
                                                       {"0374-9904679", "0374-9904679"},
                                                       {"03749904679", "0374-9904679"},
                                                       {"(0374)9904679", "0374-9904679"},
                                                       {"010-12345678", "010-12345678"},
                                                       {"+8619900004704", "19900004704"},
                                                       {"199 0000 4704", "19900004704"},
                                                       {"１９９００００４７０４", "19900004704"},
                                                       {"12345", "12345"},
                                                       {"400-123-4567", "4001234567"},
                                                       {"9904679", "9904679"},
                                                       {"19900004704.0", "19900004704"}};
  for (const auto& [text, value] : kGood) EXPECT_EQ(read_phone(text).value, value) << text;
  for (const auto* text : {"1990000470", "1.99E+10", "电话", "0374-99", "199000047041", "12345678901234"})
    EXPECT_FALSE(read_phone(text).value) << text;
  EXPECT_NE(read_phone("1.99E+10").note->zh.find("数值"), std::string::npos);
}

TEST(Dates, AreReadInEveryUsualForm) {
  using namespace std::chrono;
  const Date expected{year{2024} / 8 / 1};
  for (const auto* text : {"2024-08-01", "2024/8/1", "2024.8.1", "2024年8月1日", "20240801", "45505", "2024年8月",
                           "2024-08-01 09:30:00", "２０２４-８-１"})
    EXPECT_EQ(read_date(text).value, expected) << text;
  for (const auto* text : {"2024-13-01", "2024-02-30", "昨天", "24", "2024"})
    EXPECT_FALSE(read_date(text).value) << text;
}

TEST(Codes, HaveTheDigitsOfTheirLevel) {
  EXPECT_EQ(read_code("411099001", 9).value, "411099001");
  EXPECT_EQ(read_code("411099001000", 9).value, "411099001");
  EXPECT_EQ(read_code("４１１０９９００１００１", 12).value, "411099001001");
  EXPECT_EQ(read_code("411099001001.0", 12).value, "411099001001");
  EXPECT_FALSE(read_code("411099001", 12).value);
  EXPECT_FALSE(read_code("4.11099001001E+14", 12).value);
  EXPECT_FALSE(read_code("4.11099001001e+14", 0).value);
  EXPECT_NE(read_code("4.11099001001E+14", 12).remedy->zh.find("文本"), std::string::npos);
  EXPECT_EQ(read_code("XQ-07", 0).value, "XQ-07");
}

TEST(Degrees, AreDecimalOrMinutesAndSeconds) {
  EXPECT_DOUBLE_EQ(*read_degrees("113.788374").value, 113.788374);
  EXPECT_DOUBLE_EQ(*read_degrees("东经113.5°").value, 113.5);
  EXPECT_DOUBLE_EQ(*read_degrees("E113.5").value, 113.5);
  EXPECT_NEAR(*read_degrees("113°47′18.1″").value, 113 + 47 / 60.0 + 18.1 / 3600, 1e-9);
  EXPECT_NEAR(*read_degrees("113度47分18秒").value, 113 + 47 / 60.0 + 18 / 3600.0, 1e-9);
  EXPECT_FALSE(read_degrees("113°77′").value);
  EXPECT_FALSE(read_degrees("东边").value);
}

TEST(Names, AreComparedWithoutWidthAndSpaces) {
  EXPECT_EQ(name_key("建设路１０４号 院"), name_key("建设路104号院"));
  EXPECT_EQ(name_key("小区（东）"), name_key("小区(东)"));
  EXPECT_EQ(name_key("A座"), name_key("ａ座"));
  EXPECT_EQ(clean_text(" 建设路１０４号院（东）\n"), "建设路104号院（东）");
  EXPECT_EQ(clean_text("'=1号楼"), "=1号楼");
}

TEST(Names, AreSuggestedByStemAndByFewSlips) {
  EXPECT_EQ(name_stem("裕丰东居委会"), name_stem("裕丰东社区"));
  const std::vector<std::string> names{"裕丰东社区", "裕丰西社区", "青年社区"};
  EXPECT_EQ(nearest_names("裕丰东居委会", names).front(), "裕丰东社区");
  EXPECT_EQ(nearest_names("青年社", names).front(), "青年社区");
  EXPECT_TRUE(nearest_names("完全无关的名字", names).empty());
  EXPECT_EQ(edit_distance("东关街道", "东关街"), 1);
}

TEST(Names, AreCutFromLists) {
  EXPECT_EQ(split_list("甲院、乙院，丙院; 丁院\n戊院"),
            (std::vector<std::string_view>{"甲院", "乙院", "丙院", "丁院", "戊院"}));
  EXPECT_TRUE(split_list(" 、 ").empty());
}

}  // namespace
}  // namespace linli::intake_files
