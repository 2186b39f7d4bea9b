// Rows into a district: what is refused, taken as unknown, asked about, changed, closed.

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/testing/world.hpp"

namespace linli::intake_files {
namespace {

using areas::Level;
using testing::World;
using Rows = std::vector<std::vector<std::string>>;

class Importing : public ::testing::Test {
 protected:
  Importing() {
    put_all(Target::Subdistricts, {{"街道名称", "街道代码"}, {"东关街道", "411099001"}, {"西湖街道", "411099002"}});
    put_all(Target::Communities, {{"社区名称", "社区代码", "所属街道"},
                                  {"解放社区", "411099001003", "东关街道"},
                                  {"裕丰东社区", "411099001007", "东关街道"},
                                  {"八一东社区", "411099002004", "西湖街道"}});
  }

  void put_all(Target target, const Rows& rows) {
    const auto done = world_.put(world_.cells(target, rows));
    ASSERT_TRUE(done.done) << done.done.error().message.zh;
    ASSERT_EQ(done.plan.summary.refused, 0);
  }
  Plan check(Target target, const Rows& rows, Answers answers = {}, Mode mode = Mode::Update) {
    return world_.check(world_.cells(target, rows, std::move(answers), mode));
  }
  static std::vector<FileFault> of(const Plan& plan, Severity severity) {
    std::vector<FileFault> out;
    std::ranges::copy_if(plan.faults.kept(), std::back_inserter(out),
                         [&](const auto& f) { return f.severity == severity; });
    return out;
  }
  const areas::Area* courtyard(const std::string& name) {
    found_ = world_.areas_now(Level::Courtyard);
    const auto at = std::ranges::find_if(found_, [&](const auto& area) { return area.facts.name == name; });
    return at == found_.end() ? nullptr : &*at;
  }

  World world_;
  std::vector<areas::Area> found_;
};

TEST_F(Importing, TakesCourtyardsWithTheirFacts) {
  put_all(Target::Courtyards, {{"所属社区", "小区名称", "小区类型", "户数", "建成年份", "地址"},
                               {"解放社区", "甲院", "老旧小区", "３０户", "1984年", "文化路3号"}});
  const auto* area = courtyard("甲院");
  ASSERT_NE(area, nullptr);
  EXPECT_EQ(area->facts.households, 30);
  EXPECT_EQ(area->facts.built_year, 1984);
  EXPECT_EQ(area->facts.kind, "老旧小区");
  EXPECT_EQ(area->facts.address, "文化路3号");
  EXPECT_EQ(area->parent_name, "解放社区");
}

TEST_F(Importing, TheSameFileTwiceChangesNothing) {
  const Rows rows{{"所属社区", "小区名称", "户数"}, {"解放社区", "甲院", "30"}, {"解放社区", "乙院", "不详"}};
  put_all(Target::Courtyards, rows);
  const auto again = world_.put(world_.cells(Target::Courtyards, rows));
  ASSERT_TRUE(again.done);
  EXPECT_EQ(again.plan.summary.same, 2);
  EXPECT_EQ(again.plan.summary.add + again.plan.summary.change + again.plan.summary.close, 0);
}

TEST_F(Importing, TellsEachFaultWithPlaceReasonAndRemedy) {
  const auto plan = check(Target::Courtyards, {{"所属社区", "小区名称", "户数", "建成年份"},
                                               {"解放社区", "", "30", "1984"},
                                               {"", "乙院", "30", "1984"},
                                               {"解放社区", "丙院", "-4", "84"}});
  const auto refused = of(plan, Severity::Refuse);
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].row, 2);
  EXPECT_EQ(refused[0].column, 1);
  EXPECT_EQ(refused[0].field, "name");
  EXPECT_EQ(refused[1].row, 3);
  EXPECT_EQ(refused[1].field, "community");
  const auto unknown = of(plan, Severity::Unknown);
  ASSERT_EQ(unknown.size(), 2U);
  EXPECT_EQ(unknown[0].value, "-4");
  EXPECT_EQ(unknown[1].field, "built_year");
  EXPECT_EQ(plan.summary.add, 1);
  for (const auto& fault : plan.faults.kept()) {
    EXPECT_FALSE(fault.reason.zh.empty() || fault.reason.en.empty() || fault.remedy.zh.empty() ||
                 fault.remedy.en.empty());
  }
}

TEST_F(Importing, IsAllOrNothingUnlessOnlyTheGoodRowsAreWanted) {
  const Rows rows{{"所属社区", "小区名称"}, {"解放社区", "甲院"}, {"没有这个社区", "乙院"}};
  const auto nothing = world_.put(world_.cells(Target::Courtyards, rows));
  ASSERT_FALSE(nothing.done);
  EXPECT_EQ(nothing.done.error().code, kHasFaults.code);
  EXPECT_TRUE(world_.areas_now(Level::Courtyard).empty());
  const auto good = world_.put(world_.cells(Target::Courtyards, rows), true);
  ASSERT_TRUE(good.done);
  EXPECT_EQ(good.plan.summary.add, 1);
  EXPECT_EQ(good.plan.summary.refused, 1);
  EXPECT_NE(courtyard("甲院"), nullptr);
}

TEST_F(Importing, AsksWhetherANearNameIsMeant) {
  const Rows rows{{"所属社区", "小区名称"}, {"裕丰东居委会", "甲院"}, {"裕丰东居委会", "乙院"}};
  const auto open = check(Target::Courtyards, rows);
  ASSERT_EQ(open.questions.size(), 1U);
  EXPECT_EQ(open.questions[0].id, "name:裕丰东居委会");
  EXPECT_EQ(open.questions[0].rows, 2);
  EXPECT_EQ(open.summary.refused, 2);
  const auto answered = check(Target::Courtyards, rows, {{"name:裕丰东居委会", "yes"}});
  EXPECT_EQ(answered.summary.add, 2);
  EXPECT_EQ(answered.summary.refused, 0);
  const auto denied = check(Target::Courtyards, rows, {{"name:裕丰东居委会", "no"}});
  EXPECT_EQ(denied.summary.refused, 2);
  const auto wrong =
      dry_run(*world_.store, world_.cells(Target::Courtyards, rows, {{"name:裕丰东居委会", "maybe"}}), nullptr, {});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, kBadAnswer.code);
}

TEST_F(Importing, TellsRepetitionsFromContradictions) {
  const auto plan = check(Target::Courtyards, {{"所属社区", "小区名称", "户数"},
                                               {"解放社区", "甲院", "30"},
                                               {"解放社区", "甲院", "30"},
                                               {"解放社区", "甲 院", "31"},
                                               {"裕丰东社区", "甲院", "30"}});
  EXPECT_EQ(plan.summary.add, 2);
  EXPECT_EQ(plan.summary.same, 1);
  ASSERT_EQ(plan.summary.refused, 1);
  EXPECT_EQ(of(plan, Severity::Refuse)[0].row, 4);
  EXPECT_EQ(of(plan, Severity::Warn)[0].row, 3);
}

TEST_F(Importing, MatchesByCodeThenByName) {
  put_all(Target::Courtyards,
          {{"所属社区", "小区名称", "小区代码"}, {"解放社区", "甲院", "X1"}, {"解放社区", "乙院", ""}});
  const auto plan = check(Target::Courtyards, {{"所属社区", "小区名称", "小区代码"},
                                               {"解放社区", "甲苑", "X1"},      // renamed
                                               {"解放社区", "乙院", "X2"},      // gets a code
                                               {"裕丰东社区", "丙院", "X1"}});  // the same code again
  EXPECT_EQ(plan.summary.change, 2);
  EXPECT_EQ(plan.summary.refused, 1);
}

TEST_F(Importing, ChecksCodesAgainstTheLevelAndTheParent) {
  const auto plan = check(Target::Communities, {{"社区名称", "社区代码", "所属街道"},
                                                {"甲社区", "411099002009", "东关街道"},
                                                {"乙社区", "4110990010", "东关街道"},
                                                {"丙社区", "4.11099001009E+11", "东关街道"},
                                                {"丁社区", "411099001009", "东关街道"}});
  EXPECT_EQ(plan.summary.refused, 3);
  EXPECT_EQ(plan.summary.add, 1);
}

TEST_F(Importing, AddLeavesWhatIsThere) {
  put_all(Target::Courtyards, {{"所属社区", "小区名称", "户数"}, {"解放社区", "甲院", "30"}});
  const auto done = world_.put(world_.cells(
      Target::Courtyards, {{"所属社区", "小区名称", "户数"}, {"解放社区", "甲院", "31"}, {"解放社区", "乙院", "5"}}, {},
      Mode::Add));
  ASSERT_TRUE(done.done);
  EXPECT_EQ(done.plan.summary.add, 1);
  EXPECT_EQ(done.plan.summary.change, 0);
  EXPECT_EQ(done.plan.summary.warned, 1);
  EXPECT_EQ(courtyard("甲院")->facts.households, 30);
}

TEST_F(Importing, AFullListClosesWhatIsMissingInTheParentsItNames) {
  put_all(Target::Courtyards,
          {{"所属社区", "小区名称"}, {"解放社区", "甲院"}, {"解放社区", "乙院"}, {"裕丰东社区", "丙院"}});
  world_.today = *parse_date("2026-04-01");
  world_.store.clock.set(start_of(world_.today));
  const auto done =
      world_.put(world_.cells(Target::Courtyards, {{"所属社区", "小区名称"}, {"解放社区", "甲院"}}, {}, Mode::Full));
  ASSERT_TRUE(done.done) << done.done.error().message.zh;
  EXPECT_EQ(done.plan.summary.close, 1);
  EXPECT_EQ(world_.areas_now(Level::Courtyard).size(), 2U);
  EXPECT_EQ(world_.areas_at(Level::Courtyard, *parse_date("2026-03-31")).size(), 3U);
}

TEST_F(Importing, AFullListDoesNotCloseWhatARefusedRowNames) {
  put_all(Target::Courtyards, {{"所属社区", "小区名称"}, {"解放社区", "甲院"}, {"解放社区", "乙院"}});
  world_.today = *parse_date("2026-04-01");
  const auto plan = check(Target::Courtyards,
                          {{"所属社区", "小区名称"}, {"解放社区", "甲院"}, {"写错的社区名", "乙院"}}, {}, Mode::Full);
  EXPECT_EQ(plan.summary.close, 0);
  EXPECT_EQ(plan.summary.refused, 1);
}

TEST_F(Importing, TakesTheValueAboveUnderMergedCellsWhenToldTo) {
  const auto path = std::filesystem::path(LINLI_TEST_DATA) / "intake/合并单元格.xlsx";
  put_all(Target::Communities, {{"社区名称", "所属街道"}, {"青年社区", "东关街道"}});
  const auto open = world_.check(world_.load(Target::Courtyards, path));
  ASSERT_EQ(open.questions.size(), 1U);
  EXPECT_EQ(open.questions[0].id, "merged:0:community");
  EXPECT_EQ(open.summary.refused, 3);
  const auto answered = world_.check(world_.load(Target::Courtyards, path, {{"merged:0:community", "yes"}}));
  EXPECT_EQ(answered.summary.add, 5);
}

TEST_F(Importing, RefusesCodesThatASpreadsheetHasCut) {
  const auto plan = world_.check(
      world_.load(Target::Communities, std::filesystem::path(LINLI_TEST_DATA) / "intake/代码成了数值.xlsx"));
  const auto refused = of(plan, Severity::Refuse);
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_NE(refused[0].remedy.zh.find("文本"), std::string::npos);
}

TEST_F(Importing, TakesBodiesWithTheAreasTheyServe) {
  const Rows rows{{"单位名称", "单位类型", "联系电话", "服务范围"},
                  {"东关街道办事处", "", "0374-9900001", "东关街道"},
                  {"热力公司", "企业", "12345", "东关街道、八一东社区、不存在的街道"}};
  const auto done = world_.put(world_.cells(Target::Bodies, rows));
  ASSERT_TRUE(done.done);
  EXPECT_EQ(done.plan.summary.add, 2);
  EXPECT_EQ(done.plan.summary.unknown_field, 1);
  const auto again = world_.put(world_.cells(Target::Bodies, rows));
  EXPECT_EQ(again.plan.summary.same, 2);
}

TEST_F(Importing, CanBeCancelledWithoutATrace) {
  std::atomic<bool> cancel{true};
  const auto work = world_.cells(Target::Courtyards, {{"所属社区", "小区名称"}, {"解放社区", "甲院"}});
  const auto done = commit(*world_.store, work, {}, false, &cancel, {});
  ASSERT_FALSE(done.done);
  EXPECT_EQ(done.done.error().code, kCancelled.code);
  EXPECT_TRUE(world_.areas_now(Level::Courtyard).empty());
}

TEST_F(Importing, SaysWhichColumnsAreMissing) {
  const auto plan =
      dry_run(*world_.store, world_.cells(Target::Courtyards, {{"小区名称", "户数"}, {"甲院", "3"}}), nullptr, {});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, kBadMapping.code);
  EXPECT_EQ(plan.error().faults.front().field, "community");
}

}  // namespace
}  // namespace linli::intake_files
