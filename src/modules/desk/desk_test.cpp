// The desk's tools as the people of one district use them, on both engines.
#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <fstream>

#include "modules/cases/testing/world.hpp"
#include "modules/desk/errors.hpp"
#include "modules/desk/http.hpp"
#include "modules/desk/rules.hpp"
#include "modules/desk/store.hpp"
#include "storage/testing/temp_folder.hpp"
#include "storage/verify.hpp"

namespace linli::desk {
namespace {

using cases::testing::run;
using storage::Snapshot;
using storage::Transaction;

class DeskOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  cases::testing::World world{GetParam(), {}, {kDeskSchema}};
  storage::testing::TempFolder folder;
  std::optional<accounts::Caller> worker_now = world.worker;
  DeskTools tools{{*world.store, world.catalogue, world.cases->work, world.hub,
                   [this](Snapshot&, DistrictId, AccountId account) -> std::optional<accounts::Caller> {
                     if (account == world.chief.account) return world.chief;
                     return worker_now;
                   },
                   folder.path(),
                   [this](Snapshot& snapshot, const accounts::Caller&, std::string_view query, std::string_view cursor,
                          int limit) { return figure(snapshot, query, cursor, limit); }}};
  std::vector<CaseId> behind;  // what stands behind the only figure there is here

  Result<cases::CasePage> figure(Snapshot& snapshot, std::string_view query, std::string_view cursor, int limit) {
    if (query != "measure=returned") return fail(kNoJob);
    EXPECT_GT(limit, 0);
    // One case a page: the file is made of as many pages as there are.
    const auto at = cursor.empty() ? 0U : std::stoul(std::string(cursor));
    cases::CasePage page;
    if (at < behind.size()) page.cases.push_back(*cases::find_case(snapshot, world.worker.district, behind[at]));
    if (at + 1 < behind.size()) page.next = std::to_string(at + 1);
    return page;
  }

  Item item(ItemKind kind, std::string name, std::string content, bool shared = false) {
    Item wanted;
    wanted.kind = kind;
    wanted.name = std::move(name);
    wanted.content = std::move(content);
    wanted.shared = shared;
    return wanted;
  }
  boost::json::value must(Result<std::string> json) {
    if (!json) throw std::runtime_error(json.error().code);
    return boost::json::parse(*json);
  }
  std::vector<std::string> names(const accounts::Caller& caller, ItemKind kind,
                                 std::optional<TemplateFor> fits = std::nullopt) {
    std::vector<std::string> found;
    const auto json = boost::json::parse(run(tools.items.list(caller, kind, std::move(fits))));
    for (const auto& one : json.at("items").as_array()) found.emplace_back(one.at("name").as_string());
    return found;
  }
  cases::Received report(AreaId yard, std::string text = "垃圾没人清") {
    return world.receive(world.report("E1-01", yard, std::move(text)));
  }
  // The cells of the exported file, as the Excel format writes them.
  std::string sheet_of(JobId job) {
    const auto path = run(tools.jobs.file(world.worker, job));
    if (!path) return {};
    const auto unpacked = folder.path() / to_string(job);
    const auto command = fmt::format("mkdir -p {0} && cd {0} && unzip -q -o {1}", unpacked.string(), path->string());
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream in(unpacked / "xl/worksheets/sheet1.xml");
    return {std::istreambuf_iterator<char>(in), {}};
  }
  boost::json::value wait_for(JobId job, const accounts::Caller& caller) {
    for (int i = 0; i < 2000; ++i) {
      auto shown = must(run(tools.jobs.show(caller, job)));
      const auto state = std::string(shown.at("state").as_string());
      if (state != "waiting" && state != "running") return shown;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("the job does not end");
  }
  static JobId job_id(const boost::json::value& job) { return {*parse_id(job.at("id").as_string())}; }
  static constexpr const char* kNote = R"({"step":"note","note":"已电话告知"})";
  using Names = std::vector<std::string>;
};
INSTANTIATE_TEST_SUITE_P(Engines, DeskOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

TEST_P(DeskOn, ViewsAreTheirOwnersUnlessShared) {
  ASSERT_TRUE(run(tools.items.save(world.worker, item(ItemKind::View, "停水未办", R"({"query":"list=open&q=停水"})"))));
  ASSERT_TRUE(
      run(tools.items.save(world.worker, item(ItemKind::View, "全部逾期", R"({"query":"figure=overdue"})", true))));
  EXPECT_EQ(names(world.worker, ItemKind::View), (Names{"停水未办", "全部逾期"}));
  EXPECT_EQ(names(world.colleague, ItemKind::View), Names{"全部逾期"});
  const auto bad = run(tools.items.save(world.worker, item(ItemKind::View, "坏的", R"({"query":"state=lost"})")));
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().faults.front().field, "state");
}

TEST_P(DeskOn, SharedItemsAreKeptByWhoeverDispatches) {
  const auto refused =
      run(tools.items.save(world.steward, item(ItemKind::View, "我的", R"({"query":"list=mine"})", true)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, kNotYourItem.code);
  const auto saved = must(run(tools.items.save(world.worker, item(ItemKind::View, "共用", R"({"query":""})", true))));
  const ItemId id{*parse_id(saved.at("id").as_string())};
  EXPECT_EQ(run(tools.items.remove(world.steward, id)).error().code, kNotYourItem.code);
  ASSERT_TRUE(run(tools.items.remove(world.colleague, id)));
  EXPECT_EQ(run(tools.items.remove(world.colleague, id)).error().code, kNoItem.code);
}

TEST_P(DeskOn, TemplatesComeWhereMatterAndStateFit) {
  auto garbage = item(ItemKind::Template, "垃圾", R"({"text":"已安排清运。"})", true);
  garbage.matter = world.matter("E1-01");
  auto heat = item(ItemKind::Template, "供热", R"({"text":"已联系热力公司。"})", true);
  heat.matter = world.matter("C1-03");
  auto done = item(ItemKind::Template, "办结通用", R"({"text":"已办结，请评价。"})", true);
  done.state = "done";
  for (const auto& one : {garbage, heat, done, item(ItemKind::Template, "通用", R"({"text":"收到。"})", true)})
    ASSERT_TRUE(run(tools.items.save(world.worker, one)));
  EXPECT_EQ(names(world.worker, ItemKind::Template, TemplateFor{world.matter("E1-01"), "done"}),
            (Names{"垃圾", "办结通用", "通用"}));
  EXPECT_EQ(names(world.worker, ItemKind::Template, TemplateFor{world.matter("C1-03"), "accepted"}),
            (Names{"供热", "通用"}));
}

TEST_P(DeskOn, APreviewSaysOfEachCaseWhetherAndWhyNot) {
  const auto mine = report(world.yard_a);
  const auto theirs = report(world.yard_c);
  const auto unclaimed = report(world.yard_b);
  const auto seen = must(run(tools.jobs.preview(world.worker, {mine.entry.id, theirs.entry.id, unclaimed.entry.id}, {},
                                                R"({"step":"return","reason":"不属本社区"})")));
  ASSERT_EQ(seen.at("items").as_array().size(), 2U);  // the other community's is not found
  EXPECT_EQ(seen.at("items").at(0).at("ok").as_bool(), false);
  EXPECT_FALSE(seen.at("items").at(0).at("reason").at("zh").as_string().empty());
  const auto by_filter = must(run(tools.jobs.preview(world.worker, {}, "list=open&q=垃圾", kNote)));
  EXPECT_EQ(by_filter.at("good").as_int64(), 2);
  EXPECT_EQ(run(tools.jobs.preview(world.worker, {mine.entry.id}, {}, R"({"step":"done","result":"好"})")).error().code,
            kBadOrder.code);
  EXPECT_EQ(run(tools.jobs.preview(world.stranger, {mine.entry.id}, {}, kNote)).error().code, kBadOrder.code);
}

TEST_P(DeskOn, EachCaseIsDoneOnceAndWhoeverMovedOnIsToldSo) {
  std::vector<BulkCase> chosen;
  std::vector<CaseId> ids;
  for (int i = 0; i < 45; ++i) {
    ids.push_back(report(world.yard_a).entry.id);
    chosen.push_back({ids.back(), 1});
  }
  ASSERT_TRUE(world.take(world.steward, ids[7], {.step = cases::Step::Accept, .version = 1}));
  const auto ordered = must(run(tools.jobs.order_bulk(world.worker, {chosen, kNote, "key-1"})));
  const auto again = must(run(tools.jobs.order_bulk(world.worker, {chosen, kNote, "key-1"})));
  EXPECT_EQ(ordered.at("id"), again.at("id"));
  EXPECT_EQ(
      run(tools.jobs.order_bulk(world.worker, {chosen, R"({"step":"note","note":"别的"})", "key-1"})).error().code,
      kKeyReused.code);
  const auto ended = wait_for(job_id(ordered), world.worker);
  EXPECT_EQ(ended.at("state").as_string(), "finished");
  EXPECT_EQ(ended.at("done").as_int64(), 44);
  EXPECT_EQ(ended.at("refused").as_int64(), 1);
  const auto refused = must(run(tools.jobs.rows(world.worker, job_id(ordered), 0, true)));
  ASSERT_EQ(refused.at("items").as_array().size(), 1U);
  EXPECT_EQ(refused.at("items").at(0).at("case_id").as_string(), to_string(ids[7]));
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(world.hops(ids[i]).size(), 3U) << i;
  EXPECT_EQ(run(tools.jobs.show(world.colleague, job_id(ordered))).error().code, kNoJob.code);
  const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
  EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
}

TEST_P(DeskOn, WhoLostTheRoleMeanwhileChangesNothing) {
  worker_now.reset();
  const auto one = report(world.yard_a);
  const auto ordered = must(run(tools.jobs.order_bulk(world.worker, {{{one.entry.id, 1}}, kNote, {}})));
  EXPECT_EQ(wait_for(job_id(ordered), world.worker).at("state").as_string(), "failed");
  EXPECT_EQ(world.stored(one.entry.id).version, 1);
}

TEST_P(DeskOn, AnExportHoldsWhatTheReaderSeesAndNoContact) {
  auto wanted = world.report("E1-01", world.yard_a, "停水三天");
  wanted.contact = {"王小明", "13800001234"};
  const auto seen = world.receive(std::move(wanted));
  (void)report(world.yard_c, "停水");
  const auto ordered = must(run(tools.jobs.order_export(world.worker, {"q=停水", false}, {})));
  const auto ended = wait_for(job_id(ordered), world.worker);
  EXPECT_EQ(ended.at("state").as_string(), "finished");
  EXPECT_EQ(ended.at("done").as_int64(), 1);
  const auto sheet = sheet_of(job_id(ordered));
  EXPECT_TRUE(sheet.contains(seen.entry.number));
  EXPECT_TRUE(sheet.contains("停水三天"));
  EXPECT_FALSE(sheet.contains("王小明"));
  EXPECT_FALSE(sheet.contains("13800001234"));
  EXPECT_EQ(run(tools.jobs.file(world.colleague, job_id(ordered))).error().code, kNoJob.code);
}

TEST_P(DeskOn, AnExportOfAFigureHoldsItsCasesAndNoOthers) {
  const auto first = report(world.yard_a);
  const auto other = report(world.yard_a);
  const auto second = report(world.yard_a);
  behind = {first.entry.id, second.entry.id};
  ExportOrder wanted{.query = "measure=returned", .figure = true};
  const auto ordered = must(run(tools.jobs.order_export(world.worker, wanted, {})));
  EXPECT_EQ(wait_for(job_id(ordered), world.worker).at("done").as_int64(), 2);
  const auto sheet = sheet_of(job_id(ordered));
  EXPECT_TRUE(sheet.contains(first.entry.number));
  EXPECT_TRUE(sheet.contains(second.entry.number));
  EXPECT_FALSE(sheet.contains(other.entry.number));
  wanted.query = "measure=luck";
  EXPECT_FALSE(run(tools.jobs.order_export(world.worker, wanted, {}))) << "refused when ordered, not when run";
}

TEST_P(DeskOn, OverHttpRubbishIsRefusedWithItsField) {
  register_routes(world.router, tools);
  auto client = world.client("worker");
  EXPECT_EQ(world.client("").get("/api/v1/desk/items?kind=view").status, 401);
  EXPECT_EQ(client.post("/api/v1/desk/items", R"({"kind":"view","name":"","query":""})").status, 422);
  EXPECT_EQ(client.post("/api/v1/desk/items", R"({"kind":"cat","name":"x"})").status, 422);
  const auto saved = client.post("/api/v1/desk/items", R"({"kind":"view","name":"未办","query":"list=open"})");
  EXPECT_EQ(saved.status, 201);
  EXPECT_EQ(client.get("/api/v1/desk/items?kind=view").text("/items/0/content/query"), "list=open");
  EXPECT_EQ(client.post("/api/v1/desk/bulk", R"({"step":{"step":"fly"},"cases":[]})").status, 422);
  EXPECT_EQ(
      client.post("/api/v1/desk/bulk/preview", R"({"step":{"step":"note","note":"x"},"query":"state=lost"})").status,
      400);
  EXPECT_EQ(client.get("/api/v1/desk/jobs/1/file").status, 404);
}

}  // namespace
}  // namespace linli::desk
