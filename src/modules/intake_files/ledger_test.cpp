// The year's ledger of an office (part of it, its slips included) as cases, on both engines.
#include <gtest/gtest.h>

#include <algorithm>

#include "modules/intake_files/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::intake_files {
namespace {

using cases::Case;
using cases::Origin;
using cases::State;
using storage::Snapshot;
using testing::World;

const std::filesystem::path kLedgerFolder = std::filesystem::path(LINLI_TEST_DATA) / "示例区";
const std::filesystem::path kCaseLedger = kLedgerFolder / "诉求台账节选.csv";

std::int64_t faults_of(const Plan& plan, Severity severity, std::string_view field, std::string_view zh) {
  return std::ranges::count_if(plan.faults.kept(), [&](const FileFault& fault) {
    return fault.severity == severity && fault.field == field && fault.reason.zh.contains(zh);
  });
}

class LedgerOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  LedgerOn() {
    world.store->write_now([&](storage::Transaction& transaction) {
      const auto shipped = catalogue::ship_catalogue(transaction, world.district, {}, *parse_date("2020-01-01"));
      LINLI_ASSERT(shipped.has_value());
      bodies::NewBody body;
      body.name = "热力公司";
      body.kind = bodies::Kind::Company;
      body.from = *parse_date("2020-01-01");
      return bodies::add_body(transaction, world.district, {}, body).has_value();
    });
    must(Target::Subdistricts, "社区名册.csv");
    must(Target::Communities, "社区名册.csv");
  }
  void must(Target target, const char* file) {
    const auto done = world.put(world.load(target, kLedgerFolder / file), true);
    ASSERT_TRUE(done.done) << (done.done ? "" : done.done.error().message.zh);
  }
  ImportWork ledger() {
    auto work = world.load(Target::Cases, kCaseLedger);
    work.projections = {cases::search_projection()};
    return work;
  }
  ImportWork rows(std::vector<std::vector<std::string>> body) {
    std::vector<std::vector<std::string>> all{{"工单编号", "受理时间", "受理渠道", "诉求分类", "诉求内容", "所属社区",
                                               "小区(院落)", "承办单位", "办结时限(工作日)", "办结时间", "回访结果",
                                               "满意度"}};
    all.insert(all.end(), body.begin(), body.end());
    return world.cells(Target::Cases, all);
  }
  std::optional<Case> stored(std::string_view number) {
    return world.store->read_now([&](Snapshot& snapshot) -> std::optional<Case> {
      const auto foreign = cases::find_foreign(snapshot, world.district, Origin::Ledger, number);
      if (!foreign) return std::nullopt;
      return cases::find_case(snapshot, world.district, foreign->entry);
    });
  }
  World world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, LedgerOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         [](const auto& info) {
                           return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
                         });

TEST_P(LedgerOn, ItsSlipsAreListedAndADryRunWritesNothing) {
  const auto plan = world.check(ledger());
  EXPECT_EQ(plan.summary.rows, 570);
  EXPECT_EQ(faults_of(plan, Severity::Refuse, "received_at", "不是一个日期"), 6);
  EXPECT_EQ(faults_of(plan, Severity::Refuse, "number", "编号相同"), 19);
  EXPECT_EQ(faults_of(plan, Severity::Refuse, "done_at", "早于受理"), 29);  // the thirtieth bears a number twice
  EXPECT_EQ(faults_of(plan, Severity::Refuse, "matter", "没有"), 0);
  EXPECT_GT(faults_of(plan, Severity::Unknown, "handler", "没有叫"), 0);  // departments that nobody has registered
  EXPECT_EQ(plan.summary.add, 516);
  EXPECT_FALSE(stored("SL2025000001"));
}

TEST_P(LedgerOn, GoodRowsBecomeCasesAndTheSameFileChangesNothing) {
  const auto first = world.put(ledger(), true);
  ASSERT_TRUE(first.done) << first.done.error().message.zh;
  const auto heating = stored("SL2025000001");
  ASSERT_TRUE(heating);
  EXPECT_EQ(heating->text, "暖气不热,室温只有13度");
  EXPECT_EQ(heating->state, State::Closed);
  EXPECT_EQ(heating->rating, 5);
  EXPECT_EQ(heating->lead.kind, cases::LeadKind::Body);
  EXPECT_EQ(heating->channel, cases::Channel::Steward);
  EXPECT_EQ(format_instant(*heating->done_at).substr(0, 16), "2025-01-02T09:31");
  EXPECT_EQ(stored("SL2025000005")->reopened, 1) << "not solved";
  EXPECT_FALSE(stored("SL2025000005")->ended_at);
  EXPECT_FALSE(stored("SL2025000006")->ended_at) << "no end in the ledger: open";
  const auto again = world.put(ledger(), true);
  ASSERT_TRUE(again.done);
  EXPECT_EQ(again.plan.summary.add, 0);
  EXPECT_EQ(again.plan.summary.same, first.plan.summary.add);
  const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
  EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
  world.store->read_now([&](Snapshot& snapshot) {
    return cases::check_cases(snapshot, kChinaOffset,
                              [](DistrictId, CaseId, const std::string& what) { ADD_FAILURE() << what; });
  });
}

TEST_P(LedgerOn, WhatTheCitySendsKeepsItsNumberAndItsDeadline) {
  const auto work = world.cells(
      Target::Cases, {{"工单编号", "受理时间", "受理渠道", "诉求分类", "诉求内容", "所属社区", "截止时间"},
                      {"12345-0001", "2025-03-03 09:00", "12345", "供热", "不热", "五一二社区", "2025-03-05 17:30"}});
  ASSERT_TRUE(world.put(work).done);
  const auto entry = stored("12345-0001");
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->channel, cases::Channel::Hotline);
  EXPECT_EQ(format_instant(*entry->due_at).substr(0, 16), "2025-03-05T17:30");
}

TEST_P(LedgerOn, WithoutGoodOnlyOneBadRowRefusesAll) {
  const auto done =
      world.put(rows({{"A1", "2025-01-01 09:00", "电话", "供热", "不热", "五一二社区", "", "", "1", "", "", ""},
                      {"A2", "2025-02-30", "电话", "供热", "不热", "五一二社区", "", "", "1", "", "", ""}}));
  EXPECT_FALSE(done.done);
  EXPECT_FALSE(stored("A1"));
}

TEST_P(LedgerOn, RubbishNamesItsRowFieldAndRemedy) {
  const auto plan =
      world.check(rows({{"B1", "昨天", "电话", "供热", "不热", "五一二社区", "", "", "", "", "", ""},
                        {"B2", "2025-01-01 25:99", "电话", "供热", "不热", "五一二社区", "", "", "", "", "", ""},
                        {"B3", "2025-01-01", "鸽子", "供热", "不热", "五一二社区", "", "", "", "", "", ""},
                        {"B4", "2025-01-01", "电话", "外星人", "不热", "五一二社区", "", "", "", "", "", ""},
                        {"B5", "2025-01-01", "电话", "供热", "", "五一二社区", "", "", "", "", "", ""},
                        {"B6", "2035-01-01", "电话", "供热", "不热", "五一二社区", "", "", "", "", "", ""},
                        {"B7", "2025-01-01", "电话", "供热", "不热", "没有的社区", "", "", "", "", "", ""}}));
  EXPECT_EQ(plan.summary.refused, 6);
  EXPECT_EQ(plan.summary.add, 1);
  EXPECT_EQ(faults_of(plan, Severity::Unknown, "channel", "认不出"), 1);
  for (const auto& fault : plan.faults.kept()) {
    EXPECT_FALSE(fault.remedy.zh.empty()) << fault.reason.zh;
    EXPECT_FALSE(fault.remedy.en.empty()) << fault.reason.en;
    EXPECT_GT(fault.row, 0);
  }
}

}  // namespace
}  // namespace linli::intake_files
