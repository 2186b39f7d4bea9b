#include "modules/intake_files/headings.hpp"

#include <gtest/gtest.h>

#include "modules/intake_files/mapping.hpp"

namespace linli::intake_files {
namespace {

Sheet sheet_of(const std::vector<std::vector<std::string>>& rows, std::string name = "表") {
  Sheet sheet("a.xlsx", std::move(name));
  for (const auto& row : rows) {
    sheet.begin_row();
    for (const auto& cell : row) sheet.add_cell(cell);
  }
  return sheet;
}

std::string field_at(const SheetUse& use, int column) { return use.columns.at(static_cast<std::size_t>(column)).field; }

const std::vector<std::vector<std::string>> kLedger{
    {"示例区东关街道小区(院落)基本情况台账", "", "", "", "", "", ""},
    {"填报单位:东关街道办事处", "", "", "", "", "2024年8月", ""},
    {"序号", "所属社区", "小区(院落)名称", "规模", "", "位置(CGCS2000)", ""},
    {"", "", "", "户数", "楼栋数", "经度", "纬度"},
    {"1", "解放社区", "甲院", "30", "2", "113.78", "33.98"},
    {"2", "解放社区", "乙院", "40", "3", "113.79", "33.98"},
    {"", "", "", "", "", "", ""},
    {"合计", "", "", "70", "5", "", ""},
    {"注：1.户数以实有户数为准。", "", "", "", "", "", ""},
};

TEST(Headings, AreFoundBelowTitlesOnTwoLevels) {
  const auto sheet = sheet_of(kLedger);
  const auto use = propose(sheet, Target::Courtyards);
  EXPECT_TRUE(use.use);
  EXPECT_EQ(use.header_rows, (std::vector<int>{2, 3}));
  EXPECT_EQ(use.first_row, 4);
  EXPECT_EQ(field_at(use, 1), "community");
  EXPECT_EQ(field_at(use, 2), "name");
  EXPECT_EQ(field_at(use, 3), "households");
  EXPECT_EQ(field_at(use, 4), "");
  EXPECT_EQ(field_at(use, 5), "lon");
  EXPECT_EQ(field_at(use, 6), "lat");
  EXPECT_EQ(use.columns[3].heading, "规模/户数");
  EXPECT_EQ(use.columns[4].heading, "规模/楼栋数");
}

TEST(Headings, TellDataFromTotalsRemarksAndBlankRows) {
  const auto sheet = sheet_of(kLedger);
  const auto use = propose(sheet, Target::Courtyards);
  EXPECT_EQ(classify_row(sheet, use, 4), RowKind::Data);
  EXPECT_EQ(classify_row(sheet, use, 6), RowKind::Blank);
  EXPECT_EQ(classify_row(sheet, use, 7), RowKind::Total);
  EXPECT_EQ(classify_row(sheet, use, 8), RowKind::Remark);
}

TEST(Headings, RepeatedOnEveryPageAreNoData) {
  auto rows = kLedger;
  rows.insert(rows.begin() + 5, kLedger[2]);
  const auto sheet = sheet_of(rows);
  EXPECT_EQ(classify_row(sheet, propose(sheet, Target::Courtyards), 5), RowKind::Heading);
}

TEST(Headings, OfOneFileServeSeveralTargets) {
  const auto sheet = sheet_of({{"区划代码", "街道", "街道代码", "社区名称", "户数", "联系电话"},
                               {"411099001001", "东关街道", "411099001", "碧水南社区", "3079", "0374-9904679"}});
  const auto communities = propose(sheet, Target::Communities);
  EXPECT_EQ(field_at(communities, 0), "code");
  EXPECT_EQ(field_at(communities, 1), "subdistrict");
  EXPECT_EQ(field_at(communities, 2), "subdistrict_code");
  EXPECT_EQ(field_at(communities, 3), "name");
  const auto subdistricts = propose(sheet, Target::Subdistricts);
  EXPECT_EQ(field_at(subdistricts, 1), "name");
  EXPECT_EQ(field_at(subdistricts, 2), "code");
  EXPECT_EQ(field_at(subdistricts, 0), "");
}

TEST(Headings, AreReadInEnglishToo) {
  const auto sheet = sheet_of({{"Name", "Community", "Households", "Year built", "Longitude", "Latitude"},
                               {"Court A", "C1", "30", "1999", "113.7", "33.9"}});
  const auto use = propose(sheet, Target::Courtyards);
  EXPECT_EQ(field_at(use, 0), "name");
  EXPECT_EQ(field_at(use, 1), "community");
  EXPECT_EQ(field_at(use, 2), "households");
  EXPECT_EQ(field_at(use, 3), "built_year");
  EXPECT_EQ(field_at(use, 5), "lat");
}

TEST(Headings, ThatAreMissingLeaveTheSheetOut) {
  const auto sheet = sheet_of({{"1", "2"}, {"3", "4"}});
  const auto use = propose(sheet, Target::Courtyards);
  EXPECT_FALSE(use.use);
  EXPECT_EQ(use.columns[1].heading, "B");
}

TEST(Headings, KeepTheTextAboveThem) {
  const auto sheet = sheet_of(kLedger, "东关街道");
  EXPECT_NE(text_above(sheet, propose(sheet, Target::Courtyards)).find("东关街道办事处"), std::string::npos);
}

TEST(Mapping, IsCorrectedByHeadingOrLetter) {
  std::vector<Sheet> sheets;
  sheets.push_back(sheet_of({{"院名", "归属", "户数"}, {"甲院", "解放社区", "30"}}));
  std::vector<SheetUse> uses{propose(sheets[0], Target::Courtyards)};
  EXPECT_TRUE(map_heading(sheets, uses, Target::Courtyards, "院名", "name"));
  EXPECT_TRUE(map_heading(sheets, uses, Target::Courtyards, "B", "community"));
  EXPECT_TRUE(uses[0].use);
  EXPECT_EQ(field_at(uses[0], 0), "name");
  EXPECT_EQ(field_at(uses[0], 1), "community");
  EXPECT_TRUE(map_heading(sheets, uses, Target::Courtyards, "户数", ""));
  EXPECT_EQ(field_at(uses[0], 2), "");
  EXPECT_FALSE(map_heading(sheets, uses, Target::Courtyards, "没有这列", "name"));
  EXPECT_FALSE(map_heading(sheets, uses, Target::Courtyards, "院名", "no_field"));
}

TEST(Mapping, TakesHeadingRowsAsPeopleCountThem) {
  const auto sheet = sheet_of(kLedger);
  auto use = propose(sheet, Target::Courtyards);
  EXPECT_TRUE(apply_choice(sheet, use, Target::Courtyards, {"表", true, {4}, {{2, "name"}, {1, "community"}}}));
  EXPECT_EQ(use.header_rows, (std::vector<int>{3}));
  EXPECT_EQ(field_at(use, 2), "name");
  EXPECT_EQ(field_at(use, 3), "");
  EXPECT_FALSE(apply_choice(sheet, use, Target::Courtyards, {"表", true, {400}, {}}));
}

}  // namespace
}  // namespace linli::intake_files
