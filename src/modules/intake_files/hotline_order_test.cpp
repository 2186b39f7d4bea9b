// The city hotline's work orders, on both engines.
#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>

#include "modules/intake_files/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::intake_files {
namespace {

using cases::Case;
using cases::Origin;
using storage::Snapshot;
using storage::Transaction;
using testing::World;
using Rows = std::vector<std::vector<std::string>>;

constexpr Date kSince{std::chrono::year{2020}, std::chrono::January, std::chrono::day{1}};

class OrdersOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  OrdersOn() {
    world.store.clock.set(*parse_instant("2026-03-02T12:00:00+08:00"));
    world.store->write_now([&](Transaction& transaction) {
      LINLI_ASSERT(catalogue::ship_catalogue(transaction, world.district, {}, kSince).has_value());
      const auto root = areas::district_area(world.district);
      const auto add = [&](areas::Level level, AreaId parent, std::string name) {
        return areas::add_area(transaction, world.district, {},
                               {.level = level, .parent = parent, .name = std::move(name), .from = kSince})
            .value();
      };
      const auto subdistrict = add(areas::Level::Subdistrict, root, "东关街道");
      community = add(areas::Level::Community, subdistrict, "解放社区");
      courtyard = add(areas::Level::Courtyard, community, "龙阳光世家");
      const auto steward = accounts::add_account(transaction, world.district, {}, {.login = "zhou", .name = "周"});
      grid = areas::add_grid(transaction, world.district, {},
                             {.name = "解放一网格", .community = community, .members = {courtyard}, .from = kSince})
                 .value();
      LINLI_ASSERT(
          areas::set_grid_duty(transaction, world.district, {}, grid, {.steward = *steward}, kSince).has_value());
      bodies::NewBody body;
      body.name = "热力公司";
      body.kind = bodies::Kind::Company;
      body.from = kSince;
      heating = bodies::add_body(transaction, world.district, {}, body).value();
      return true;
    });
  }

  ImportWork sheet(Rows rows) {
    Rows all{{"工单编号", "受理时间", "办结时限", "诉求内容", "联系人", "联系电话", "地址", "诉求分类", "承办单位",
              "派单时间", "是否退回/重办", "退回原因"}};
    all.insert(all.end(), rows.begin(), rows.end());
    return world.cells(Target::Hotline, all);
  }
  static std::vector<std::string> order(std::string number) {
    return {std::move(number),         "2026-03-01 09:00", "2026-03-05 17:30", "暖气不热", "张三", "13800138000",
            "东关街道龙阳光世家3号楼", "城建-供热",        "热力公司",         "",         "",     ""};
  }
  std::optional<cases::Foreign> foreign(std::string_view number) {
    return world.store->read_now(
        [&](Snapshot& snapshot) { return cases::find_foreign(snapshot, world.district, Origin::Hotline, number); });
  }
  Case stored(std::string_view number) {
    return world.store
        ->read_now(
            [&](Snapshot& snapshot) { return cases::find_case(snapshot, world.district, foreign(number)->entry); })
        .value();
  }
  std::vector<cases::Hop> hops(std::string_view number) {
    return world.store->read_now(
        [&](Snapshot& snapshot) { return cases::hops_of(snapshot, world.district, stored(number)); });
  }

  World world{GetParam()};
  AreaId community;
  AreaId courtyard;
  GridId grid;
  BodyId heating;
};
INSTANTIATE_TEST_SUITE_P(Engines, OrdersOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         [](const auto& info) {
                           return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
                         });

TEST_P(OrdersOn, AnOrderIsALiveCaseUnderTheCitysNumberAndDeadline) {
  const auto done = world.put(sheet({order("DH001")}));
  ASSERT_TRUE(done.done) << done.done.error().message.zh;
  EXPECT_EQ(done.plan.summary.add, 1);
  const auto entry = stored("DH001");
  EXPECT_EQ(entry.channel, cases::Channel::Hotline);
  EXPECT_EQ(entry.state, cases::State::Dispatched);
  EXPECT_EQ(entry.lead, cases::lead_of(heating));
  EXPECT_EQ(entry.where.courtyard, courtyard);
  EXPECT_EQ(entry.where.grid, grid);
  EXPECT_EQ(entry.place, "东关街道龙阳光世家3号楼");
  EXPECT_TRUE(entry.has_name && entry.has_phone);
  EXPECT_EQ(format_instant(*entry.due_at), "2026-03-05T17:30:00+08:00") << "the city's deadline";
  const auto known = foreign("DH001");
  EXPECT_EQ(known->due_at, entry.due_at);
  ASSERT_TRUE(known->own_due_at) << "ours stands beside it";
  EXPECT_NE(known->own_due_at, known->due_at);
  const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
  EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
}

TEST_P(OrdersOn, TheSameFileAgainChangesNothing) {
  ASSERT_TRUE(world.put(sheet({order("DH001"), order("DH002")})).done);
  const auto again = world.put(sheet({order("DH001"), order("DH002")}));
  ASSERT_TRUE(again.done);
  EXPECT_EQ(again.plan.summary.same, 2);
  EXPECT_EQ(again.plan.summary.add, 0);
  EXPECT_EQ(foreign("DH001")->times, 1);
}

TEST_P(OrdersOn, WhatComesOnceMoreIsTheSameCaseAndCounted) {
  ASSERT_TRUE(world.put(sheet({order("DH001")})).done);
  const auto first = stored("DH001");
  auto back = order("DH001");
  back[2] = "2026-03-09 17:30";
  back[10] = "是";
  back[11] = "居民说还是不热";
  const auto sent = world.put(sheet({back}));
  ASSERT_TRUE(sent.done) << sent.done.error().message.zh;
  EXPECT_EQ(sent.plan.summary.change, 1);
  const auto entry = stored("DH001");
  EXPECT_EQ(entry.id, first.id);
  EXPECT_EQ(foreign("DH001")->times, 2);
  EXPECT_EQ(format_instant(*entry.due_at), "2026-03-09T17:30:00+08:00") << "the new deadline";
  EXPECT_TRUE(hops("DH001").back().note.contains("居民说还是不热"));
  EXPECT_EQ(world.put(sheet({back})).plan.summary.same, 1) << "the same file again is not another sending";
  EXPECT_EQ(foreign("DH001")->times, 2);
  auto later = order("DH001");
  later[9] = "2026-03-02 10:00";
  EXPECT_EQ(world.put(sheet({later})).plan.summary.change, 1) << "sent later says it as well";
  EXPECT_EQ(foreign("DH001")->times, 3);
}

TEST_P(OrdersOn, WithoutAHandlerMatterAndPlaceDecide) {
  auto rubbish = order("DH001");
  rubbish[7] = "垃圾清运";
  rubbish[8] = "";
  auto nowhere = order("DH002");
  nowhere[6] = "某大厦";
  nowhere[7] = "垃圾清运";
  nowhere[8] = "不存在的局";
  const auto done = world.put(sheet({rubbish, nowhere}));
  ASSERT_TRUE(done.done) << done.done.error().message.zh;
  EXPECT_EQ(stored("DH001").lead, cases::lead_of(grid));
  EXPECT_EQ(stored("DH002").state, cases::State::Received) << "nobody's yet, and on the district's desk";
  EXPECT_FALSE(stored("DH002").where.community);
  EXPECT_EQ(done.plan.summary.unknown_field, 1) << "the handler";
  EXPECT_EQ(done.plan.summary.warned, 1) << "the place";
}

struct Wrong {
  const char* name;
  std::size_t column;
  const char* value;
  Severity severity;
  const char* field;
};

TEST_P(OrdersOn, EveryFaultNamesItsFieldAndRemedyInBothLanguages) {
  const std::vector<Wrong> table{{"no number", 0, "", Severity::Refuse, "number"},
                                 {"no day", 1, "昨天", Severity::Refuse, "received_at"},
                                 {"a day to come", 1, "2027-01-01", Severity::Refuse, "received_at"},
                                 {"no deadline", 2, "", Severity::Unknown, "due_at"},
                                 {"a deadline before the receipt", 2, "2026-02-01", Severity::Unknown, "due_at"},
                                 {"words for a deadline", 2, "尽快", Severity::Unknown, "due_at"},
                                 {"a deadline that has passed", 2, "2026-03-02 08:00", Severity::Warn, "due_at"},
                                 {"no text", 3, "", Severity::Refuse, "text"},
                                 {"an unknown class", 7, "外星人", Severity::Refuse, "matter"},
                                 {"an unknown handler", 8, "外星局", Severity::Unknown, "handler"},
                                 {"an unknown place", 6, "外星", Severity::Warn, "address"},
                                 {"sent back, and never seen", 10, "是", Severity::Warn, "sent_back"}};
  for (const auto& row : table) {
    auto cells = order("DH001");
    cells[row.column] = row.value;
    const auto plan = world.check(sheet({cells}));
    ASSERT_EQ(plan.faults.kept().size(), 1U) << row.name;
    const auto& fault = plan.faults.kept().front();
    EXPECT_EQ(fault.severity, row.severity) << row.name;
    EXPECT_EQ(fault.field, row.field) << row.name;
    EXPECT_FALSE(fault.reason.zh.empty() || fault.reason.en.empty()) << row.name;
    EXPECT_FALSE(fault.remedy.zh.empty() || fault.remedy.en.empty()) << row.name;
  }
  const auto twice = world.check(sheet({order("DH001"), order("DH001")}));
  EXPECT_EQ(twice.summary.refused, 1) << "a number twice in one file";
  EXPECT_EQ(twice.summary.add, 1);
}

// As offices save it: numbers as numbers, times as Excel's own, columns in text where somebody thought of it.
std::filesystem::path workbook(const std::filesystem::path& folder, const std::vector<std::string>& row) {
  const auto path = folder / (row[0] + row[10] + ".xlsx");
  auto* book = workbook_new(path.c_str());
  auto* sheet = workbook_add_worksheet(book, "工单");
  auto* moment = workbook_add_format(book);
  constexpr int kDayAndTime = 22;  // Excel's own format for both
  format_set_num_format_index(moment, kDayAndTime);
  const std::vector<std::string> headings{"工单编号", "受理时间", "办结时限", "诉求内容", "联系人",        "联系电话",
                                          "地址",     "诉求分类", "承办单位", "派单时间", "是否退回/重办", "退回原因"};
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_write_string(sheet, 0, column, headings[i].c_str(), nullptr);
    lxw_datetime at{};
    if (i < 2 && std::sscanf(row[i].c_str(), "%d-%d-%d %d:%d", &at.year, &at.month, &at.day, &at.hour, &at.min) == 5) {
      worksheet_write_datetime(sheet, 1, column, &at, moment);
    } else if (!row[i].empty() && row[i].find_first_not_of("0123456789") == std::string::npos) {
      worksheet_write_number(sheet, 1, column, std::stod(row[i]), nullptr);
    } else if (!row[i].empty()) {
      worksheet_write_string(sheet, 1, column, row[i].c_str(), nullptr);
    }
  }
  EXPECT_EQ(workbook_close(book), LXW_NO_ERROR);
  return path;
}

TEST_P(OrdersOn, ARealWorkbookComesInAndIsMatchedByNumberTwice) {
  auto row = order("20260301000123");
  row[2] = "2026-03-05";
  const auto first = world.put(world.load(Target::Hotline, workbook(world.store.folder(), row)));
  ASSERT_TRUE(first.done) << first.done.error().message.zh;
  EXPECT_EQ(first.plan.summary.add, 1) << (first.plan.faults.kept().empty() ? ""
                                                                            : first.plan.faults.kept()[0].reason.zh);
  const auto entry = stored("20260301000123");
  EXPECT_EQ(format_instant(entry.received_at), "2026-03-01T09:00:00+08:00");
  EXPECT_EQ(format_instant(*entry.due_at), "2026-03-05T23:59:59+08:00") << "a day is over when the day is";
  row[10] = "是";
  row[11] = "居民说还是不热";
  const auto back = world.put(world.load(Target::Hotline, workbook(world.store.folder(), row)));
  EXPECT_EQ(back.plan.summary.change, 1);
  EXPECT_EQ(foreign("20260301000123")->times, 2);
  EXPECT_EQ(foreign("20260301000123")->entry, entry.id);
  const auto rounded =
      world.check(world.load(Target::Hotline, workbook(world.store.folder(), order("202603010001234567"))));
  EXPECT_EQ(rounded.summary.refused, 1);
  EXPECT_TRUE(rounded.faults.kept()[0].reason.zh.contains("丢了后面几位")) << rounded.faults.kept()[0].reason.zh;
}

TEST_P(OrdersOn, DaysCountFromTheReceipt) {
  auto cells = order("DH001");
  cells[2] = "5";
  ASSERT_TRUE(world.put(sheet({cells})).done);
  const auto due = stored("DH001").due_at;
  ASSERT_TRUE(due);
  EXPECT_GT(*due, *parse_instant("2026-03-05T00:00:00+08:00"));
  EXPECT_LT(*due, *parse_instant("2026-03-10T00:00:00+08:00"));
}

}  // namespace
}  // namespace linli::intake_files
