#include "modules/intake_files/reader.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/file_kind.hpp"
#include "storage/testing/temp_folder.hpp"

namespace linli::intake_files {
namespace {

const std::filesystem::path kData = LINLI_TEST_DATA;

class FileReading : public ::testing::Test {
 protected:
  Result<std::vector<Sheet>> read(const std::filesystem::path& path, ProcessLimits limits = {}) {
    return read_files(with_companions(path), {.work_dir = folder_.path() / "work", .limits = limits});
  }
  std::string error_of(const std::string& name) {
    const auto read_sheets = read(kData / "intake" / name);
    return read_sheets ? "" : read_sheets.error().code;
  }
  storage::testing::TempFolder folder_;
};

TEST_F(FileReading, GivesTheSameCellsFromEveryKindOfSheet) {
  for (const auto* name : {"小区.xlsx", "小区.xls", "小区.ods"}) {
    const auto sheets = read(kData / "intake" / name);
    ASSERT_TRUE(sheets) << name;
    ASSERT_EQ(sheets->size(), 1U) << name;  // the empty sheet is left out
    const auto& sheet = sheets->front();
    EXPECT_EQ(sheet.name(), "东关街道");
    EXPECT_EQ(sheet.cell(1, 0), "所属社区") << name;
    EXPECT_EQ(sheet.cell(2, 2), "30") << name;
    EXPECT_EQ(sheet.cell(2, 3), "001") << name;
    EXPECT_EQ(sheet.cell(3, 2), "４５户") << name;
    EXPECT_EQ(sheet.number(2), 3) << name;
  }
}

TEST_F(FileReading, GivesTheSameCellsFromEveryKindOfCsv) {
  for (const auto* name : {"小区.csv", "小区GB18030.csv", "小区.tsv"}) {
    const auto sheets = read(kData / "intake" / name);
    ASSERT_TRUE(sheets) << name;
    const auto& sheet = sheets->front();
    EXPECT_EQ(sheet.cell(0, 1), "小区名称") << name;
    EXPECT_EQ(sheet.cell(2, 2), "４５户") << name;
    EXPECT_EQ(sheet.cell(2, 3), "002") << name;
  }
}

TEST_F(FileReading, TakesTheOfficesOwnFiles) {
  const auto ledger = read(kData / "示例区/小区台账.xlsx");
  ASSERT_TRUE(ledger);
  EXPECT_EQ(ledger->size(), 12U);
  EXPECT_EQ(ledger->front().name(), "东关街道");
  EXPECT_EQ(ledger->front().rows(), 102);
  EXPECT_EQ(read(kData / "示例区/社区名册.csv")->front().rows(), 90);
  EXPECT_EQ(read(kData / "示例区/现行网格.xlsx")->front().rows(), 348);
}

TEST_F(FileReading, TakesOutlinesLooseAndZipped) {
  for (const auto* name : {"示例区/社区边界.shp", "intake/社区边界.zip"}) {
    const auto sheets = read(kData / name);
    ASSERT_TRUE(sheets) << name;
    const auto& sheet = sheets->front();
    EXPECT_EQ(sheet.rows(), 90) << name;
    EXPECT_EQ(sheet.wkt_column, 0);
    EXPECT_TRUE(sheet.cell(1, 0).starts_with("POLYGON")) << name;
    EXPECT_EQ(sheet.cell(1, 2), "碧水南社区") << name;
    EXPECT_EQ(sheet.number(1), 1);
  }
  EXPECT_EQ(read(kData / "示例区/小区边界.geojson")->front().rows(), 1059);
}

TEST_F(FileReading, RefusesWhatItCannotTake) {
  EXPECT_EQ(error_of("网页.xls"), kBadKind.code);
  EXPECT_EQ(error_of("不是表格.pdf"), kBadKind.code);
  EXPECT_EQ(error_of("没有表格.zip"), kBadKind.code);
  EXPECT_EQ(error_of("引号没收尾.csv"), kBrokenFile.code);
  EXPECT_EQ(error_of("截断.xlsx"), kBrokenFile.code);
  EXPECT_EQ(error_of("没有这个文件.csv"), kBrokenFile.code);
}

TEST_F(FileReading, NamesTheMissingPartOfAShapefile) {
  const auto only = folder_.path() / "a.shp";
  std::filesystem::copy_file(kData / "示例区/社区边界.shp", only);
  const auto sheets = read(only);
  ASSERT_FALSE(sheets);
  EXPECT_NE(sheets.error().faults.front().reason.zh.find(".shx"), std::string::npos);
}

TEST_F(FileReading, TakesAnErrorOnStandardErrorForAFailure) {
  // ogr2ogr exits with 0 here and would deliver indices in place of texts.
  const auto path = folder_.path() / "broken.geojson";
  std::ofstream(path) << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1)";
  const auto sheets = read(path);
  ASSERT_FALSE(sheets);
  EXPECT_EQ(sheets.error().code, kBrokenFile.code);
}

TEST_F(FileReading, EndsAForeignParserAtItsLimits) {
  const auto result = run_limited({"sh", "-c", "while :; do :; done"}, {}, folder_.path(),
                                  {.cpu_seconds = 1, .wall = std::chrono::seconds(20)});
  EXPECT_EQ(result.exit_code, -1);
  const auto slow = run_limited({"sleep", "30"}, {}, folder_.path(), {.wall = std::chrono::seconds(1)});
  EXPECT_TRUE(slow.timed_out);
  std::atomic<bool> cancel{true};
  EXPECT_TRUE(run_limited({"sleep", "30"}, {}, folder_.path(), {}, &cancel).cancelled);
  const auto memory = read(kData / "intake/小区.xlsx", {.memory_bytes = 8'000'000});
  EXPECT_FALSE(memory);
}

TEST(Sniffing, GoesByContentNotByName) {
  EXPECT_EQ(*sniff("a,b\n1,2\n", "x.xls"), FileKind::Csv);
  EXPECT_EQ(*sniff("\xEF\xBB\xBF{\"type\":\"FeatureCollection\"}", "x.csv"), FileKind::GeoJson);
  EXPECT_EQ(*sniff("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "x.xlsx"), FileKind::Xls);
  EXPECT_FALSE(sniff(std::string("abc\0def", 7), "x.csv"));
  EXPECT_FALSE(sniff("PK\x03\x04garbage", "x.xlsx"));
}

}  // namespace
}  // namespace linli::intake_files
