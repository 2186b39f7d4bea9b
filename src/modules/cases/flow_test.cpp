// The fuller flow as its people see it, on both engines: clocks, co-handling, whistles, requests, ladders.
#include <boost/json/parse.hpp>

#include "modules/calendars/sheet.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/contact_store.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/flow_book.hpp"
#include "modules/cases/part_store.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::cases {
namespace {

using namespace std::chrono_literals;
using storage::Snapshot;
using storage::Transaction;
using testing::run;

class FlowOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  testing::World world{GetParam()};
  accounts::Caller officer = made_officer();  // the subdistrict's desk
  accounts::Caller inspector = made_inspector();

  accounts::Caller made_officer() {
    auto caller = world.worker;
    caller.account = world.chief.account;
    caller.scopes = {world.subdistrict.value};
    return caller;
  }
  accounts::Caller made_inspector() {
    auto caller = world.fitter;
    caller.account = world.stranger.account;
    caller.scopes = {world.city_office.value};
    return caller;
  }
  CaseId received(std::string_view matter = "E1-01") {
    return world.receive(world.report(matter, world.yard_a, "楼道堆物")).entry.id;
  }
  void take(const accounts::Caller& caller, CaseId id, Command command) {
    const auto taken = world.take(caller, id, std::move(command));
    ASSERT_TRUE(taken) << taken.error().code
                       << (taken.error().faults.empty() ? "" : ": " + taken.error().faults.front().field);
  }
  std::string refused(const accounts::Caller& caller, CaseId id, Command command) {
    const auto taken = world.take(caller, id, std::move(command));
    return taken ? "taken" : taken.error().code;
  }
  int sweep() {
    int visits = 0;
    while (const int some = run(world.cases->clockwork.sweep(world.district, kChinaOffset))) visits += some;
    return visits;
  }
  boost::json::value page(const accounts::Caller& caller, CaseId id) {
    return boost::json::parse(run(world.cases->desk.show(caller, id)).value());
  }
  std::vector<std::string> offered(const accounts::Caller& caller, CaseId id) {
    std::vector<std::string> steps;
    for (const auto& step : page(caller, id).at("steps").as_array()) steps.emplace_back(step.at("step").as_string());
    return steps;
  }
  bool is_offered(const accounts::Caller& caller, CaseId id, std::string_view step) {
    const auto steps = offered(caller, id);
    return std::ranges::find(steps, step) != steps.end();
  }
  void expect_sound() {
    const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
    std::vector<std::string> complaints;
    world.read([&](Snapshot& s) {
      return check_cases(s, kChinaOffset, [&](DistrictId, CaseId, std::string what) { complaints.push_back(what); });
    });
    EXPECT_TRUE(complaints.empty()) << complaints.front();
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, FlowOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

TEST_P(FlowOn, ACoHandlerSeesAnswersAndIsUrgedWhenLate) {
  const auto id = received();
  EXPECT_EQ(run(world.cases->desk.show(inspector, id)).error().code, kNotFound.code) << "not theirs yet";
  take(world.steward, id,
       {.step = Step::CoHandle,
        .to = lead_of(world.city_office),
        .reason = "需要执法",
        .limit = catalogue::parse_limit("2wh")});
  EXPECT_TRUE(is_offered(inspector, id, "answer"));
  EXPECT_FALSE(is_offered(inspector, id, "done")) << "the lead stays with the grid";
  world.store.clock.advance(24h * 7);
  EXPECT_GE(sweep(), 1);
  EXPECT_TRUE(world.stored(id).parts.front().told);
  EXPECT_EQ(page(world.steward, id).at("warnings").as_array().size(), 1U) << "said, not in the way";
  take(inspector, id, {.step = Step::Answer, .result = "已现场处理"});
  EXPECT_EQ(world.stored(id).parts.front().answer, "已现场处理");
  EXPECT_EQ(refused(inspector, id, {.step = Step::Answer, .result = "再答"}), kNotYours.code);
  expect_sound();
}

TEST_P(FlowOn, AWhistleIsAssessedByBothSides) {
  const auto id = received();
  EXPECT_FALSE(is_offered(world.worker, id, "whistle")) << "a subdistrict whistles";
  take(officer, id,
       {.step = Step::Whistle, .to = lead_of(world.city_office), .reason = "联合整治", .choice = "enforcement"});
  take(inspector, id, {.step = Step::Answer, .result = "已到场"});
  take(officer, id, {.step = Step::Assess, .part = 1, .mark = 5});
  EXPECT_EQ(refused(officer, id, {.step = Step::Assess, .part = 1, .mark = 1}), kNotYours.code) << "once";
  take(inspector, id, {.step = Step::Assess, .part = 1, .mark = 4});
  const auto part = world.stored(id).parts.front();
  EXPECT_EQ(part.mark_of_called, 5);
  EXPECT_EQ(part.mark_of_caller, 4);
  expect_sound();
}

TEST_P(FlowOn, APauseIsGrantedByAnotherAndMovesTheLimit) {
  const auto id = received("E1-02");  // five working days
  const auto due = *world.stored(id).due_at;
  const auto until = due - 24h;
  take(world.steward, id, {.step = Step::AskPause, .reason = "等居民回来", .choice = "resident", .until = until});
  EXPECT_EQ(world.stored(id).due_at, due) << "asking stops nothing";
  EXPECT_EQ(refused(world.steward, id, {.step = Step::Approve}), kNotYours.code);
  EXPECT_EQ(
      refused(world.steward, id, {.step = Step::AskExtension, .reason = "x", .limit = catalogue::parse_limit("1wd")}),
      kPending.code);
  take(world.worker, id, {.step = Step::Approve});
  auto paused = world.stored(id);
  EXPECT_EQ(paused.paused_until, until);
  EXPECT_GT(*paused.due_at, due);
  const auto moved_due = *paused.due_at;
  world.store.clock.advance(until - world.store.clock.now());
  EXPECT_EQ(sweep(), 1);
  EXPECT_FALSE(world.stored(id).paused_until) << "a pause ends by itself";
  EXPECT_EQ(world.stored(id).due_at, moved_due);
  expect_sound();
}

TEST_P(FlowOn, APauseThatEndsEarlyGivesTheTimeBack) {
  const auto id = received("E1-02");
  const auto due = *world.stored(id).due_at;
  take(world.steward, id, {.step = Step::AskPause, .reason = "等", .choice = "weather", .until = due + 24h * 30});
  take(world.worker, id, {.step = Step::Approve});
  take(world.steward, id, {.step = Step::Resume});
  EXPECT_EQ(world.stored(id).due_at, due);
  EXPECT_FALSE(world.stored(id).paused_until);
  take(world.steward, id, {.step = Step::AskExtension, .reason = "需要材料", .limit = catalogue::parse_limit("5wd")});
  take(world.worker, id, {.step = Step::Refuse, .reason = "理由不足"});
  EXPECT_EQ(world.stored(id).due_at, due);
  take(world.steward, id, {.step = Step::AskExtension, .reason = "材料已订", .limit = catalogue::parse_limit("5wd")});
  take(world.worker, id, {.step = Step::Approve});
  EXPECT_GT(*world.stored(id).due_at, due);
  expect_sound();
}

TEST_P(FlowOn, ADesignationEndsReturns) {
  const auto id = received();
  take(world.steward, id, {.step = Step::Return, .reason = "不属于网格"});
  EXPECT_EQ(world.stored(id).returns, 1);
  EXPECT_FALSE(is_offered(world.worker, id, "designate")) << "from above only";
  take(officer, id, {.step = Step::Designate, .to = lead_of(world.heating), .reason = "权属清楚"});
  EXPECT_EQ(refused(world.fitter, id, {.step = Step::Return, .reason = "不归我"}), kDesignated.code);
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.city_office)}), kDesignated.code);
  EXPECT_FALSE(is_offered(world.fitter, id, "return"));
  EXPECT_EQ(world.stored(id).first, lead_of(world.grid_a)) << "first contact answers to the end";
  expect_sound();
}

TEST_P(FlowOn, ThreeReturnsPutItUnderSupervision) {
  const auto id = received();
  for (int i = 0; i < 3; ++i) {
    if (i > 0) take(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.grid_a)});
    take(world.steward, id, {.step = Step::Return, .reason = "职能交叉"});
  }
  EXPECT_TRUE(world.stored(id).supervised);
  const auto hops = world.hops(id);
  EXPECT_EQ(hops[hops.size() - 2].step, Step::Supervise);
  // The district is told by rule: a hop, a part, and its role sees the case.
  const Lead district{LeadKind::Area, world.district.value};
  EXPECT_EQ(hops.back().step, Step::Copy);
  EXPECT_EQ(hops.back().to, district);
  ASSERT_EQ(world.stored(id).parts.size(), 1U);
  EXPECT_EQ(world.stored(id).parts.front().to, district);
  EXPECT_EQ(page(officer, id).at("parts").at(0).at("to").at("name").as_string(), "示例区");
  take(officer, id, {.step = Step::Release, .reason = "已明确承办单位"});
  EXPECT_FALSE(world.stored(id).supervised);
  take(officer, id, {.step = Step::Supervise, .reason = "又拖", .choice = "overdue"});
  EXPECT_EQ(world.stored(id).parts.size(), 1U) << "told once in its life";
  expect_sound();
}

// 双派单 (《北京市接诉即办工作条例》第十二条) is data: a district that uses it has each dispatch copied, the first one
// too.
TEST_P(FlowOn, DoubleDispatchIsARuleOfTheFlow) {
  const std::string plan =
      "key = \"here\"\nextends = \"base\"\nname = [\"本区\", \"Here\"]\nsource = \"试行\"\n"
      "[[copy]]\nkey = \"double_dispatch\"\nname = [\"双派单\", \"Double dispatch\"]\n"
      "source = \"试行\"\non = \"dispatch\"\nto = \"subdistrict\"\n";
  const auto before = received();
  EXPECT_TRUE(world.stored(before).parts.empty()) << "the common flow ships it switched off";
  ASSERT_TRUE(world.write([&](Transaction& t) { return set_flow(t, world.district, {}, plan, "试行", 0); }));
  world.cases->context().flows.forget(world.district);
  const auto id = received();
  ASSERT_EQ(world.stored(id).parts.size(), 1U);
  EXPECT_EQ(world.stored(id).parts.front().to, (Lead{LeadKind::Area, world.subdistrict.value}));
  take(world.steward, id, {.step = Step::Return, .reason = "不属于网格"});
  take(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.heating)});
  EXPECT_EQ(world.stored(id).parts.size(), 1U);
  expect_sound();
}

// A version holds from its day on; until then the one before does, and on that day open cases follow it.
TEST_P(FlowOn, AFlowBeginsOnItsDay) {
  const auto plan = [&](std::string_view from) {
    return "from = \"" + std::string(from) + "\"\nkey = \"here\"\nextends = \"base\"\nname = [\"本区\", \"Here\"]\n" +
           "source = \"试行\"\noff = [\"whistle\"]\nwarn_percent = 1\n";
  };
  const auto set = [&](std::string_view from, std::int64_t known) {
    const auto done =
        world.write([&](Transaction& t) { return set_flow(t, world.district, {}, plan(from), "试行", known); });
    world.cases->context().flows.forget(world.district);
    return done ? std::string("set") : done.error().code;
  };
  EXPECT_EQ(set("2026-03-01", 0), kBadFlow.code) << "that day has passed";
  EXPECT_EQ(set("2026-03-04", 0), "set");
  EXPECT_EQ(set("2026-03-09", 0), kStale.code) << "somebody has set one meanwhile";
  const auto id = received("E1-02");
  const auto next = world.stored(id).next_at;
  EXPECT_TRUE(is_offered(officer, id, "whistle")) << "not yet";
  EXPECT_FALSE(run(world.cases->clockwork.begin_flow(world.district, kChinaOffset)));
  const auto moved = run(world.cases->clockwork.preview_plan(
      world.district, kChinaOffset, std::make_shared<const FlowPlan>(*read_flow_plan(plan("2026-03-04")))));
  EXPECT_EQ(moved.checked, 1);
  EXPECT_EQ(moved.earlier, 1) << "the warning would come sooner";
  EXPECT_EQ(world.stored(id).next_at, next) << "a preview writes nothing";

  world.store.clock.advance(24h * 2);
  EXPECT_TRUE(run(world.cases->clockwork.begin_flow(world.district, kChinaOffset)));
  EXPECT_FALSE(run(world.cases->clockwork.begin_flow(world.district, kChinaOffset))) << "once";
  EXPECT_FALSE(is_offered(officer, id, "whistle"));
  EXPECT_NE(world.stored(id).next_at, next);
  expect_sound();
}

TEST_P(FlowOn, ACopyRuleNamesItsFaults) {
  const auto plan = read_flow_plan(
      "key = \"here\"\nname = [\"本区\", \"Here\"]\nsource = \"试行\"\n[[copy]]\nkey = \"x\"\n"
      "name = [\"抄\", \"Copy\"]\non = \"dance\"\nto = \"moon\"\n");
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().faults.size(), 3U) << "step, level and source";
}

TEST_P(FlowOn, WhatIsLateClimbsTheLadderAssignedOrNot) {
  const auto mine = received();
  const auto nobodys = world.receive(world.report("E1-01", world.yard_b)).entry.id;
  world.store.clock.advance(24h * 30);
  EXPECT_EQ(sweep(), 2);
  for (const auto id : {mine, nobodys}) {
    const auto entry = world.stored(id);
    EXPECT_EQ(entry.level, 3);
    EXPECT_EQ(entry.watch, entry.where.district.value);
    EXPECT_TRUE(entry.supervised) << "overdue by two rungs";
    EXPECT_FALSE(entry.next_at);
  }
  EXPECT_EQ(sweep(), 0) << "nobody is told twice";
  ListRequest request;
  request.filter.kind = ListKind::Mine;
  request.fingerprint = "test";
  const auto list = boost::json::parse(run(world.cases->desk.list(world.chief, request)).value());
  EXPECT_EQ(list.at("items").as_array().size(), 2U) << "the district's desk looks after both";
  expect_sound();
}

TEST_P(FlowOn, TheLadderIsData) {
  const auto set = [&](std::string_view key) {
    return world.write([&](Transaction& t) {
      const auto* plan = std::ranges::find(shipped_plans(), key, &ShippedPlan::key).operator->();
      return set_flow(t, world.district, {}, std::string(plan->toml), "试行", current_flow(t, world.district).number);
    });
  };
  ASSERT_TRUE(set("yuyang"));
  world.cases->context().flows.forget(world.district);
  EXPECT_EQ(world.stored(received("E1-01")).ladder, "problem");
  EXPECT_EQ(world.stored(received("E6-03")).ladder, "dispute");
  EXPECT_EQ(world.stored(received("C1-03")).ladder, "big");
  ASSERT_TRUE(set("weidu"));
  world.cases->context().flows.forget(world.district);
  EXPECT_EQ(world.stored(received("E1-01")).ladder, "small");
  expect_sound();
}

TEST_P(FlowOn, AChangedCalendarMovesOpenLimitsAndSaysWhich) {
  const auto id = received("E1-02");
  const auto done = received("E1-02");
  take(world.steward, done, {.step = Step::Done, .result = "好了"});
  take(world.worker, done, {.step = Step::Verify});
  take(world.worker, done, {.step = Step::Close});
  const auto due = *world.stored(id).due_at;
  calendars::Sheet sheet;
  const std::chrono::sys_days today{date_of(world.store.clock.now())};
  for (int i = 1; i <= 5; ++i)
    sheet.days.push_back({Date{today + std::chrono::days{i}}, false, {}, {"停工", "Closed"}, "区政府通知"});
  auto calendar = std::make_shared<const calendars::Calendar>(calendars::national_sheet(), sheet, kChinaOffset, 1);
  const auto preview = run(world.cases->clockwork.recompute(world.district, calendar, true));
  EXPECT_EQ(preview.later, 1);
  EXPECT_EQ(world.stored(id).due_at, due) << "a preview changes nothing";
  ASSERT_TRUE(
      world.write([&](Transaction& t) { return calendars::set_sheet(t, world.district, {}, sheet, "停工", 0); }));
  const auto moved = run(world.cases->clockwork.recompute(world.district, calendar, false));
  EXPECT_TRUE(moved.finished);
  EXPECT_EQ(moved.later, 1) << "what has ended stays as it was";
  ASSERT_EQ(moved.sample.size(), 1U);
  EXPECT_EQ(moved.sample.front().from, due);
  EXPECT_EQ(world.stored(id).due_at, moved.sample.front().to);
  EXPECT_EQ(world.hops(id).back().step, Step::Retime);
  EXPECT_FALSE(run(world.cases->clockwork.continue_recount(world.district, kChinaOffset)));
  expect_sound();
}

TEST_P(FlowOn, ABodyThatItIsAboutDoesNotSeeIt) {
  const auto id = received("C1-03");  // goes to heating
  ASSERT_TRUE(run(world.cases->desk.show(world.fitter, id)));
  take(world.worker, id, {.step = Step::Recuse, .to = lead_of(world.heating), .reason = "投诉对象"});
  EXPECT_EQ(run(world.cases->desk.show(world.fitter, id)).error().code, kNotFound.code);
  EXPECT_EQ(world.stored(id).state, State::Received) << "it lies on the desk again";
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.heating)}), kBadStep.code);
  take(world.worker, id, {.step = Step::Dispatch, .to = lead_of(world.city_office)});
  expect_sound();
}

TEST_P(FlowOn, ConfidentialWordsLeaveTheRowAndEachReadingIsLogged) {
  auto report = world.report("E1-01", world.yard_a, "举报某某");
  report.confidential = true;
  const auto id = world.receive(std::move(report)).entry.id;
  EXPECT_EQ(world.stored(id).text.find("举报"), std::string::npos);
  const auto words = world.read([&](Snapshot& s) { return open_text(s, world.district, id, world.store->keys()); });
  EXPECT_EQ(words, "举报某某");
  const auto read = run(world.cases->desk.read_contact(world.worker, id, "核实"));
  ASSERT_TRUE(read) << read.error().code;
  EXPECT_EQ(boost::json::parse(*read).at("text").as_string(), "举报某某");
  EXPECT_EQ(world.read([&](Snapshot& s) { return load_readings(s, world.district, id); }).size(), 1U);
  expect_sound();
}

TEST_P(FlowOn, SixOutcomesAreNoOrdinaryCase) {
  const auto id = received();
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Divert, .result = "请打110", .choice = "nonsense"}),
            kBadStep.code);
  take(world.worker, id, {.step = Step::Divert, .result = "请打110", .choice = "emergency"});
  EXPECT_EQ(world.stored(id).state, State::Closed);
  EXPECT_EQ(world.stored(id).outcome, "emergency");
  EXPECT_EQ(world.stored(id).result, "请打110");
  expect_sound();
}

TEST_P(FlowOn, AChildGoesItsOwnWay) {
  const auto id = received();
  take(world.worker, id, {.step = Step::SplitOff, .note = "路灯另修", .matter = world.matter("C1-03")});
  const auto children = world.read([&](Snapshot& s) { return load_children(s, world.district, id); });
  ASSERT_EQ(children.size(), 1U);
  const auto child = world.stored(children.front().id);
  EXPECT_EQ(child.parent, id);
  EXPECT_EQ(child.lead, lead_of(world.heating));
  EXPECT_NE(child.number, world.stored(id).number);
  EXPECT_EQ(page(world.worker, id).at("children").as_array().size(), 1U);
  expect_sound();
}

TEST_P(FlowOn, ARevisitThatFindsItUnsolvedReopensAndClimbs) {
  const auto id = received();
  take(world.steward, id, {.step = Step::Done, .result = "已清"});
  take(world.worker, id, {.step = Step::Revisit, .choice = "phone", .reached = false});
  EXPECT_EQ(world.stored(id).tries, 1) << "a call that reached nobody judges nothing";
  EXPECT_EQ(world.stored(id).state, State::Done);
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Revisit, .choice = "phone"}), kBadStep.code) << "no mark";
  take(world.worker, id, {.step = Step::Revisit, .note = "还堆着", .rating = 2, .solved = false, .choice = "phone"});
  const auto entry = world.stored(id);
  EXPECT_EQ(entry.state, State::Dispatched);
  EXPECT_EQ(entry.reopened, 1);
  EXPECT_EQ(entry.level, 1) << "unsolved: one rung up";
  expect_sound();
}

TEST_P(FlowOn, ThreeCallsThatReachNobodyCloseWhatWasVerified) {
  const auto id = received();
  take(world.steward, id, {.step = Step::Done, .result = "已清"});
  take(world.worker, id, {.step = Step::Verify});
  for (int call = 1; call <= 3; ++call) {
    EXPECT_EQ(world.stored(id).state, State::Verified);
    take(world.worker, id, {.step = Step::Revisit, .choice = "phone", .reached = false});
  }
  EXPECT_EQ(world.stored(id).state, State::Closed);
  EXPECT_EQ(world.stored(id).rating, 0) << "nobody judged";
  expect_sound();
}

TEST_P(FlowOn, WhatIsExcludedNeedsAReviewer) {
  const auto id = received();
  take(world.worker, id, {.step = Step::AskExclusion, .reason = "重复登记", .choice = "duplicate"});
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Approve}), kOwnRequest.code);
  take(world.colleague, id, {.step = Step::Approve});
  EXPECT_TRUE(world.stored(id).excluded);
  ListRequest received_today;
  received_today.filter.kind = ListKind::All;
  received_today.filter.figure = Figure::Received;
  received_today.fingerprint = "test";
  const auto list = boost::json::parse(run(world.cases->desk.list(world.chief, received_today)).value());
  EXPECT_TRUE(list.at("items").as_array().empty()) << "the rows behind a figure are what it counts";
  expect_sound();
}

TEST_P(FlowOn, AResidentUrgesOnceADay) {
  const auto received = world.receive(world.report("E1-01", world.yard_a));
  ASSERT_TRUE(world.take(received, {.step = Step::Urge}));
  const auto again = world.take(received, {.step = Step::Urge});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, kTooSoon.code);
  world.store.clock.advance(24h);
  EXPECT_TRUE(world.take(received, {.step = Step::Urge}));
}

TEST_P(FlowOn, OffersSayWhatEachStepAsks) {
  const auto id = received();
  for (const auto& step : page(officer, id).at("steps").as_array()) {
    if (step.at("step").as_string() != "whistle") continue;
    const auto& fields = step.at("fields").as_array();
    ASSERT_EQ(fields.size(), 4U);
    EXPECT_EQ(fields[0].at("kind").as_string(), "to");
    EXPECT_EQ(fields[1].at("kind").as_string(), "choice");
    EXPECT_EQ(fields[1].at("options").as_array().size(), 3U);
    EXPECT_FALSE(fields[3].at("required").as_bool());
    return;
  }
  FAIL() << "a subdistrict's desk may whistle";
}

TEST(FlowPlans, ShippedOnesAreReadAndNameTheirSources) {
  for (const auto& shipped : shipped_plans()) {
    const auto plan = read_flow_plan(shipped.toml);
    ASSERT_TRUE(plan) << shipped.key << ": " << plan.error().faults.front().field;
    EXPECT_EQ(plan->key, shipped.key);
    for (const auto& ladder : plan->ladders) EXPECT_FALSE(ladder.source.empty());
    for (const auto& choice : plan->choices) EXPECT_FALSE(choice.source.empty());
  }
}

TEST(FlowPlans, RubbishIsNamed) {
  const std::vector<std::pair<const char*, const char*>> rubbish{
      {"key = ", "toml"},
      {"key = 'x'\nsource = 's'", "name"},
      {"key='x'\nname=['一','x']\nsource='s'\noff=['nostep']", "off"},
      {"key='x'\nname=['一','x']\nsource='s'\nwarn_percent=200", "warn_percent"},
      {"key='x'\nname=['一','x']\nsource='s'\nverify_within='soon'", "verify_within"},
      {"key='x'\nname=['一','x']\nsource='s'\n[[ladder]]\nkey='l'\nname=['一','l']\nsource='s'\nrungs=[]", "ladder"}};
  for (const auto& [toml, field] : rubbish) {
    const auto plan = read_flow_plan(toml);
    ASSERT_FALSE(plan) << toml;
    EXPECT_EQ(plan.error().faults.front().field, field) << toml;
    EXPECT_FALSE(plan.error().faults.front().remedy.zh.empty());
  }
}

}  // namespace
}  // namespace linli::cases
