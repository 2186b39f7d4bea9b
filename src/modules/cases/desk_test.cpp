// A case from intake to closing, as the people of one district see it, on both engines.
#include <boost/json/parse.hpp>

#include "modules/cases/contact_store.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/schema.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::cases {
namespace {

using namespace std::chrono_literals;
using storage::Snapshot;
using testing::run;

class CasesOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  testing::World world{GetParam()};

  boost::json::value list(const accounts::Caller& caller, ListRequest request) {
    request.fingerprint = "test";
    return boost::json::parse(run(world.cases->desk.list(caller, std::move(request))).value());
  }
  std::vector<std::string> numbers(const boost::json::value& page) {
    std::vector<std::string> found;
    for (const auto& item : page.at("items").as_array()) found.emplace_back(item.at("number").as_string());
    return found;
  }
  ListRequest of_kind(ListKind kind) {
    ListRequest request;
    request.filter.kind = kind;
    return request;
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
INSTANTIATE_TEST_SUITE_P(Engines, CasesOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

TEST_P(CasesOn, GoesToTheGridsStewardAndWalksToClosing) {
  const auto received = world.receive(world.report("E1-01", world.yard_a, "垃圾没人清"));
  EXPECT_EQ(world.stored(received.entry.id).lead, lead_of(world.grid_a));
  const auto id = received.entry.id;
  ASSERT_TRUE(world.take(world.steward, id, {.step = Step::Accept, .version = 1}));
  world.store.clock.advance(1h);
  ASSERT_TRUE(world.take(world.steward, id, {.step = Step::Done, .version = 2, .result = "已清运"}));
  ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Verify, .version = 3}));
  ASSERT_TRUE(world.take(received, {.step = Step::Rate, .rating = 5, .solved = true}));
  const auto closed = world.stored(id);
  EXPECT_EQ(closed.state, State::Closed);
  EXPECT_EQ(closed.result, "已清运");
  EXPECT_TRUE(was_on_time(closed));
  const auto hops = world.hops(id);
  ASSERT_EQ(hops.size(), 7U);  // receive, dispatch, accept, done, verify, rate, close
  EXPECT_EQ(hops[3].clock_seconds, 3600);
  EXPECT_EQ(hops.back().by, storage::ActorKind::System);
  expect_sound();
}

TEST_P(CasesOn, WithoutAStewardItStandsOnTheCommunitysDesk) {
  const auto received = world.receive(world.report("E1-01", world.yard_b));
  EXPECT_FALSE(received.entry.lead);
  EXPECT_EQ(received.entry.state, State::Received);
  EXPECT_EQ(numbers(list(world.worker, of_kind(ListKind::Mine))), std::vector{received.entry.number});
  EXPECT_TRUE(numbers(list(world.stranger, of_kind(ListKind::All))).empty());
}

TEST_P(CasesOn, OutsideEveryOutlineItStandsOnTheDistrictsDesk) {
  auto report = world.report("E1-01", {}, "在城外");
  report.lon = 100.0;
  report.lat = 30.0;
  const auto received = world.receive(std::move(report));
  EXPECT_EQ(numbers(list(world.chief, of_kind(ListKind::Mine))), std::vector{received.entry.number});
}

TEST_P(CasesOn, AMatterWithABodyGoesThere) {
  const auto received = world.receive(world.report("C1-03", world.yard_a));
  EXPECT_EQ(received.entry.lead, lead_of(world.heating));
  EXPECT_EQ(numbers(list(world.fitter, of_kind(ListKind::Mine))), std::vector{received.entry.number});
  EXPECT_TRUE(run(world.cases->desk.show(world.fitter, received.entry.id)));
}

TEST_P(CasesOn, ForbiddenReadsAsNotFound) {
  const auto received = world.receive(world.report("E1-01", world.yard_a));
  for (const auto* caller : {&world.stranger, &world.fitter}) {
    const auto shown = run(world.cases->desk.show(*caller, received.entry.id));
    ASSERT_FALSE(shown);
    EXPECT_EQ(shown.error().code, kNotFound.code);
    const auto taken = world.take(*caller, received.entry.id, {.step = Step::Note, .note = "hello"});
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, kNotFound.code);
    const auto by_number = run(world.cases->desk.show_number(*caller, received.entry.number));
    EXPECT_EQ(by_number.error().code, kNotFound.code);
  }
  auto elsewhere = world.chief;
  elsewhere.district = {4711};
  EXPECT_FALSE(run(world.cases->desk.show(elsewhere, received.entry.id))) << "another district's chief";
}

TEST_P(CasesOn, AnOldVersionIsToldSo) {
  const auto received = world.receive(world.report("E1-01", world.yard_a));
  ASSERT_TRUE(world.take(world.steward, received.entry.id, {.step = Step::Accept, .version = 1}));
  const auto stale = world.take(world.steward, received.entry.id, {.step = Step::Done, .version = 1, .result = "x"});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, kStale.code);
}

TEST_P(CasesOn, AReturnGoesBackToTheDeskAndTheClockRunsOn) {
  const auto received = world.receive(world.report("C1-03", world.yard_a));
  const auto due = received.entry.due_at;
  world.store.clock.advance(30min);
  ASSERT_TRUE(world.take(world.fitter, received.entry.id, {.step = Step::Return, .reason = "室内管道归物业"}));
  const auto returned = world.stored(received.entry.id);
  EXPECT_EQ(returned.state, State::Returned);
  EXPECT_EQ(returned.due_at, due);
  EXPECT_EQ(numbers(list(world.worker, of_kind(ListKind::Mine))).size(), 1U);
  EXPECT_TRUE(run(world.cases->desk.show(world.fitter, received.entry.id))) << "who took part may still look";
  const Command to_grid{.step = Step::Dispatch, .to = lead_of(world.grid_a)};
  ASSERT_TRUE(world.take(world.worker, received.entry.id, to_grid));
  EXPECT_EQ(world.stored(received.entry.id).lead, lead_of(world.grid_a));
  expect_sound();
}

TEST_P(CasesOn, WhereItGoesMustExist) {
  const auto received = world.receive(world.report("E1-01", world.yard_b));
  const auto lost = world.take(world.worker, received.entry.id, {.step = Step::Dispatch, .to = {LeadKind::Body, 99}});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().faults.front().field, "to");
}

TEST_P(CasesOn, TheSameKeyGivesTheSameCaseAndTheSameSecret) {
  auto report = world.report("E1-01", world.yard_a);
  report.key = "9f2c1e7a-1111-2222-3333-444455556666";
  const auto first = world.receive(report);
  const auto second = world.receive(report);
  EXPECT_TRUE(second.repeated);
  EXPECT_EQ(first.entry.id, second.entry.id);
  EXPECT_EQ(first.secret, second.secret);
  EXPECT_FALSE(first.secret.empty());
  report.text = "别的事";
  const auto other = run(world.cases->intake.receive(report, {.district = world.district}));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, kKeyReused.code);
}

TEST_P(CasesOn, OnlyTheSecretOpensItAndNothingProtectedShows) {
  auto report = world.report("E1-01", world.yard_a);
  report.contact = {"赵敏儿", "13800001234"};
  const auto received = world.receive(std::move(report));
  ASSERT_TRUE(world.take(world.steward, received.entry.id, {.step = Step::Note, .note = "老人独居"}));
  const auto shown = run(world.cases->follow.show({received.entry.number, received.secret}));
  ASSERT_TRUE(shown);
  for (const auto* hidden : {"赵敏儿", "13800001234", "周网格", "老人独居"})
    EXPECT_EQ(shown->find(hidden), std::string::npos) << hidden;
  EXPECT_NE(shown->find("龙阳光世家"), std::string::npos);
  for (const auto& secret : {std::string(), std::string("WRONG"), received.secret + "2"})
    EXPECT_FALSE(run(world.cases->follow.show({received.entry.number, secret}))) << secret;
  EXPECT_TRUE(run(world.cases->follow.show({received.entry.number, " " + received.secret}))) << "typed with a space";
}

TEST_P(CasesOn, ReadingAContactIsLoggedWithItsReason) {
  auto report = world.report("E1-01", world.yard_a);
  report.contact = {"赵敏儿", "138-0000-1234"};
  const auto id = world.receive(std::move(report)).entry.id;
  auto& desk = world.cases->desk;
  EXPECT_FALSE(run(desk.read_contact(world.worker, id, "  "))) << "a reason is needed";
  EXPECT_FALSE(run(desk.read_contact(world.stranger, id, "好奇")));
  const auto contact = run(desk.read_contact(world.worker, id, "回访"));
  ASSERT_TRUE(contact);
  EXPECT_NE(contact->find("138-0000-1234"), std::string::npos);
  const auto readings = run(desk.readings(world.colleague, id)).value();
  EXPECT_NE(readings.find("陈社区"), std::string::npos);
  EXPECT_NE(readings.find("回访"), std::string::npos);
  const auto in_clear = world.read([](Snapshot& s) {
    auto rows = s.query("SELECT COUNT(*) FROM journal WHERE after_json LIKE '%赵敏儿%' OR before_json LIKE '%赵敏儿%'");
    return rows.next() ? rows.integer(0) : -1;
  });
  EXPECT_EQ(in_clear, 0);
  expect_sound();
}

TEST_P(CasesOn, ListsStandInTheOrderOfTheirDueTimeAndPageByKey) {
  std::vector<std::string> expected;
  for (int i = 0; i < 7; ++i) {
    expected.push_back(world.receive(world.report("E4-05", world.yard_a, "积水" + std::to_string(i))).entry.number);
    world.store.clock.advance(1min);
  }
  auto request = of_kind(ListKind::Open);
  request.limit = 3;
  std::vector<std::string> seen;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = list(world.worker, request);
    for (const auto& number : numbers(page)) seen.push_back(number);
    if (page.at("next").is_null()) break;
    request.cursor = std::string(page.at("next").as_string());
  }
  EXPECT_EQ(seen, expected);
  request.fingerprint = "other filters";
  const auto refused = run(world.cases->desk.list(world.worker, request));
  ASSERT_FALSE(refused) << "a cursor belongs to its filters";
  EXPECT_EQ(refused.error().code, kBadCursor.code);
}

TEST_P(CasesOn, FiltersMeetTheCallersOwnScope) {
  const auto north = world.receive(world.report("E1-01", world.yard_a)).entry.number;
  const auto south = world.receive(world.report("C1-03", world.yard_c)).entry.number;
  auto by_area = of_kind(ListKind::All);
  by_area.area = world.south;
  EXPECT_EQ(numbers(list(world.chief, by_area)), std::vector{south});
  EXPECT_TRUE(numbers(list(world.worker, by_area)).empty()) << "another community's";
  by_area.area = world.subdistrict;
  EXPECT_EQ(numbers(list(world.worker, by_area)), std::vector{north}) << "an area above: the own part of it";
  auto by_body = of_kind(ListKind::All);
  by_body.body = world.heating;
  EXPECT_EQ(numbers(list(world.stranger, by_body)), std::vector{south});
  EXPECT_TRUE(numbers(list(world.worker, by_body)).empty());
  auto by_matter = of_kind(ListKind::All);
  by_matter.matter = world.matter("C1");
  EXPECT_EQ(numbers(list(world.chief, by_matter)), std::vector{south}) << "a class means what is below it";
}

TEST_P(CasesOn, QuietVerifiedCasesCloseAfterSevenDays) {
  const auto received = world.receive(world.report("E1-01", world.yard_a));
  ASSERT_TRUE(world.take(world.steward, received.entry.id, {.step = Step::Done, .result = "已清运"}));
  ASSERT_TRUE(world.take(world.worker, received.entry.id, {.step = Step::Verify}));
  world.store.clock.advance(24h * 7);
  EXPECT_EQ(run(world.cases->desk.close_quiet_cases(world.district, kChinaOffset)), 0) << "seven days are not over";
  world.store.clock.advance(1ms);
  EXPECT_EQ(run(world.cases->desk.close_quiet_cases(world.district, kChinaOffset)), 1);
  EXPECT_EQ(world.stored(received.entry.id).state, State::Closed);
  EXPECT_EQ(run(world.cases->desk.close_quiet_cases(world.district, kChinaOffset)), 0);
  expect_sound();
}

TEST_P(CasesOn, WholeLivesComeInWithTheirTimes) {
  const auto start = world.store.clock.now() - 24h * 30;
  CaseLife life;
  life.text = "下水道堵塞";
  life.where = world.atlas->place_of(world.district, world.yard_a).value();
  life.received_at = start;
  life.lead = lead_of(world.city_office);
  life.steps = {{start + 1h, storage::ActorKind::Staff, world.fitter.account, {.step = Step::Accept}},
                {start + 2h, storage::ActorKind::Staff, world.fitter.account, {.step = Step::Done, .result = "已疏通"}},
                {start + 3h, storage::ActorKind::Staff, world.worker.account, {.step = Step::Verify}},
                {start + 4h, storage::ActorKind::Resident, {}, {.step = Step::Rate, .rating = 4, .solved = true}}};
  const auto matter =
      world.read([&](Snapshot& s) { return catalogue::find_matter_by_code(s, world.district, "C1-07").value(); });
  const auto id = world.write([&](storage::Transaction& t) { return import_case_life(t, world.pen(), matter, life); });
  ASSERT_TRUE(id) << id.error().code;
  const auto entry = world.stored(*id);
  EXPECT_EQ(entry.state, State::Closed);
  EXPECT_EQ(entry.ended_at, start + 4h);
  EXPECT_EQ(world.hops(*id).size(), 7U);
  life.steps[1].account = world.worker.account;
  const auto himself =
      world.write([&](storage::Transaction& t) { return import_case_life(t, world.pen(), matter, life); });
  ASSERT_FALSE(himself) << "nobody verifies their own work, in an import neither";
  EXPECT_EQ(himself.error().code, kSamePerson.code);
  std::swap(life.steps[0].at, life.steps[2].at);
  EXPECT_FALSE(world.write([&](storage::Transaction& t) { return import_case_life(t, world.pen(), matter, life); }));
  expect_sound();
}

}  // namespace
}  // namespace linli::cases
