// Every figure opens to its cases, hot spots and repeated matters, tasks of active governance, exclusions (R181,
// R182, R187; 《北京市接诉即办工作条例》第二十四至二十九条、第三十二条), on both databases.
#include <boost/json/parse.hpp>
#include <set>

#include "modules/analysis/api.hpp"
#include "modules/cases/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::analysis {
namespace {

using namespace std::chrono_literals;
using boost::json::value;
using cases::Step;
using cases::testing::run;
using cases::testing::World;
using indicators::Place;

class AnalysisOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam(), {indicators::count_case}, {indicators::indicators_schema(), kAnalysisSchema}};
  AnalysisParts parts{*world.store, *world.atlas, world.catalogue, world.cases->work, cases::shipped_flow_rules()};
  Analysis analysis{parts};
  Tasks tasks{parts};

  CaseId live(AreaId yard, std::chrono::hours took, std::string_view code = "E4-05") {
    const auto id = world.receive(world.report(code, yard)).entry.id;
    if (took > 0h) {
      world.store.clock.advance(took);
      EXPECT_TRUE(world.take(world.steward, id, {.step = Step::Done, .result = "已排水"}));
      EXPECT_TRUE(world.take(world.worker, id, {.step = Step::Verify}));
      EXPECT_TRUE(world.take(world.worker, id, {.step = Step::Close}));
    }
    return id;
  }

  static value parsed(const Result<std::string>& json) {
    EXPECT_TRUE(json.has_value()) << (json ? "" : json.error().code);
    return boost::json::parse(json.value_or("{}"));
  }
  static std::string code(const Result<std::string>& json) { return json ? "shown" : json.error().code; }

  std::size_t rows(const accounts::Caller& caller, RowsRequest request) {
    std::size_t count = 0;
    do {
      const auto page = parsed(run(analysis.rows(caller, request)));
      count += page.at("items").as_array().size();
      request.cursor = page.at("next").is_null() ? "" : std::string(page.at("next").as_string());
    } while (!request.cursor.empty());
    return count;
  }

  NewTask task_of(AreaId yard) {
    return {.title = "根治积水",
            .area = yard,
            .matter = world.matter("E4-05"),
            .body = world.city_office,
            .plan = "改造排水管",
            .due_on = date_of(world.store.clock.now() + 24h * 30)};
  }

  void expect_verified() {
    const std::vector checks{indicators::counter_check(kChinaOffset, cases::shipped_flow_rules())};
    const auto report = storage::verify(*world.store, world.store.schemas(), checks, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, AnalysisOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

TEST_P(AnalysisOn, TimesOpenToTheCasesBehindThem) {
  for (int i = 0; i < 9; ++i) live(world.yard_a, 2h);
  live(world.yard_a, 40h);
  const auto answer = parsed(run(analysis.times(world.chief, {.period = "2026-03"})));
  const auto& life = answer.at("life");
  EXPECT_EQ(life.at("closed").as_int64(), 10);
  EXPECT_NEAR(life.at("done").at("median").as_double(), 2 * 3600, 2 * 3600 * 0.0906);
  EXPECT_EQ(answer.at("by_matter").as_array().size(), 1U);
  EXPECT_EQ(answer.at("trend").as_array().size(), 12U);
  EXPECT_EQ(rows(world.chief, {.of = {.period = "2026-03"}}), 10U);
  EXPECT_EQ(rows(world.chief, {.of = {.period = "2026-03"}, .measure = Measure::Done, .from = 24 * 3600}), 1U);
  EXPECT_EQ(rows(world.chief, {.of = {.period = "2026-02"}}), 0U);
  EXPECT_EQ(rows(world.chief, {.of = {.period = "2026-03"}, .measure = Measure::Returned}), 0U);
  // A community keeps no counters by matter: its matters come from its rows, with the same result.
  const auto north = parsed(run(analysis.times(world.worker, {.period = "2026-03"})));
  ASSERT_EQ(north.at("by_matter").as_array().size(), 1U);
  EXPECT_EQ(north.at("by_matter").at(0).at("life"), answer.at("by_matter").at(0).at("life"));
  EXPECT_TRUE(north.at("matters_complete").as_bool());
}

TEST_P(AnalysisOn, AreForThoseWhoAnswerForThePlace) {
  EXPECT_EQ(code(run(analysis.times(world.worker, {.place = {.area = world.south}}))), "indicators.not_found");
  EXPECT_EQ(code(run(analysis.rates(world.fitter, {.place = {.body = world.city_office}}))), "indicators.not_found");
  EXPECT_EQ(code(run(analysis.rates(world.fitter, {.place = {.body = world.heating}}))), "shown");
  EXPECT_EQ(code(run(analysis.times(world.chief, {.period = "2026-03-02"}))), "analysis.bad_period");
  EXPECT_EQ(code(run(analysis.rows(world.chief, {.cursor = "x.y"}))), "analysis.bad_cursor");
  EXPECT_EQ(code(run(analysis.repeated(world.worker, {.area = world.south}))), "indicators.not_found");
}

TEST_P(AnalysisOn, RatesFollowRevisitsAndLeaveOutWhatWasExcluded) {
  std::vector<CaseId> ids;
  for (int i = 0; i < 12; ++i) {
    const auto id = world.receive(world.report("E4-05", world.yard_a)).entry.id;
    ids.push_back(id);
    ASSERT_TRUE(world.take(world.steward, id, {.step = Step::Done, .result = "已排水"}));
    ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Verify}));
    const cases::Command asked{.step = Step::Revisit, .rating = 5, .solved = i != 0, .choice = "phone"};
    ASSERT_TRUE(world.take(world.worker, id, asked)) << i;
  }
  auto answer = parsed(run(analysis.rates(world.chief, {.period = "2026-03"})));
  EXPECT_EQ(answer.at("rates").at("resolution").at("over").as_int64(), 12);
  EXPECT_NEAR(answer.at("rates").at("resolution").at("value").as_double(), 11.0 / 12, 1e-9);
  EXPECT_EQ(rows(world.chief, {.of = {.period = "2026-03"}, .measure = Measure::Answered}), 12U);
  EXPECT_EQ(rows(world.chief, {.of = {.period = "2026-03"}, .measure = Measure::NotSolved}), 1U);
  EXPECT_EQ(answer.at("yardstick").at("response").as_int64(), 30);

  // Asked for by one, granted by another: out of every figure, on view with reason and reviewer.
  ASSERT_TRUE(world.take(world.worker, ids[1],
                         {.step = Step::AskExclusion, .reason = "不属于本级", .choice = "not_competent"}));
  ASSERT_TRUE(world.take(world.chief, ids[1], {.step = Step::Approve, .note = "同意"}));
  answer = parsed(run(analysis.rates(world.chief, {.period = "2026-03"})));
  EXPECT_EQ(answer.at("rates").at("resolution").at("over").as_int64(), 11);
  const auto excluded = parsed(run(analysis.excluded(world.chief, {.period = "2026-03"}, "")));
  ASSERT_EQ(excluded.at("items").as_array().size(), 1U);
  const auto& row = excluded.at("items").at(0);
  EXPECT_EQ(row.at("case").at("id").as_string(), to_string(ids[1]));
  EXPECT_FALSE(row.at("ground").at("zh").as_string().empty());
  EXPECT_FALSE(row.at("decided_at").is_null());
  expect_verified();
}

TEST_P(AnalysisOn, YardsticksAreVersionsFromADayOn) {
  Yardstick wanted;
  wanted.from = date_of(world.store.clock.now() + 24h * 40);
  wanted.source = "区办〔2026〕3号";
  wanted.response = 20;
  wanted.resolution = 40;
  wanted.satisfaction = 40;
  EXPECT_EQ(code(run(analysis.add_yardstick(world.chief, wanted, 3))), "analysis.stale");
  EXPECT_EQ(code(run(analysis.add_yardstick(world.chief, wanted, 0))), "shown");
  EXPECT_EQ(code(run(analysis.add_yardstick(world.chief, wanted, 1))), "analysis.bad_yardstick");
  const auto now = parsed(run(analysis.rates(world.chief, {.period = "2026-03"})));
  EXPECT_EQ(now.at("yardstick").at("version").as_int64(), 0) << "not in force yet";
  world.store.clock.advance(24h * 60);
  const auto later = parsed(run(analysis.rates(world.chief, {.period = "2026-05"})));
  EXPECT_EQ(later.at("yardstick").at("resolution").as_int64(), 40);
  const auto past = parsed(run(analysis.rates(world.chief, {.period = "2026-03"})));
  EXPECT_EQ(past.at("yardstick").at("version").as_int64(), 0) << "what was published stays as it was";
  expect_verified();
}

TEST_P(AnalysisOn, HotSpotsCountReportsByCourtyardAndSquare) {
  for (int i = 0; i < 3; ++i) live(world.yard_a, i == 0 ? 2h : 0h);
  live(world.yard_c, 0h);
  live(world.yard_c, 0h, "C1-03");
  auto spots = parsed(run(analysis.hot_spots(world.chief, {.of = {.period = "2026-03"}})));
  ASSERT_EQ(spots.at("spots").as_array().size(), 2U);
  EXPECT_EQ(spots.at("spots").at(0).at("id").as_string(), to_string(world.yard_a));
  EXPECT_EQ(spots.at("spots").at(0).at("cases").as_int64(), 3);
  EXPECT_EQ(spots.at("spots").at(1).at("cases").as_int64(), 2);
  HotRequest one_matter{.of = {.period = "2026-03", .matter = world.matter("C1-03")}};
  spots = parsed(run(analysis.hot_spots(world.chief, one_matter)));
  ASSERT_EQ(spots.at("spots").as_array().size(), 1U);
  spots = parsed(run(analysis.hot_spots(world.worker, {.of = {.period = "2026-03"}})));
  EXPECT_EQ(spots.at("spots").as_array().size(), 1U) << "only what lies in the worker's community";

  auto report = world.report("E4-05", AreaId{});
  report.lon = 113.81;
  report.lat = 34.0;
  report.area = world.yard_b;
  world.receive(report);
  spots = parsed(run(analysis.hot_spots(world.chief, {.of = {.period = "2026-03"}, .squares = true})));
  std::int64_t sum = 0;
  for (const auto& spot : spots.at("spots").as_array()) sum += spot.at("cases").as_int64();
  EXPECT_GE(sum, 1);
}

TEST_P(AnalysisOn, ASquareOpensToItsCases) {
  const auto at = [&](double lon, double lat, std::string_view matter) {
    auto report = world.report(matter, AreaId{});
    report.lon = lon;
    report.lat = lat;
    report.area = world.yard_b;
    return world.receive(report).entry.id;
  };
  for (int i = 0; i < 3; ++i) at(113.81, 34.0, "E4-05");
  at(113.81, 34.0, "C1-03");
  at(113.83, 34.0, "E4-05");
  for (const auto matter : {MatterId{}, world.matter("E4-05")}) {
    const PeriodRequest period{.period = "2026-03", .matter = matter};
    const auto spots = parsed(run(analysis.hot_spots(world.chief, {.of = period, .squares = true})));
    ASSERT_EQ(spots.at("spots").as_array().size(), 2U);
    for (const auto& spot : spots.at("spots").as_array()) {
      const Square square{200, spot.at("lon").to_number<double>(), spot.at("lat").to_number<double>()};
      const RowsRequest behind{.of = period, .measure = Measure::Received, .square = square};
      EXPECT_EQ(rows(world.chief, behind), spot.at("cases").to_number<std::uint64_t>());
      EXPECT_EQ(rows(world.stranger, {.of = {}, .measure = Measure::Received, .square = square}), 0U);
    }
  }
}

TEST_P(AnalysisOn, AFileHoldsTheCasesOfItsFigure) {
  for (int i = 0; i < 3; ++i) live(world.yard_a, 2h);
  live(world.yard_a, 40h);
  live(world.yard_a, 0h);
  const auto behind = [&](const std::string& query, int limit) {
    std::set<std::int64_t> ids;
    std::string cursor;
    do {
      const auto page = world.store->read_now([&](storage::Snapshot& snapshot) {
        return figure_cases(snapshot, parts, world.chief, query, cursor, limit);
      });
      if (!page) return ids;
      for (const auto& entry : page->cases) EXPECT_TRUE(ids.insert(entry.id.value).second) << "twice";
      cursor = page->next;
    } while (!cursor.empty());
    return ids;
  };
  EXPECT_EQ(behind("measure=done&period=2026-03&from=86400", 50).size(), 1U);
  EXPECT_EQ(behind("measure=closed&period=2026-03", 2).size(), 4U);
  EXPECT_EQ(behind("measure=received&period=2026-03", 2).size(), 5U) << "open ones too, over several pages";
  EXPECT_EQ(behind("measure=received&period=2026-02", 2).size(), 0U);
}

TEST(AFigureByItsAddress, IsReadOrRefusedWithItsField) {
  const auto square = rows_request_of("measure=received&metres=200&lon=113.81&lat=34");
  ASSERT_TRUE(square);
  EXPECT_EQ(square->square->metres, 200);
  EXPECT_EQ(rows_request_of("measure=late%20").error().faults.front().field, "measure");
  EXPECT_EQ(rows_request_of("from=soon").error().faults.front().field, "from");
  EXPECT_EQ(rows_request_of("area=x").error().faults.front().field, "area");
  EXPECT_EQ(rows_request_of("measure=received&lon=113.81").error().faults.front().field, "metres");
  EXPECT_EQ(rows_request_of("measure=closed&metres=200&lon=113.81&lat=34").error().faults.front().field, "measure");
  EXPECT_FALSE(rows_request_of("measure=%zz"));
}

TEST_P(AnalysisOn, RepeatedMattersOfAPlaceAreJoinedIntoOneTask) {
  std::vector<CaseId> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(live(world.yard_a, i == 0 ? 2h : 0h));
  live(world.yard_a, 0h, "C1-03");
  auto found = parsed(run(analysis.repeated(world.worker, {})));
  ASSERT_EQ(found.at("items").as_array().size(), 1U) << "three of one matter, one of another";
  EXPECT_EQ(found.at("items").at(0).at("cases").as_int64(), 3);
  EXPECT_TRUE(found.at("items").at(0).at("task").is_null());

  EXPECT_EQ(code(run(tasks.open(world.stranger, task_of(world.yard_a)))), "analysis.no_place");
  auto bad = task_of(world.yard_a);
  bad.plan = " ";
  bad.body = {};
  const auto refused = run(tasks.open(world.worker, bad));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults.size(), 2U);

  const auto opened = parsed(run(tasks.open(world.worker, task_of(world.yard_a))));
  EXPECT_EQ(opened.at("cases").as_int64(), 3);
  EXPECT_EQ(opened.at("linked").as_array().size(), 3U);
  EXPECT_EQ(opened.at("ended").as_int64(), 1) << "progress: one of the three has ended";
  const TaskId task{parse_id(opened.at("id").as_string()).value()};
  found = parsed(run(analysis.repeated(world.worker, {})));
  EXPECT_EQ(found.at("items").at(0).at("task").at("id").as_string(), to_string(task));

  // A fourth one comes: the same task takes it in, no second one is made.
  live(world.yard_a, 0h);
  const auto again = parsed(run(tasks.open(world.worker, task_of(world.yard_a))));
  EXPECT_EQ(again.at("id").as_string(), to_string(task));
  EXPECT_EQ(again.at("cases").as_int64(), 4);

  const auto of_case = parsed(run(tasks.of_case(world.steward, ids[1])));
  ASSERT_EQ(of_case.at("items").as_array().size(), 1U) << "each linked case shows it";
  EXPECT_EQ(of_case.at("items").at(0).at("id").as_string(), to_string(task));
  EXPECT_EQ(code(run(tasks.of_case(world.stranger, ids[1]))), "governance.not_found");
  expect_verified();
}

TEST_P(AnalysisOn, ATaskClosesWithAResultByWhoAnswersForIt) {
  for (int i = 0; i < 3; ++i) live(world.yard_a, 0h);
  auto wanted = task_of(world.yard_a);
  wanted.body = world.heating;
  const auto opened = parsed(run(tasks.open(world.worker, wanted)));
  const TaskId task{parse_id(opened.at("id").as_string()).value()};
  EXPECT_EQ(code(run(tasks.show(world.stranger, task))), "governance.not_found");
  EXPECT_EQ(code(run(tasks.note(world.steward, task, "看过了"))), "governance.not_yours");
  EXPECT_EQ(code(run(tasks.note(world.fitter, task, "管道已设计"))), "shown") << "the body that answers for it";
  EXPECT_EQ(code(run(tasks.close(world.fitter, task, 0, "  "))), "governance.bad_task");
  EXPECT_EQ(code(run(tasks.close(world.fitter, task, 1, "改造完成"))), "analysis.stale");
  world.store.clock.advance(24h * 31);
  auto shown = parsed(run(tasks.show(world.worker, task)));
  EXPECT_TRUE(shown.at("overdue").as_bool());
  EXPECT_EQ(shown.at("progress").as_array().size(), 1U);
  shown = parsed(run(tasks.close(world.fitter, task, 2, "改造完成，三件已全部办结")));
  EXPECT_EQ(shown.at("state").as_string(), "closed");
  EXPECT_FALSE(shown.at("overdue").as_bool());
  EXPECT_EQ(code(run(tasks.note(world.fitter, task, "补充"))), "governance.closed");
  EXPECT_EQ(parsed(run(tasks.list(world.worker, TaskState::Open, ""))).at("items").as_array().size(), 0U);
  EXPECT_EQ(parsed(run(tasks.list(world.worker, TaskState::Closed, ""))).at("items").as_array().size(), 1U);
  EXPECT_EQ(parsed(run(tasks.list(world.chief, TaskState::Closed, ""))).at("items").as_array().size(), 1U);
  EXPECT_EQ(parsed(run(tasks.list(world.stranger, TaskState::Closed, ""))).at("items").as_array().size(), 0U);
  expect_verified();
}

}  // namespace
}  // namespace linli::analysis
