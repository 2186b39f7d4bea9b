// The fuller flow in time: pauses, limits, ladders, calendars, flows that begin on a day.
#include "modules/calendars/sheet.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/flow_book.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/testing/flow_world.hpp"

namespace linli::cases {
namespace {

using namespace std::chrono_literals;
using storage::Transaction;
using testing::FlowOn;
using testing::run;

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

TEST_P(FlowOn, AResidentUrgesOnceADay) {
  const auto received = world.receive(world.report("E1-01", world.yard_a));
  ASSERT_TRUE(world.take(received, {.step = Step::Urge}));
  const auto again = world.take(received, {.step = Step::Urge});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, kTooSoon.code);
  world.store.clock.advance(24h);
  EXPECT_TRUE(world.take(received, {.step = Step::Urge}));
}

}  // namespace
}  // namespace linli::cases
