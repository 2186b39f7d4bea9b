// Each figure equals the number of the rows it opens to, whatever happened to the cases; a recount equals the counters.
#include <boost/json/parse.hpp>
#include <random>

#include "modules/cases/testing/world.hpp"
#include "modules/indicators/api.hpp"
#include "modules/indicators/http.hpp"
#include "modules/indicators/rules.hpp"
#include "storage/verify.hpp"

namespace linli::indicators {
namespace {

using namespace std::chrono_literals;
using cases::Case;
using cases::Command;
using cases::Step;
using cases::testing::run;
using cases::testing::World;
using storage::Snapshot;

class FiguresOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam(), {count_case}};
  Boards boards{{*world.store, *world.atlas, world.catalogue, cases::shipped_flow_rules()}};

  // Rows behind a figure, over all pages.
  std::int64_t rows(std::int64_t scope, std::string_view figure, const cases::Period& period, MatterId matter = {}) {
    cases::ListRequest request;
    request.filter.figure = cases::parse_figure(figure);
    request.filter.period = period;
    request.area = {scope};
    request.matter = matter;
    request.limit = 7;
    std::int64_t count = 0;
    do {
      const auto page = boost::json::parse(run(world.cases->desk.list(world.chief, request)).value());
      count += static_cast<std::int64_t>(page.at("items").as_array().size());
      request.cursor = page.at("next").is_null() ? "" : std::string(page.at("next").as_string());
    } while (!request.cursor.empty());
    return count;
  }

  Figures figures(std::int64_t scope, const cases::Period& period) {
    return world.read([&](Snapshot& s) {
      return figures_of(s, world.district, scope, period, kChinaOffset, cases::shipped_flow_rules());
    });
  }

  void expect_figures_to_be_their_rows(std::int64_t scope, const cases::Period& period) {
    const auto f = figures(scope, period);
    const auto where = "scope " + std::to_string(scope) + ", " + period.text;
    EXPECT_EQ(f.open, rows(scope, "open", period)) << where;
    EXPECT_EQ(f.due_soon, rows(scope, "due_soon", period)) << where;
    EXPECT_EQ(f.overdue, rows(scope, "overdue", period)) << where;
    EXPECT_EQ(f.received, rows(scope, "received", period)) << where;
    EXPECT_EQ(f.closed, rows(scope, "closed", period)) << where;
    EXPECT_EQ(f.on_time.over, rows(scope, "on_time_rate", period)) << where;
    EXPECT_EQ(f.satisfaction.over, rows(scope, "satisfaction", period)) << where;
  }

  void expect_recount_to_agree() {
    const std::vector checks{counter_check(kChinaOffset, cases::shipped_flow_rules())};
    const auto report = storage::verify(*world.store, world.store.schemas(), checks, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
    EXPECT_GT(report.counters, 0);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, FiguresOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

// Cases live at random: reports of several matters and places, steps of everybody, the clock moving on by minutes to
// days. Steps that the rules refuse are part of it.
class RandomLives {
 public:
  RandomLives(World& world, unsigned seed) : world_(world), random_(seed) {}

  void step() {
    world_.store.clock.advance(std::chrono::milliseconds{pick(4) == 0 ? pick(40 * 3'600'000) : pick(3'600'000)});
    if (alive_.size() < 12 || pick(4) == 0) return report();
    act(alive_[pick(alive_.size())]);
  }

 private:
  std::size_t pick(std::size_t below) { return random_() % below; }

  void report() {
    static constexpr std::array kCodes{"E1-01", "C1-03", "E4-05", "S7-03", "C1-05"};
    const std::array yards{world_.yard_a, world_.yard_b, world_.yard_c, AreaId{}};
    alive_.push_back(world_.receive(world_.report(kCodes[pick(kCodes.size())], yards[pick(yards.size())])));
  }

  void act(const cases::Received& entry) {
    static constexpr std::array kSteps{Step::Dispatch, Step::Accept, Step::Return, Step::HandOn, Step::Done,
                                       Step::Done,     Step::Done,   Step::Verify, Step::Verify, Step::Reject,
                                       Step::Close,    Step::Reopen, Step::Note};
    Command command{
        .reason = "因为", .note = "记", .result = "已办", .rating = int(pick(5)) + 1, .solved = pick(4) != 0};
    if (pick(3) == 0) {
      static constexpr std::array kOfResidents{Step::Rate, Step::Rate, Step::Rate, Step::Withdraw, Step::Reopen};
      command.step = kOfResidents[pick(kOfResidents.size())];
      static_cast<void>(world_.take(entry, command));
      return;
    }
    const std::array leads{cases::lead_of(world_.grid_a), cases::lead_of(world_.grid_c), cases::lead_of(world_.heating),
                           cases::lead_of(world_.city_office)};
    const std::array people{&world_.worker, &world_.colleague, &world_.stranger, &world_.steward, &world_.fitter};
    command.step = kSteps[pick(kSteps.size())];
    command.to = leads[pick(leads.size())];
    static_cast<void>(world_.take(*people[pick(people.size())], entry.entry.id, command));
  }

  World& world_;
  std::mt19937 random_;
  std::vector<cases::Received> alive_;
};

TEST_P(FiguresOn, EqualTheirRowsInRandomLives) {
  RandomLives lives(world, GetParam() == storage::Engine::Sqlite ? 7 : 11);
  const int steps = GetParam() == storage::Engine::Sqlite ? 600 : 100;
  for (int i = 1; i <= steps; ++i) {
    lives.step();
    if (i % 50 != 0) continue;
    const auto today = date_of(world.store.clock.now());
    const auto month = format_date(today).substr(0, 7);
    const auto last_month =
        format_date(Date{today.year() / today.month() / std::chrono::day{1}} - std::chrono::months{1});
    for (const auto& text : {format_date(today).substr(0, 4), month, last_month.substr(0, 7), format_date(today)}) {
      const auto period = *cases::parse_period(text);
      for (const auto scope : {world.district.value, world.north.value, world.grid_a.value, world.heating.value})
        expect_figures_to_be_their_rows(scope, period);
    }
    ASSERT_FALSE(HasFailure()) << "after " << i << " steps";
  }
  expect_recount_to_agree();
}

TEST_P(FiguresOn, OfAMatterOpenToThatMattersRows) {
  RandomLives lives(world, 23);
  for (int i = 0; i < 120; ++i) lives.step();
  // The district counts matters by counters, the community partly by its rows; by year and by day.
  const auto today = format_date(date_of(world.store.clock.now()));
  for (const auto scope : {world.district.value, world.north.value}) {
    for (const auto& text : {std::string("2026"), std::string("2026-03"), today}) {
      const auto period = *cases::parse_period(text);
      const auto board = boost::json::parse(run(boards.show(world.chief, {.area = {scope}, .period = text})).value());
      std::int64_t received = 0;
      for (const auto& row : board.at("by_matter").as_array()) {
        const MatterId matter{parse_id(row.at("matter").at("id").as_string()).value()};
        const auto& figures = row.at("figures");
        for (const auto* figure : {"open", "due_soon", "overdue", "received", "closed"})
          EXPECT_EQ(figures.at(figure).as_int64(), rows(scope, figure, period, matter)) << figure << " " << text;
        for (const auto* rate : {"on_time_rate", "satisfaction"})
          EXPECT_EQ(figures.at(rate).at("over").as_int64(), rows(scope, rate, period, matter)) << rate << " " << text;
        received += figures.at("received").as_int64();
      }
      EXPECT_EQ(received, board.at("figures").at("received").as_int64()) << "the matters make up the whole";
    }
  }
}

TEST_P(FiguresOn, OnTimeIsDecidedByTheLastDoneThatNobodyRejected) {
  const auto month = *cases::parse_period("2026-03");
  const auto live = [&](bool rejected_once) {
    const auto received = world.receive(world.report("E4-05", world.yard_a));  // four hours
    const auto id = received.entry.id;
    world.store.clock.advance(1h);
    EXPECT_TRUE(world.take(world.steward, id, {.step = Step::Done, .result = "已排水"}));
    if (rejected_once) {
      EXPECT_TRUE(world.take(world.worker, id, {.step = Step::Reject, .reason = "还有积水"}));
      world.store.clock.advance(4h);
      EXPECT_TRUE(world.take(world.steward, id, {.step = Step::Done, .result = "排完了"}));
    }
    world.store.clock.advance(10h);
    EXPECT_TRUE(world.take(world.worker, id, {.step = Step::Verify}));
    EXPECT_TRUE(world.take(world.worker, id, {.step = Step::Close}));
  };
  live(false);
  EXPECT_EQ(figures(world.grid_a.value, month).on_time, (Rate{1, 1})) << "verified late, but done in time";
  live(true);
  EXPECT_EQ(figures(world.grid_a.value, month).on_time, (Rate{1, 2})) << "the first done was rejected";
  world.receive(world.report("E4-05", world.yard_a));
  world.store.clock.advance(4h);
  EXPECT_EQ(figures(world.grid_a.value, month).on_time, (Rate{1, 2})) << "due this very moment is not overdue";
  world.store.clock.advance(1ms);
  EXPECT_EQ(figures(world.grid_a.value, month).on_time, (Rate{1, 3})) << "open and overdue counts below the line";
  expect_recount_to_agree();
}

TEST_P(FiguresOn, NothingToDivideByIsNull) {
  const auto board = boost::json::parse(run(boards.show(world.worker, {})).value());
  EXPECT_EQ(board.at("area").at("id").as_string(), to_string(world.north)) << "the widest scope of the caller";
  EXPECT_TRUE(board.at("figures").at("on_time_rate").at("value").is_null());
  EXPECT_EQ(board.at("figures").at("satisfaction").at("over").as_int64(), 0);
  EXPECT_EQ(board.at("by_child").as_array().size(), 2U) << "the grids of the community";
  EXPECT_EQ(board.at("by_child").at(0).at("area").at("level").as_string(), "grid");
  EXPECT_EQ(board.at("trend").as_array().size(), 12U);
}

TEST_P(FiguresOn, AreForThoseWhoAnswerForThePlace) {
  const auto code = [&](const accounts::Caller& caller, BoardRequest request) {
    const auto json = run(boards.show(caller, std::move(request)));
    return json ? std::string("shown") : json.error().code;
  };
  EXPECT_EQ(code(world.chief, {.area = world.south}), "shown");
  EXPECT_EQ(code(world.worker, {.area = world.north}), "shown");
  EXPECT_EQ(code(world.worker, {.grid = world.grid_b}), "shown");
  EXPECT_EQ(code(world.worker, {.area = world.south}), "indicators.not_found");
  EXPECT_EQ(code(world.worker, {.grid = world.grid_c}), "indicators.not_found");
  EXPECT_EQ(code(world.worker, {.body = world.heating}), "indicators.not_found");
  EXPECT_EQ(code(world.fitter, {.body = world.heating}), "shown");
  EXPECT_EQ(code(world.chief, {.area = world.yard_a}), "indicators.no_board");
  EXPECT_EQ(code(world.chief, {.period = "2026-13"}), "indicators.bad_period");
}

TEST(Buckets, EndWithTheirHour) {
  const auto hour = *parse_instant("2026-03-02T10:00:00Z");
  EXPECT_EQ(bucket_of(hour), bucket_of(hour - 1ms));
  EXPECT_EQ(bucket_of(hour + 1ms), bucket_of(hour) + 1);
  EXPECT_EQ(end_of_bucket(bucket_of(hour - 59min)), hour);
}

}  // namespace
}  // namespace linli::indicators
