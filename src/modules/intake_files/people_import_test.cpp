// Residents and households from offices' lists, on both databases.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake_files/export.hpp"
#include "modules/intake_files/testing/world.hpp"
#include "modules/people/api.hpp"
#include "storage/verify.hpp"

namespace linli::intake_files {
namespace {

using Rows = std::vector<std::vector<std::string>>;

class PeopleImport : public ::testing::TestWithParam<storage::Engine> {
 protected:
  PeopleImport() {
    put(Target::Subdistricts, {{"街道名称"}, {"东关街道"}});
    put(Target::Communities, {{"社区名称", "所属街道"}, {"解放社区", "东关街道"}, {"春秋社区", "东关街道"}});
    put(Target::Courtyards, {{"小区名称", "所属社区"}, {"龙阳光世家", "解放社区"}, {"春天华府", "春秋社区"}});
    put(Target::Buildings, {{"楼栋名称", "所属小区"}, {"1号楼", "龙阳光世家"}});
  }
  void put(Target target, const Rows& rows) { ASSERT_TRUE(world.put(world.cells(target, rows)).done); }
  Committed take(Rows rows, Mode mode = Mode::Update, bool only_good = false, Target target = Target::Persons) {
    return world.put(world.cells(target, rows, {}, mode), only_good);
  }
  std::int64_t count(std::string_view sql) {
    return world.store->read_now([&](storage::Snapshot& snapshot) {
      auto rows = snapshot.query(sql);
      return rows.next() ? rows.integer(0) : -1;
    });
  }
  void expect_whole() {
    world.store->link_journal();
    const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
    for (const auto& finding : report.findings) ADD_FAILURE() << finding.table << ": " << finding.message.en;
    world.store->read_now([](storage::Snapshot& snapshot) {
      return people::check_people(snapshot, [](const std::string& what) { ADD_FAILURE() << what; });
    });
  }

  testing::World world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Both, PeopleImport, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         [](const auto& info) {
                           return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
                         });

const std::vector<std::string> kHead{"姓名", "身份证号", "联系电话",   "所属社区", "小区名称",
                                     "楼栋", "单元门牌", "与户主关系", "居住方式", "服务标签"};
const std::vector<std::string> kZhang{
    "张建国", "411002193505121013", "138 0013 8000", "解放社区", "龙阳光世家",
    "1号楼",  "1单元101",           "户主",          "户籍",     "独居老人、高龄老人"};
const std::vector<std::string> kChild{"张晓月", "411002201503061245", "",     "解放社区", "龙阳光世家",
                                      "1号楼",  "1单元101",           "孙女", "户籍",     ""};
const std::vector<std::string> kLi{"李梅", "", "13900139000", "春秋社区", "春天华府", "", "3-301", "", "租住", ""};

TEST_P(PeopleImport, TakesPersonsWithTheirHomes) {
  const auto done = take({kHead, kZhang, kChild, kLi});
  ASSERT_TRUE(done.done) << done.done.error().message.zh;
  EXPECT_EQ(done.plan.summary.add, 3);
  EXPECT_EQ(count("SELECT COUNT(*) FROM persons"), 3);
  EXPECT_EQ(count("SELECT COUNT(*) FROM households"), 2) << "two of them behind one door";
  EXPECT_EQ(count("SELECT COUNT(*) FROM persons WHERE name_sealed = 1"), 1) << "the child's name is sealed";
  EXPECT_EQ(count("SELECT COUNT(*) FROM journal WHERE kind = 'people.persons_imported'"), 1);
  expect_whole();
}

TEST_P(PeopleImport, OfTheSameFileTwiceChangesNothing) {
  take({kHead, kZhang, kChild, kLi});
  const auto again = take({kHead, kZhang, kChild, kLi});
  EXPECT_EQ(again.plan.summary.same, 3);
  EXPECT_EQ(again.plan.summary.add + again.plan.summary.change, 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM persons"), 3);
}

TEST_P(PeopleImport, ChangesWhatDiffersAndMovesWhoMoved) {
  take({kHead, kZhang, kLi});
  auto phone = kZhang;
  phone[2] = "13700137000";
  auto moved = kLi;
  moved[6] = "3-302";
  moved[1] = "";
  const auto added = take({kHead, phone}, Mode::Add);
  EXPECT_EQ(added.plan.summary.same, 1) << "add leaves what is there";
  EXPECT_EQ(added.plan.summary.warned, 1);
  const auto updated = take({kHead, phone});
  EXPECT_EQ(updated.plan.summary.change, 1);
  auto elsewhere = kZhang;
  elsewhere[2] = "13700137000";
  elsewhere[3] = "春秋社区";
  elsewhere[4] = "春天华府";
  elsewhere[5] = "";
  elsewhere[6] = "9-901";
  world.store.clock.advance(std::chrono::days{3});
  world.today = *parse_date("2026-03-05");
  EXPECT_EQ(take({kHead, elsewhere}).plan.summary.change, 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM residences"), 3);
  EXPECT_EQ(take({kHead, elsewhere}).plan.summary.same, 1);
  expect_whole();
}

TEST_P(PeopleImport, RefusesNumbersThatCannotBeAndSaysWhatToDo) {
  auto excel = kZhang;
  excel[1] = "4.11002E+17";
  auto check = kZhang;
  check[1] = "411002193505121014";
  auto twice = kZhang;
  twice[0] = "张国";
  const auto plan = world.check(world.cells(Target::Persons, {kHead, kZhang, excel, check, twice}));
  EXPECT_EQ(plan.summary.refused, 3);
  EXPECT_EQ(plan.summary.add, 1);
  ASSERT_GE(plan.faults.kept().size(), 3U);
  EXPECT_EQ(plan.faults.kept()[0].row, 3);
  EXPECT_EQ(plan.faults.kept()[0].field, "id_number");
  EXPECT_THAT(plan.faults.kept()[0].remedy.zh, ::testing::HasSubstr("文本"));
  for (const auto& fault : plan.faults.kept()) EXPECT_EQ(fault.value, "") << "no report repeats a protected value";
  EXPECT_FALSE(take({kHead, kZhang, excel}).done) << "all or nothing";
  EXPECT_EQ(count("SELECT COUNT(*) FROM persons"), 0);
  EXPECT_TRUE(take({kHead, kZhang, excel}, Mode::Update, true).done) << "or the good rows only";
  EXPECT_EQ(count("SELECT COUNT(*) FROM persons"), 1);
}

TEST_P(PeopleImport, TakesFifteenDigitsAndNeverRefusesAnArea) {
  auto legacy = kZhang;
  legacy[1] = "110105491231002";
  const auto done = take({kHead, legacy});
  ASSERT_TRUE(done.done);
  EXPECT_EQ(done.plan.summary.warned, 1);
  auto full = kZhang;
  full[1] = "11010519491231002X";
  EXPECT_EQ(take({kHead, full}).plan.summary.same, 1);
}

TEST_P(PeopleImport, TakesWhatItCannotReadAsUnknown) {
  auto odd = kLi;
  odd[2] = "没有";
  odd[4] = "不存在的小区";
  odd[8] = "不详";
  odd[9] = "重点人员";
  const auto done = take({kHead, odd});
  ASSERT_TRUE(done.done);
  EXPECT_EQ(done.plan.summary.unknown_field, 4);
  EXPECT_EQ(count("SELECT COUNT(*) FROM person_marks WHERE kind = 5"), 0) << "no tag of suspicion";
}

TEST_P(PeopleImport, OfAFullListLetsGoWhoIsMissingInItsCommunities) {
  take({kHead, kZhang, kChild, kLi});
  const auto plan = world.check(world.cells(Target::Persons, {kHead, kZhang}, {}, Mode::Full));
  EXPECT_EQ(plan.summary.close, 1) << "the child; nobody of the other community";
  auto wrong = kChild;
  wrong[1] = "1";
  EXPECT_EQ(world.check(world.cells(Target::Persons, {kHead, kZhang, wrong}, {}, Mode::Full)).summary.close, 0)
      << "a refused row may have meant her";
  ASSERT_TRUE(take({kHead, kZhang}, Mode::Full).done);
  EXPECT_EQ(count("SELECT COUNT(*) FROM residences WHERE valid_to IS NOT NULL"), 1);
  expect_whole();
}

TEST_P(PeopleImport, ReadsEnglishHeadings) {
  const auto done = take({{"Full name", "ID number", "Community", "Courtyard", "Door", "Phone"},
                          {"张建国", "411002193505121013", "解放社区", "龙阳光世家", "101", "13800138000"}});
  ASSERT_TRUE(done.done);
  EXPECT_EQ(done.plan.summary.add, 1);
}

TEST_P(PeopleImport, TakesBackWhatItExportedWithoutAChange) {
  take({kHead, kZhang, kChild, kLi});
  const auto table = world.store->read_now([&](storage::Snapshot& snapshot) {
    return export_table(snapshot, world.district, Target::Persons, world.today);
  });
  ASSERT_EQ(table.rows.size(), 3U);
  Rows rows{table.headings};
  for (const auto& row : table.rows) {
    rows.push_back(row);
    for (const auto& cell : row) EXPECT_FALSE(cell.contains("4110")) << "nothing protected leaves in a list";
  }
  const auto done = take(rows);
  ASSERT_TRUE(done.done);
  EXPECT_EQ(done.plan.summary.same, 3);
}

TEST_P(PeopleImport, TakesHouseholdsBeforeAnybodyLivesThere) {
  const Rows doors{{"单元门牌", "所属社区", "小区名称", "户的类型"},
                   {"101", "解放社区", "龙阳光世家", "家庭户"},
                   {"102", "解放社区", "龙阳光世家", "集体户"}};
  EXPECT_EQ(take(doors, Mode::Update, false, Target::Households).plan.summary.add, 2);
  EXPECT_EQ(take(doors, Mode::Update, false, Target::Households).plan.summary.same, 2);
  auto row = kZhang;
  row[5] = "";
  row[6] = "101";
  take({kHead, row});
  EXPECT_EQ(count("SELECT COUNT(*) FROM households"), 2);
  expect_whole();
}

TEST_P(PeopleImport, GoesOnWhereItStopped) {
  if (GetParam() == storage::Engine::Postgres) GTEST_SKIP() << "portions are cut before any database sees them";
  Rows rows{kHead};
  for (int i = 0; i < 12'000; ++i)
    rows.push_back(
        {"居民" + std::to_string(i), "", "", "解放社区", "龙阳光世家", "", std::to_string(i / 3), "", "", ""});
  std::atomic<bool> cancel{false};
  const auto work = world.cells(Target::Persons, rows);
  const auto stopped = commit(*world.store, work, {}, false, &cancel, [&](std::int64_t done, std::int64_t total) {
    if (done == 5000 && total == 12'000) cancel = true;
  });
  EXPECT_FALSE(stopped.done);
  EXPECT_EQ(count("SELECT COUNT(*) FROM persons"), 5000) << "whole portions";
  expect_whole();
  ASSERT_TRUE(world.put(work).done);
  EXPECT_EQ(count("SELECT COUNT(*) FROM persons"), 12'000);
  EXPECT_EQ(count("SELECT COUNT(*) FROM households"), 4000);
}

}  // namespace
}  // namespace linli::intake_files
