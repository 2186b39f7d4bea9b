// Results go back to the city once, and are seen when it sends them back.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "modules/cases/testing/world.hpp"
#include "modules/hotline/api.hpp"
#include "modules/hotline/command.hpp"
#include "modules/hotline/http.hpp"
#include "modules/hotline/rules.hpp"
#include "modules/hotline/store.hpp"
#include "modules/intake_files/reader.hpp"
#include "storage/verify.hpp"

namespace linli::hotline {
namespace {

using cases::ForeignList;
using cases::Origin;
using cases::Step;
using storage::Snapshot;
using storage::Transaction;

class HotlineOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  HotlineOn() { register_routes(world.router, service); }

  // A case of the hotline in the hands of the steward of courtyard A.
  CaseId taken(const std::string& number) {
    auto report = world.report("E1-01", world.yard_a);
    report.channel = cases::Channel::Hotline;
    const auto entry = world.receive(report).entry.id;
    world.write([&](Transaction& transaction) {
      cases::put_foreign(
          transaction, world.district, Origin::Hotline, number,
          {entry, 1, transaction.now(), std::nullopt, transaction.now() + std::chrono::hours{24}, std::nullopt});
      return true;
    });
    return entry;
  }
  void settle(CaseId entry) {
    if (world.stored(entry).state == cases::State::Dispatched)
      ASSERT_TRUE(world.take(world.steward, entry, {.step = Step::Accept}));
    ASSERT_TRUE(world.take(world.steward, entry, {.step = Step::Done, .result = "已清走"}));
    ASSERT_TRUE(world.take(world.worker, entry, {.step = Step::Verify}));
  }
  Result<Report> report() {
    return world.write([&](Transaction& transaction) {
      return make_report(transaction, *world.atlas, {world.district, "", "", kChinaOffset}, world.chief.account);
    });
  }
  std::vector<ReportRow> rows(ReportId id) {
    return world.read([&](Snapshot& snapshot) { return list_rows(snapshot, world.district, id); });
  }
  std::int64_t count(ForeignList list) {
    return world.read(
        [&](Snapshot& snapshot) { return cases::count_foreign(snapshot, {world.district, Origin::Hotline, list}); });
  }
  Result<cases::Case> send_back(CaseId entry, const std::string& number) {
    return world.write([&](Transaction& transaction) -> Result<cases::Case> {
      auto foreign = *cases::find_foreign(transaction, world.district, Origin::Hotline, number);
      ++foreign.times;
      foreign.answered_at.reset();
      cases::put_foreign(transaction, world.district, Origin::Hotline, number, foreign);
      return cases::send_back(transaction, world.cases->context().pen(transaction, world.district, kChinaOffset),
                              {entry, {}, "12345第2次派来", transaction.now() + std::chrono::hours{48}});
    });
  }

  cases::testing::World world{GetParam(), {}, {kHotlineSchema}};
  Hotline service{{.store = *world.store,
                   .atlas = *world.atlas,
                   .catalogue = world.catalogue,
                   .folder = world.store.folder() / "exports"}};
};
INSTANTIATE_TEST_SUITE_P(Engines, HotlineOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

TEST_P(HotlineOn, OnlyWhatIsSettledGoesOutAndOnlyOnce) {
  const auto done = taken("DH001");
  (void)taken("DH002");
  EXPECT_EQ(report().error().code, "hotline.nothing_to_report");
  settle(done);
  EXPECT_EQ(count(ForeignList::ToReport), 1);
  const auto first = report();
  ASSERT_TRUE(first) << first.error().message.zh;
  EXPECT_EQ(first->rows, 1);
  const auto row = rows(first->id).front();
  ASSERT_EQ(row.size(), report_headings().size());
  EXPECT_EQ(row[0], "DH001");
  EXPECT_EQ(row[4], "解放一网格");
  EXPECT_EQ(row[5], "周网格");
  EXPECT_EQ(row[6], "已清走");
  EXPECT_EQ(row[7], "按时");
  EXPECT_EQ(row[8], "否");
  EXPECT_EQ(row[11], "0");
  EXPECT_EQ(report().error().code, "hotline.nothing_to_report");
  EXPECT_EQ(count(ForeignList::Reported), 1);
  const auto checked = storage::verify(*world.store, world.store.schemas(), {}, {});
  EXPECT_TRUE(checked.good()) << (checked.findings.empty() ? "" : checked.findings.front().message.en);
}

TEST_P(HotlineOn, WhatIsSentBackIsTakenUpAgainSeenAndReportedOnceMore) {
  const auto entry = taken("DH001");
  settle(entry);
  ASSERT_TRUE(report());
  const auto back = send_back(entry, "DH001");
  ASSERT_TRUE(back) << back.error().message.zh;
  EXPECT_EQ(back->reopened, 1);
  EXPECT_FALSE(cases::is_settled(*back));
  const auto hops = world.hops(entry);
  EXPECT_TRUE(std::ranges::any_of(hops, [](const cases::Hop& hop) {
    return hop.step == Step::Reopen && hop.reason.contains("12345第2次派来");
  })) << "a hop says so";
  EXPECT_EQ(count(ForeignList::SentBack), 1);
  EXPECT_EQ(count(ForeignList::ToReport), 0);
  settle(entry);
  const auto second = report();
  ASSERT_TRUE(second) << second.error().message.zh;
  EXPECT_EQ(rows(second->id).front()[11], "1") << "how often it came back";
}

TEST_P(HotlineOn, WhatIsOpenHearsOfItAndAMergedOneGoesOnInItsMainCase) {
  const auto open = taken("DH001");
  const auto noted = send_back(open, "DH001");
  ASSERT_TRUE(noted) << noted.error().message.zh;
  EXPECT_EQ(world.hops(open).back().step, Step::Note);
  const auto main = world.receive(world.report("E1-01", world.yard_a)).entry.id;
  ASSERT_TRUE(
      cases::testing::run(world.cases->links.merge(world.worker, open, main, world.stored(open).version, "同一处")));
  ASSERT_TRUE(send_back(open, "DH001"));
  EXPECT_TRUE(world.hops(main).back().note.contains("12345"));
  settle(main);
  const auto out = report();
  ASSERT_TRUE(out) << out.error().message.zh;
  EXPECT_EQ(rows(out->id).front()[0], "DH001");
  EXPECT_EQ(rows(out->id).front()[6], "已清走");
}

TEST_P(HotlineOn, ThePageListsHandsOutAndDownloadsAgain) {
  settle(taken("DH001"));
  (void)taken("DH002");
  auto client = world.client("chief");
  EXPECT_EQ(client.get("/api/v1/hotline").text("/to_report"), "1");
  const auto orders = client.get("/api/v1/hotline/orders?list=all&limit=1");
  EXPECT_EQ(orders.text("/items/0/number"), "DH001");
  EXPECT_EQ(orders.text("/items/0/case/state"), "verified");
  EXPECT_EQ(orders.text("/next"), "DH001");
  EXPECT_EQ(client.get("/api/v1/hotline/orders?list=all&cursor=DH001").text("/items/0/number"), "DH002");
  const auto made = client.post("/api/v1/hotline/reports", "");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(client.post("/api/v1/hotline/reports", "").status, 409);
  EXPECT_EQ(client.get("/api/v1/hotline/reports").text("/items/0/rows"), "1");
  for (int i = 0; i < 2; ++i) {
    const auto file = client.get("/api/v1/hotline/reports/" + made.text("/id") + "/file");
    EXPECT_EQ(file.status, 200);
    EXPECT_TRUE(file.body.starts_with("PK")) << "a workbook";
  }
  EXPECT_EQ(client.get("/api/v1/hotline/reports/12345/file").status, 404);
}

TEST_P(HotlineOn, ADeskReadsTheOrdersOfItsOwnPlace) {
  settle(taken("DH001"));
  (void)taken("DH002");
  auto worker = world.client("worker");
  EXPECT_EQ(worker.get("/api/v1/hotline").text("/all"), "2");
  EXPECT_EQ(worker.get("/api/v1/hotline/orders?list=to_report").text("/items/0/number"), "DH001");
  EXPECT_EQ(worker.get("/api/v1/hotline/orders?list=open").text("/items/0/number"), "DH002");
  auto stranger = world.client("stranger");
  EXPECT_EQ(stranger.get("/api/v1/hotline").text("/all"), "0") << "of another community";
  EXPECT_EQ(stranger.get("/api/v1/hotline/orders?list=all").json().at("items").as_array().size(), 0U);
}

TEST_P(HotlineOn, TheCommandHandsOutAndMakesAFileAgain) {
  settle(taken("DH001"));
  const accounts::District district{world.district, "", "", kChinaOffset};
  std::ostringstream out;
  std::ostringstream err;
  const auto file = world.store.folder() / "results.xlsx";
  EXPECT_EQ(run_report(*world.store, *world.atlas, district, {file, "", true}, out, err), 0) << err.str();
  EXPECT_TRUE(out.str().starts_with("1 results written"));
  // What the city opens: its own number stands where it looks for it.
  const auto read = intake_files::read_files({{file, "results.xlsx"}}, {.work_dir = world.store.folder() / "work"});
  ASSERT_TRUE(read) << read.error().message.zh;
  EXPECT_EQ(read->front().cell(0, 0), "工单编号");
  EXPECT_EQ(read->front().cell(1, 0), "DH001");
  EXPECT_EQ(read->front().cell(1, 6), "已清走");
  EXPECT_EQ(run_report(*world.store, *world.atlas, district, {file, "", true}, out, err), 1);
  std::filesystem::remove(file);
  EXPECT_EQ(run_report(*world.store, *world.atlas, district, {file, "last", true}, out, err), 0) << err.str();
  EXPECT_TRUE(std::filesystem::exists(file));
  EXPECT_EQ(run_report(*world.store, *world.atlas, district, {file, "99", true}, out, err), 2);
  EXPECT_EQ(run_report(*world.store, *world.atlas, district, {"results.txt", "", true}, out, err), 2);
}

}  // namespace
}  // namespace linli::hotline
