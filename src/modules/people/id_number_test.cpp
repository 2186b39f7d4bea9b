#include "modules/people/id_number.hpp"

#include <gtest/gtest.h>

#include <random>

namespace linli::people {
namespace {

constexpr Date day(int y, unsigned m, unsigned d) {
  return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

// Worked out by hand with the weights of GB 11643-1999 over made-up areas and sequences.
struct Vector {
  std::string_view number;
  IdFault fault;
};
constexpr Vector kVectors[] = {
    {"11010519491231002X", IdFault::None},  // the example of the standard itself
    {"11010519491231002x", IdFault::None},
    {" 110105 19491231 002X ", IdFault::None},
    {"１１０１０５１９４９１２３１００２Ｘ", IdFault::None},  // full width
    {"440524188001010014", IdFault::None},                    // the standard's second example
    {"110105194912310021", IdFault::Check},
    {"110105194912310028", IdFault::Check},
    {"11010519491231003X", IdFault::Check},
    {"110105194913310020", IdFault::Birth},  // no 13th month
    {"110105201902290011", IdFault::Birth},  // no leap year
    {"1101051949123100", IdFault::Shape},
    {"11010519491231002XX", IdFault::Shape},
    {"11010519491231X02X", IdFault::Shape},
    {"", IdFault::Shape},
    {"4.11002E+17", IdFault::Scientific},
    {"4.11002199001011e+17", IdFault::Scientific},
    {"411002199001011000.0000", IdFault::Scientific},
};

TEST(IdNumber, IsJudgedByItsCheckDigitAndCalendarDay) {
  for (const auto& [number, fault] : kVectors) EXPECT_EQ(read_id_number(number, false).fault, fault) << number;
}

TEST(IdNumber, TellsBirthAndGender) {
  const auto read = read_id_number("11010519491231002x", false);
  EXPECT_EQ(read.number, "11010519491231002X");
  EXPECT_EQ(read.birth, day(1949, 12, 31));
  EXPECT_EQ(read.gender, Gender::Female);
  EXPECT_EQ(read_id_number("440524188001010014", false).gender, Gender::Male);
}

TEST(IdNumber, OfFifteenDigitsIsTakenOnImportOnly) {
  EXPECT_EQ(read_id_number("110105491231002", false).fault, IdFault::Shape);
  const auto read = read_id_number("110105491231002", true);
  EXPECT_EQ(read.fault, IdFault::None);
  EXPECT_TRUE(read.legacy);
  EXPECT_EQ(read.number, "11010519491231002X");
  EXPECT_EQ(read_id_number("110105491331002", true).fault, IdFault::Birth);
}

TEST(IdNumber, IsNeverRefusedForItsArea) {
  for (const std::string area : {"000000", "999999", "411002", "110102"}) {
    std::string number = area + "19900101001";
    number += id_check_digit(number);
    EXPECT_EQ(read_id_number(number, false).fault, IdFault::None) << area;
  }
}

TEST(IdNumber, FindsEverySingleWrongDigit) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string number = "41100219900101";
    for (int i = 0; i < 3; ++i) number += static_cast<char>('0' + random() % 10);
    number += id_check_digit(number);
    ASSERT_EQ(read_id_number(number, false).fault, IdFault::None) << number;
    for (std::size_t at = 0; at < 17; ++at) {
      auto wrong = number;
      wrong[at] = static_cast<char>('0' + (wrong[at] - '0' + 1 + random() % 9) % 10);
      EXPECT_NE(read_id_number(wrong, false).fault, IdFault::None) << wrong;
    }
  }
}

TEST(Phone, IsDigitsHoweverItIsWritten) {
  EXPECT_EQ(read_phone("138 0013 8000"), "13800138000");
  EXPECT_EQ(read_phone("+86 138-0013-8000"), "13800138000");
  EXPECT_EQ(read_phone("(0374) 2331234"), "03742331234");
  EXPECT_EQ(read_phone("1.38E+10"), std::nullopt);
  EXPECT_EQ(read_phone("无"), std::nullopt);
  EXPECT_EQ(read_phone("123"), std::nullopt);
}

TEST(Mask, KeepsWhatTellsTwoApart) {
  EXPECT_EQ(mask_id_number("11010519491231002X"), "1101**********002X");
  EXPECT_EQ(mask_phone("13800138000"), "138****8000");
  EXPECT_EQ(mask_phone("2331234"), "*****34");
  EXPECT_EQ(mask_name("张伟"), "张*");
  EXPECT_EQ(mask_name("欧阳小明"), "欧**明");
  EXPECT_EQ(mask_name(""), "");
}

TEST(Age, CountsFromTheBirthdayOn) {
  EXPECT_EQ(age_on(day(2012, 3, 3), day(2026, 3, 2)), 13);
  EXPECT_EQ(age_on(day(2012, 3, 2), day(2026, 3, 2)), 14);
  EXPECT_EQ(age_on(day(2012, 2, 29), day(2026, 2, 28)), 13);
}

}  // namespace
}  // namespace linli::people
