// The sweep over the tables themselves: many cases, restarts, clock jumps and changed calendars, on both engines. What
// follows from a case alone is tried at random in escalation_test.cpp; here nothing may get lost between row and index.
#include <random>

#include "modules/cases/clocks.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/testing/world.hpp"
#include "modules/cases/visit_store.hpp"

namespace linli::cases {
namespace {

using namespace std::chrono_literals;
using storage::Snapshot;
using storage::Transaction;
using testing::run;

class SweepOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  testing::World world{GetParam()};
  std::mt19937 random{20261122};
  std::vector<CaseId> ids;

  int below(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
  void sweep() {
    while (run(world.cases->clockwork.sweep(world.district, kChinaOffset)) > 0) continue;
  }
  void take_in() {
    constexpr std::array<const char*, 4> kMatters{"E1-01", "E1-02", "C1-03", "S1-01"};
    const std::array yards{world.yard_a, world.yard_b, world.yard_c};
    ids.push_back(world
                      .receive(world.report(kMatters[static_cast<std::size_t>(below(4))],
                                            yards[static_cast<std::size_t>(below(3))]))
                      .entry.id);
  }
  void step() {
    if (ids.empty()) return;
    const auto id = ids[static_cast<std::size_t>(below(static_cast<int>(ids.size())))];
    const std::array people{&world.worker, &world.colleague, &world.steward, &world.fitter, &world.chief};
    Command command{.step = static_cast<Step>(2 + below(kLastStep - 1))};
    command.to = below(2) == 0 ? lead_of(world.city_office) : lead_of(world.grid_a);
    command.reason = command.result = command.note = "说明";
    command.rating = command.mark = 1 + below(5);
    command.solved = below(2) == 0;
    command.choice = "other";
    command.until = world.store.clock.now() + std::chrono::hours{1 + below(300)};
    command.limit = catalogue::Limit{1 + below(3), catalogue::LimitUnit::WorkingDays};
    command.matter = world.matter("E1-01");
    (void)world.take(*people[static_cast<std::size_t>(below(5))], id, command);
  }
  void change_calendar() {
    calendars::Sheet sheet;
    const auto today = std::chrono::floor<std::chrono::days>(world.store.clock.now());
    for (int i = 0; i < 6; ++i)
      sheet.days.push_back({Date{today + std::chrono::days{below(40)}}, below(2) == 0, {}, {"", ""}, "通知"});
    const auto known = world.read([&](Snapshot& s) { return calendars::current_version(s, world.district).number; });
    ASSERT_TRUE(
        world.write([&](Transaction& t) { return calendars::set_sheet(t, world.district, {}, sheet, "试", known); }));
    const auto calendar =
        std::make_shared<const calendars::Calendar>(calendars::national_sheet(), sheet, kChinaOffset, known + 1);
    (void)run(world.cases->clockwork.recompute(world.district, calendar, false));
    while (run(world.cases->clockwork.continue_recount(world.district, kChinaOffset))) continue;
  }
  void jump() {
    const int how = below(4);
    if (how == 0) world.store.clock.advance(std::chrono::hours{below(400)});
    if (how == 1) world.store.clock.advance(std::chrono::days{30 + below(60)});
    if (how == 2) world.store.clock.advance(-std::chrono::hours{below(30)});
    if (how == 3) world.store.clock.advance(std::chrono::minutes{below(600)});
    world.store->link_journal();  // once a second in a running process; it also keeps the mark that ids rise above
  }
  // By a scan of the whole table, not by the index that the sweep goes by.
  void expect_nothing_overdue_unvisited() {
    const auto now = world.store.clock.now();
    const auto rules = world.pen().rules;
    int open = 0;
    world.read([&](Snapshot& snapshot) {
      each_case(snapshot, world.district, [&](const Case& light) {
        const auto entry = load_case(snapshot, world.district, light.id).value();
        EXPECT_EQ(entry.next_at, next_visit(entry, rules)) << entry.number;
        const bool in_work = entry.state < State::Done;
        if (!in_work || entry.paused_until || !entry.due_at || *entry.due_at >= now) return true;
        ++open;
        EXPECT_GE(entry.level, 1) << entry.number << " is overdue and was not visited";
        if (now - *entry.due_at > 24h * 30) EXPECT_EQ(entry.level + 1, std::ssize(ladder_of(entry, rules).rungs));
        return true;
      });
      return true;
    });
    overdue_seen += open;
  }
  std::vector<std::string> complaints() {
    std::vector<std::string> said;
    world.read([&](Snapshot& snapshot) {
      return check_cases(snapshot, kChinaOffset, [&](DistrictId, CaseId id, const std::string& what) {
        said.push_back(to_string(id) + " " + what);
      });
    });
    return said;
  }
  void set_next(CaseId id, std::optional<Instant> at) {
    world.write([&](Transaction& transaction) {
      set_next_visit(transaction, world.district, id, at);
      return true;
    });
  }
  int overdue_seen = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, SweepOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

TEST_P(SweepOn, NothingOverdueStaysUnvisitedOverRestartsAndClockJumps) {
  for (int round = 0; round < 25; ++round) {
    for (int i = 0; i < 10; ++i) {
      switch (below(8)) {
        case 0:
        case 1:
        case 2:
          take_in();
          break;
        case 3:
          jump();
          break;
        case 4:
          if (below(5) == 0) change_calendar();
          break;
        default:
          step();
      }
    }
    if (below(6) == 0) world.restart();
    sweep();
    expect_nothing_overdue_unvisited();
  }
  EXPECT_GT(overdue_seen, 50) << "the rounds must have had something to miss";
}

TEST_P(SweepOn, ARestartGoesOnWithAHalfDoneRecount) {
  for (int i = 0; i < 3; ++i) take_in();
  world.write([&](Transaction& t) {
    begin_recount(t, world.district);
    return true;
  });
  world.restart();
  EXPECT_TRUE(run(world.cases->clockwork.continue_recount(world.district, kChinaOffset)));
  EXPECT_FALSE(run(world.cases->clockwork.continue_recount(world.district, kChinaOffset)));
}

TEST_P(SweepOn, ASweepThatEndedHalfwayGoesOnUnderAClockSetBack) {
  constexpr int kMoreThanOnePortion = 240;
  for (int i = 0; i < kMoreThanOnePortion; ++i)
    ids.push_back(world.receive(world.report("E1-01", world.yard_a)).entry.id);
  world.store.clock.advance(24h * 90);
  const int first = run(world.cases->clockwork.sweep(world.district, kChinaOffset));
  ASSERT_GT(first, 0);
  ASSERT_LT(first, kMoreThanOnePortion) << "it must have ended halfway";
  world.restart();
  world.store.clock.advance(-1h);
  sweep();
  expect_nothing_overdue_unvisited();
  EXPECT_EQ(overdue_seen, kMoreThanOnePortion);
  // Nobody is told twice: one warning or climb a rung, whatever was interrupted.
  const auto hops = world.hops(ids.front());
  sweep();
  EXPECT_EQ(world.hops(ids.front()), hops);
  EXPECT_EQ(world.hops(ids.front()).size(), world.hops(ids.back()).size());
}

TEST_P(SweepOn, OpenCasesOfBeforeTheEngineAreVisitedOnce) {
  take_in();
  // As the migration leaves them.
  world.write([&](Transaction& t) {
    t.execute("UPDATE cases SET next_at = received_at WHERE district = $1", world.district);
    return true;
  });
  EXPECT_EQ(run(world.cases->clockwork.sweep(world.district, kChinaOffset)), 1);
  EXPECT_EQ(run(world.cases->clockwork.sweep(world.district, kChinaOffset)), 0);
  expect_nothing_overdue_unvisited();
}

TEST_P(SweepOn, VerifyNamesTheCaseWhoseNextVisitIsNotWhatFollowsFromIt) {
  for (int i = 0; i < 3; ++i) take_in();
  EXPECT_TRUE(complaints().empty()) << complaints().front();
  const auto good = world.stored(ids[1]).next_at;
  ASSERT_TRUE(good);
  const std::array<std::optional<Instant>, 3> wrong{*good + 24h * 365, *good - 1ms, std::nullopt};
  for (const auto& at : wrong) {
    set_next(ids[1], at);
    const auto said = complaints();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_TRUE(said.front().starts_with(to_string(ids[1]) + " next_at ")) << said.front();
    EXPECT_TRUE(said.front().ends_with(format_instant(*good))) << said.front();
  }
  // Due already: the next sweep looks and sets it right by itself.
  set_next(ids[1], world.store.clock.now());
  EXPECT_TRUE(complaints().empty());
  sweep();
  EXPECT_EQ(world.stored(ids[1]).next_at, good);
}

TEST_P(SweepOn, VerifyMindsThatWhatHasEndedIsNotVisited) {
  take_in();
  ASSERT_TRUE(world.take(world.chief, ids[0], {.step = Step::Divert, .result = "已告知", .choice = "beyond"}));
  ASSERT_TRUE(has_ended(world.stored(ids[0]).state));
  EXPECT_TRUE(complaints().empty());
  set_next(ids[0], world.store.clock.now() + 1h);
  EXPECT_EQ(complaints().size(), 1U);
}

}  // namespace
}  // namespace linli::cases
