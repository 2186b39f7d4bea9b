#include "gridding_files/csv.hpp"

#include <gtest/gtest.h>

namespace linli::gridding_files {
namespace {

std::vector<std::vector<std::string>> records(std::string text) {
  std::vector<std::vector<std::string>> all;
  for (CsvReader reader(std::move(text)); reader.next();) {
    all.emplace_back(reader.fields().begin(), reader.fields().end());
  }
  return all;
}

TEST(Csv, ReadsPlainAndQuotedFields) {
  const auto read = records("\xEF\xBB\xBFid,名称\r\n1,\"甲,乙\"\r\n2,\"说\"\"好\"\"\"\n");
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[0][0], "id");
  EXPECT_EQ(read[1][1], "甲,乙");
  EXPECT_EQ(read[2][1], "说\"好\"");
}

TEST(Csv, CountsLinesThroughQuotedLineEndsAndSkipsEmptyOnes) {
  CsvReader reader("a,b\n\n\"x\ny\",2\n ,\n3,4");
  ASSERT_TRUE(reader.next());
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 3U);
  EXPECT_EQ(reader.field(0), "x\ny");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 6U);
  EXPECT_EQ(reader.field(7), "");
  EXPECT_FALSE(reader.next());
}

TEST(Csv, QuotesWhatNeedsIt) {
  for (const std::string field : {"plain", "with,comma", "with \"quotes\"", "two\nlines"}) {
    EXPECT_EQ(records(csv_field(field))[0][0], field);
  }
}

}  // namespace
}  // namespace linli::gridding_files
