// The files of an office as it sent them, mistakes included (tests/data/示例区): every mistake is found and said.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "modules/intake_files/fault_file.hpp"
#include "modules/intake_files/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::intake_files {
namespace {

using areas::Level;
using testing::World;

const std::filesystem::path kFolder = std::filesystem::path(LINLI_TEST_DATA) / "示例区";
const Answers kLedgerAnswers{{"swapped", "swap"},          {"name:裕丰东居委会", "yes"}, {"name:新民东居委会", "yes"},
                             {"name:东风西居委会", "yes"}, {"name:青年北居委会", "yes"}, {"name:春秋西居委会", "yes"}};

std::int64_t count(const Plan& plan, Severity severity, std::string_view field, std::string_view zh) {
  return std::ranges::count_if(plan.faults.kept(), [&](const FileFault& fault) {
    return fault.severity == severity && fault.field == field && fault.reason.zh.find(zh) != std::string::npos;
  });
}

// Imported in the order an office does it; each test goes as far as it needs.
class Example : public ::testing::Test {
 protected:
  Plan put(Target target, const char* file, Answers answers = {}, bool only_good = true) {
    auto done = world_.put(world_.load(target, kFolder / file, std::move(answers)), only_good);
    EXPECT_TRUE(done.done) << (done.done ? "" : done.done.error().message.zh);
    return std::move(done.plan);
  }
  void put_communities() {
    put(Target::Subdistricts, "社区名册.csv");
    put(Target::Communities, "社区名册.csv");
    put(Target::Boundaries, "社区边界.shp");
  }
  World world_;
};

TEST_F(Example, TheListOfCommunitiesIsTakenWhole) {
  const auto subdistricts = put(Target::Subdistricts, "社区名册.csv", {}, false);
  EXPECT_EQ(subdistricts.summary.add, 12);
  EXPECT_EQ(subdistricts.faults.total(), 0);
  const auto communities = put(Target::Communities, "社区名册.csv", {}, false);
  EXPECT_EQ(communities.summary.add, 89);
  EXPECT_EQ(communities.faults.total(), 0);
  const auto outlines = put(Target::Boundaries, "社区边界.shp", {}, false);
  EXPECT_EQ(outlines.summary.add, 89);
  EXPECT_EQ(count(outlines, Severity::Warn, "name", "自己相交"), 7);
  EXPECT_EQ(outlines.summary.refused, 0);
}

TEST_F(Example, TheLedgersMistakesAreFound) {
  put_communities();
  const auto plan = world_.check(world_.load(Target::Courtyards, kFolder / "小区台账.xlsx"));
  EXPECT_EQ(plan.summary.rows, 1069);
  EXPECT_EQ(plan.summary.skipped, 12);  // a remark below each sheet
  EXPECT_EQ(count(plan, Severity::Refuse, "name", "名称是空的"), 3);
  EXPECT_EQ(count(plan, Severity::Refuse, "community", "没有叫"), 5);
  EXPECT_EQ(count(plan, Severity::Unknown, "households", "没有填"), 6);
  EXPECT_EQ(count(plan, Severity::Unknown, "households", "不详"), 2);
  EXPECT_EQ(count(plan, Severity::Unknown, "households", "负数"), 3);
  EXPECT_EQ(count(plan, Severity::Warn, "households", "约数"), 2);
  EXPECT_EQ(count(plan, Severity::Warn, "households", "说明"), 1);
  EXPECT_EQ(count(plan, Severity::Unknown, "lon", "写反"), 5);
  EXPECT_EQ(count(plan, Severity::Unknown, "lon", "以外"), 4);
  EXPECT_EQ(count(plan, Severity::Warn, "name", "重复") + count(plan, Severity::Refuse, "name", "重名"), 6);
  EXPECT_EQ(plan.questions.size(), 6U);  // swapped, and five former names of communities
}

TEST_F(Example, TheAnsweredLedgerLeavesOnlyTheRowsWithoutANameOut) {
  put_communities();
  const auto plan = put(Target::Courtyards, "小区台账.xlsx", kLedgerAnswers);
  EXPECT_EQ(count(plan, Severity::Refuse, "community", ""), 0);
  EXPECT_EQ(count(plan, Severity::Warn, "lon", "写反"), 5);
  EXPECT_EQ(plan.summary.add, 1060);
  const auto again = put(Target::Courtyards, "小区台账.xlsx", kLedgerAnswers);
  EXPECT_EQ(again.summary.add, 0);
  EXPECT_EQ(again.summary.change, 0);
}

TEST_F(Example, OutlinesOfCourtyardsAreCheckedAgainstPlaceAndNeighbours) {
  put_communities();
  put(Target::Courtyards, "小区台账.xlsx", kLedgerAnswers);
  const auto open = world_.check(world_.load(Target::Boundaries, kFolder / "小区边界.geojson"));
  EXPECT_EQ(count(open, Severity::Refuse, "name", "8"), 3);
  EXPECT_EQ(count(open, Severity::Refuse, "name", "没有登记"), 3);
  EXPECT_EQ(count(open, Severity::Warn, "name", "没有它的边界"), 5);
  EXPECT_EQ(count(open, Severity::Warn, "name", "地图服务"), 6);
  ASSERT_EQ(open.questions.size(), 1U);
  const auto answered = put(Target::Boundaries, "小区边界.geojson",
                            {{open.questions.front().id, open.questions.front().choices.front().value}});
  EXPECT_LT(count(answered, Severity::Warn, "name", "重叠"), count(open, Severity::Warn, "name", "重叠"));
  EXPECT_EQ(answered.summary.add, 1052);
  const auto again = put(Target::Boundaries, "小区边界.geojson",
                         {{open.questions.front().id, open.questions.front().choices.front().value}});
  EXPECT_EQ(again.summary.add + again.summary.change, 0);
}

TEST_F(Example, TheGridsMistakesAreFound) {
  put_communities();
  put(Target::Courtyards, "小区台账.xlsx", kLedgerAnswers);
  const auto plan = put(Target::Grids, "现行网格.xlsx", {{"stewards", "create"}});
  EXPECT_EQ(plan.summary.rows, 346);
  EXPECT_EQ(plan.summary.add, 346);
  EXPECT_EQ(count(plan, Severity::Unknown, "code", "没有填"), 68);
  EXPECT_EQ(count(plan, Severity::Unknown, "steward", "没有写"), 5);
  EXPECT_EQ(count(plan, Severity::Unknown, "members", "没有登记小区"), 8);
  EXPECT_EQ(count(plan, Severity::Unknown, "members", "已在"), 4);
  EXPECT_GE(count(plan, Severity::Warn, "members", "不在任何网格"), 3);
  EXPECT_GE(count(plan, Severity::Warn, "households", "不符"), 10);
  EXPECT_EQ(count(plan, Severity::Warn, "phone", "相同"), 8);
  const auto again = put(Target::Grids, "现行网格.xlsx", {{"stewards", "create"}});
  EXPECT_EQ(again.summary.same, 346);
  const auto report = storage::verify(*world_.store, world_.store.schemas(), {}, {});
  EXPECT_TRUE(report.good()) << report.findings.front().message.en;
}

TEST_F(Example, TheFileOfFaultsCanBeSentInAgain) {
  put_communities();
  const auto work = world_.load(Target::Courtyards, kFolder / "小区台账.xlsx");
  const auto plan = world_.check(work);
  const auto path = world_.store.folder() / "faults.xlsx";
  write_fault_file(path, work.sheets, work.uses, plan, Target::Courtyards);
  const auto again = world_.check(world_.load(Target::Courtyards, path));
  // Only the faulty rows, with the same faults; sheets keep their names, so each still knows its subdistrict.
  EXPECT_EQ(again.summary.refused, plan.summary.refused);
  EXPECT_EQ(again.summary.unknown_field, plan.summary.unknown_field);
  EXPECT_LT(again.summary.rows, 40);
}

}  // namespace
}  // namespace linli::intake_files
