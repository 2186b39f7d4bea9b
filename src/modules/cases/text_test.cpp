// Numbers, periods, marks, kinds of photos, reports: what comes in as text.
#include <gtest/gtest.h>

#include <set>

#include "modules/cases/lists.hpp"
#include "modules/cases/number.hpp"
#include "modules/cases/period.hpp"
#include "modules/cases/photo_kind.hpp"
#include "modules/cases/rules.hpp"

namespace linli::cases {
namespace {

using namespace std::string_view_literals;
using namespace std::chrono;

constexpr Date kDay{year{2026}, November, day{22}};

TEST(Number, BearsItsDayAndCanBeTypedInManyWays) {
  const auto number = case_number({1234567890123}, kDay);
  EXPECT_EQ(number.substr(0, 7), "261122-");
  EXPECT_EQ(number.size(), 16U);
  EXPECT_EQ(parse_number(number), number);
  EXPECT_EQ(parse_number(" " + number.substr(0, 6) + " " + number.substr(7, 3) + " " + number.substr(10)), number);
  EXPECT_EQ(parse_number("２６１１２２" + number.substr(6)), number) << "full-width digits";
}

TEST(Number, CatchesEveryWrongDigitAndEverySwapOfNeighbours) {
  const auto number = case_number({77}, kDay);
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (number[i] == '-') continue;
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto wrong = number;
      wrong[i] = digit;
      EXPECT_EQ(parse_number(wrong).has_value(), wrong == number);
    }
    const auto next = i + 1 < number.size() && number[i + 1] == '-' ? i + 2 : i + 1;
    if (next >= number.size()) continue;
    auto swapped = number;
    std::swap(swapped[i], swapped[next]);
    EXPECT_EQ(parse_number(swapped).has_value(), swapped == number);
  }
}

TEST(Number, RefusesWhatIsNoNumber) {
  for (const auto* bad : {"", "261122", "abc", "261122-48217730x", "' OR 1=1 --"})
    EXPECT_FALSE(parse_number(bad)) << bad;
}

TEST(Number, AnotherAttemptTakesOtherDigits) {
  std::set<std::string> numbers;
  for (int id = 1; id <= 2000; ++id) numbers.insert(case_number({id}, kDay));
  for (int attempt = 1; attempt < 16; ++attempt) numbers.insert(case_number({1}, kDay, attempt));
  EXPECT_EQ(numbers.size(), 2015U);
}

TEST(Period, IsAYearAMonthOrADay) {
  EXPECT_EQ(parse_period("2026")->to, (Date{year{2027}, January, day{1}}));
  EXPECT_EQ(parse_period("2026")->counted.size(), 12U);
  EXPECT_EQ(parse_period("2026-12")->to, (Date{year{2027}, January, day{1}}));
  EXPECT_EQ(parse_period("2028-02-29")->to, (Date{year{2028}, March, day{1}}));
  EXPECT_EQ(parse_period("2026-11-22")->key, 20261122);
  for (const auto* bad : {"", "26", "2026-13", "2026-02-29", "2026-1", "2026/11", "0000", "9999"})
    EXPECT_FALSE(parse_period(bad)) << bad;
}

TEST(Mark, ComesBackAsWritten) {
  const auto mark = read_mark(write_mark({1, -1764000000000, 42}));
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->segment, 1U);
  EXPECT_EQ(mark->sort_at, -1764000000000);
  EXPECT_EQ(mark->case_id, 42);
  for (const auto* bad : {"", "1", "1.2", "1.2.", "1.2.3.4", "a.b.c", "-1.2.3", "1..3"})
    EXPECT_FALSE(read_mark(bad)) << bad;
}

TEST(PhotoKind, GoesByTheFirstBytes) {
  EXPECT_EQ(photo_kind("\xFF\xD8\xFF\xE1 more"sv), PhotoKind::Jpeg);
  EXPECT_EQ(photo_kind("\x89PNG\r\n\x1A\n"sv), PhotoKind::Png);
  EXPECT_EQ(photo_kind("RIFF\x01\x02\x03\x04WEBPVP8 "sv), PhotoKind::Webp);
  EXPECT_EQ(photo_kind("\x00\x00\x00\x18"
                       "ftypheic"sv),
            PhotoKind::Heif);
  for (const auto bad : {""sv, "<svg xmlns="sv, "%PDF-1.7"sv, "GIF89a"sv, "RIFF\x01\x02\x03\x04WAVE"sv,
                         "\x00\x00\x00\x18"
                         "ftypmp42"sv,
                         "<?php "sv})
    EXPECT_FALSE(photo_kind(bad)) << bad;
}

TEST(Report, NamesEveryFaultWithItsRemedy) {
  NewReport report{.matter = {5}, .text = "  ", .lon = 113.8};
  report.contact.phone = "call me";
  report.photos.assign(10, {1});
  report.key = "short";
  std::set<std::string> fields;
  for (const auto& fault : check_report(report, nullptr, true)) {
    fields.insert(fault.field);
    EXPECT_FALSE(fault.remedy.zh.empty() || fault.remedy.en.empty());
    EXPECT_EQ(fault.value.find("call me"), std::string::npos) << "a phone number is never repeated";
  }
  EXPECT_EQ(fields, (std::set<std::string>{"idempotency_key", "lon", "matter_id", "phone", "photo_ids", "text"}));
}

TEST(Report, AnEmergencySaysWhomToCall) {
  catalogue::Matter fire;
  fire.diverts = true;
  fire.emergency = {"请立即拨打119", "Call 119 at once"};
  const auto faults = check_report({.text = "着火了"}, &fire, true);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.front().remedy.zh, "请立即拨打119");
}

TEST(Report, StaffMayUseMattersThatResidentsDoNotSee) {
  catalogue::Matter matter;
  matter.open_to_residents = false;
  EXPECT_FALSE(check_report({.text = "x"}, &matter, true).empty());
  EXPECT_TRUE(check_report({.text = "x"}, &matter, false).empty());
}

TEST(ShippedRules, AreReadFromTheirFile) {
  const auto rules = shipped_flow_rules();
  EXPECT_GT(rules.close_after_days, 0);
  EXPECT_GE(rules.satisfied_from, 1);
}

}  // namespace
}  // namespace linli::cases
