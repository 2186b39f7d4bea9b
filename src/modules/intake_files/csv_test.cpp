#include "modules/intake_files/csv.hpp"

#include <gtest/gtest.h>

#include "modules/intake_files/encoding.hpp"
#include "modules/intake_files/errors.hpp"

namespace linli::intake_files {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text, char delimiter = ',') {
  Sheet sheet("a.csv", "a");
  EXPECT_TRUE(read_csv(text, delimiter, sheet));
  Rows rows;
  for (int row = 0; row < sheet.rows(); ++row) {
    rows.emplace_back();
    for (int column = 0; column < sheet.cells_in(row); ++column) rows.back().emplace_back(sheet.cell(row, column));
  }
  return rows;
}

std::int64_t broken_row(std::string_view text, const CsvLimits& limits = {}) {
  Sheet sheet("a.csv", "a");
  const auto done = read_csv(text, ',', sheet, limits);
  if (done) return 0;
  EXPECT_EQ(done.error().code, kBrokenFile.code);
  return done.error().faults.front().row.value_or(-1);
}

TEST(Csv, ReadsQuotesCommasAndLineBreaksInsideCells) {
  EXPECT_EQ(rows_of("名称,户数\r\n\"甲,乙\",3\r\n\"说\"\"好\"\"\n了\",\n"),
            (Rows{{"名称", "户数"}, {"甲,乙", "3"}, {"说\"好\"\n了", ""}}));
}

TEST(Csv, TakesEveryKindOfLineEnd) {
  const Rows expected{{"a", "b"}, {"c", "d"}};
  EXPECT_EQ(rows_of("a,b\nc,d"), expected);
  EXPECT_EQ(rows_of("a,b\rc,d\r"), expected);
  EXPECT_EQ(rows_of("a,b\r\nc,d\r\n"), expected);
}

TEST(Csv, KeepsBlankRowsSoThatRowNumbersStayRight) {
  EXPECT_EQ(rows_of("a\n\n,,\nb\n"), (Rows{{"a"}, {""}, {"", "", ""}, {"b"}}));
}

TEST(Csv, NamesTheRowOfAnOpenQuote) {
  EXPECT_EQ(broken_row("a,b\n\"c,d\n"), 2);
  EXPECT_EQ(broken_row("a\nb\n\"c\"d\n"), 3);
}

TEST(Csv, EndsAtItsLimits) {
  EXPECT_EQ(broken_row("a\nb\nc\n", {.rows = 2}), 3);
  EXPECT_EQ(broken_row("a,b,c\n", {.columns = 2}), 1);
  EXPECT_EQ(broken_row("aaaa\n", {.cell_bytes = 3}), 1);
}

TEST(Csv, FindsTheDelimiter) {
  EXPECT_EQ(find_delimiter("a,b,c\n1,2,3\n"), ',');
  EXPECT_EQ(find_delimiter("a;b;c\n1,5;2,5;3\n"), ';');
  EXPECT_EQ(find_delimiter("a\tb\n文化路3号,东院\t2\n"), '\t');
  EXPECT_EQ(find_delimiter("\"a;b\",c\n\"d;e\",f\n"), ',');
  EXPECT_EQ(find_delimiter("只有一列\n甲\n"), ',');
}

TEST(Csv, WritesWhatItReads) {
  const Rows rows{{"甲,乙", "=1+1", "说\"好\"", "两\n行"}, {"", " ", "-5号院", "001"}};
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      append_csv_cell(text, row[i], false);
    }
    text += "\r\n";
  }
  EXPECT_EQ(rows_of(text), rows);
}

TEST(Csv, GuardsWhatASpreadsheetWouldRun) {
  std::string text;
  append_csv_cell(text, "=cmd()", true);
  EXPECT_EQ(text, "\"'=cmd()\"");
}

TEST(Encoding, IsToldApartByItself) {
  const auto encoding = [](std::string bytes) { return decode_text(std::move(bytes))->encoding; };
  EXPECT_EQ(encoding("社区"), Encoding::Utf8);
  EXPECT_EQ(encoding("\xEF\xBB\xBF社区"), Encoding::Utf8);
  EXPECT_EQ(encoding(encode_gb18030("张三")), Encoding::Gb18030);  // four bytes: too short for statistics
  EXPECT_EQ(encoding(std::string("\xFF\xFE\x20\x5F", 4)), Encoding::Utf16Le);
  EXPECT_EQ(encoding("plain"), Encoding::Utf8);
}

TEST(Encoding, GivesTheSameText) {
  EXPECT_EQ(decode_text("\xEF\xBB\xBF清潩街道")->text, "清潩街道");
  EXPECT_EQ(decode_text(encode_gb18030("清潩街道𠮷"))->text, "清潩街道𠮷");
  EXPECT_EQ(decode_text(std::string("\xFF\xFE\x20\x5F", 4))->text, "张");
  const std::string long_text = [] {
    std::string out;
    for (int i = 0; i < 50'000; ++i) out += "街道社区,";
    return out;
  }();
  EXPECT_EQ(decode_text(encode_gb18030(long_text))->text, long_text);
}

TEST(Encoding, RefusesBytesThatAreNeither) {
  const auto bad = decode_text("好\nabc\xFF\xFF\n");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, kBadEncoding.code);
  EXPECT_EQ(bad.error().faults.front().row, 2);
  EXPECT_FALSE(decode_text(std::string("a\0b", 3)));
}

TEST(Sheet, NamesColumnsAsSpreadsheetsDo) {
  EXPECT_EQ(column_letter(0), "A");
  EXPECT_EQ(column_letter(25), "Z");
  EXPECT_EQ(column_letter(26), "AA");
  EXPECT_EQ(column_letter(701), "ZZ");
  EXPECT_EQ(column_letter(702), "AAA");
}

}  // namespace
}  // namespace linli::intake_files
