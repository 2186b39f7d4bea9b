// Times kept as counts by bucket: how exact they are, that a recount gives the same, and that an old database gets
// them.
#include "modules/indicators/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "modules/cases/testing/world.hpp"
#include "modules/indicators/api.hpp"
#include "modules/indicators/rules.hpp"
#include "storage/verify.hpp"

namespace linli::indicators {
namespace {

using namespace std::chrono_literals;
using cases::Command;
using cases::Step;
using cases::testing::World;

constexpr Months kMarch{202603, 202603};

TEST(BucketsOfTime, HoldEachSecondExactlyOnce) {
  EXPECT_EQ(bucket_of_time(0s), 0);
  EXPECT_EQ(bucket_of_time(-5s), 0) << "a clock set back";
  EXPECT_EQ(bucket_of_time(59s), 0);
  EXPECT_EQ(bucket_of_time(60s), 1);
  for (int bucket = 1; bucket < kBuckets; ++bucket) {
    const std::chrono::seconds start{bucket_start(bucket)};
    EXPECT_EQ(bucket_of_time(start), bucket);
    EXPECT_EQ(bucket_of_time(start - 1s), bucket - 1);
  }
  EXPECT_EQ(bucket_of_time(std::chrono::years{200}), kBuckets - 1);
}

TEST(PercentilesOfBuckets, LieWithinTheStatedErrorOfTheTrueOnes) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::lognormal_distribution<double> times(std::log(3'600.0 * (1 + round % 40)), 0.3 + 0.01 * round);
    std::vector<double> exact;
    Histogram counted{};
    const int size = 1 + static_cast<int>(random() % 500);
    for (int i = 0; i < size; ++i) {
      exact.push_back(std::floor(std::clamp(times(random), 60.0, 1e8)));
      ++counted[static_cast<std::size_t>(bucket_of_time(std::chrono::seconds{std::int64_t(exact.back())}))];
    }
    std::ranges::sort(exact);
    const auto spread = spread_of(counted);
    EXPECT_EQ(spread.cases, size);
    for (const auto& [share, given] : {std::pair{kMedian, spread.median}, std::pair{kNinetieth, spread.ninetieth}}) {
      const auto truth = exact[static_cast<std::size_t>(std::max(1.0, std::ceil(share * size))) - 1];
      ASSERT_TRUE(given.has_value());
      // Bounds are whole seconds, hence the one on top.
      EXPECT_NEAR(*given, truth, truth * kPercentileError + 1) << size << " cases, share " << share;
    }
  }
}

TEST(PercentilesOfBuckets, OfNothingAreNothing) {
  const auto spread = spread_of({});
  EXPECT_EQ(spread.cases, 0);
  EXPECT_FALSE(spread.median.has_value());
  EXPECT_FALSE(spread.ninetieth.has_value());
}

TEST(AnswersOfResidents, AreReadBackAsTheyWereCounted) {
  for (const bool solved : {false, true}) {
    for (const bool first : {false, true}) {
      for (int stars = 0; stars <= 5; ++stars) {
        const auto code = code_of_answer({solved, first, stars});
        EXPECT_LT(code, kBuckets);
        const auto kind = kind_of_answer(code);
        EXPECT_EQ(kind.solved, solved);
        EXPECT_EQ(kind.first, first);
        EXPECT_EQ(kind.stars, stars);
      }
    }
  }
}

class LivesOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam(), {count_case}};

  void live(std::chrono::hours until_done, std::chrono::hours until_closed, bool returned = false) {
    const auto id = world.receive(world.report("E4-05", world.yard_a)).entry.id;
    world.store.clock.advance(1h);
    if (returned) {
      ASSERT_TRUE(world.take(world.steward, id, {.step = Step::Return, .reason = "不属于本网格"}));
      ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Dispatch, .to = cases::lead_of(world.grid_a)}));
    }
    world.store.clock.advance(until_done - 1h);
    ASSERT_TRUE(world.take(world.steward, id, {.step = Step::Done, .result = "已排水"}));
    world.store.clock.advance(until_closed - until_done);
    ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Verify}));
    ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Close}));
  }

  Life life(std::int64_t scope, MatterId matter = {}) {
    return world.read([&](storage::Snapshot& s) { return life_of(s, world.district, scope, matter, kMarch); });
  }

  void expect_recount_to_agree() {
    const std::vector checks{counter_check(kChinaOffset, cases::shipped_flow_rules())};
    const auto report = storage::verify(*world.store, world.store.schemas(), checks, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
    EXPECT_GT(report.counters, 0);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, LivesOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

TEST_P(LivesOn, GiveMedianAndNinetiethOfEachScopeAndMatter) {
  live(2h, 3h);
  live(4h, 5h);
  live(40h, 50h, true);
  const auto matter = world.matter("E4-05");
  for (const auto scope : {world.district.value, world.subdistrict.value, world.north.value, world.grid_a.value}) {
    const auto of_scope = life(scope);
    EXPECT_EQ(of_scope.closed(), 3);
    EXPECT_NEAR(spread_of(of_scope.done).median.value(), 4 * 3600, 4 * 3600 * kPercentileError);
    EXPECT_NEAR(spread_of(of_scope.close).ninetieth.value(), 50 * 3600, 50 * 3600 * kPercentileError);
    EXPECT_EQ(of_scope.returned_cases(), 1);
    EXPECT_EQ(of_scope.all_returns(), 1);
    EXPECT_EQ(of_scope.reopened_cases(), 0);
  }
  EXPECT_EQ(life(world.district.value, matter).closed(), 3);
  EXPECT_EQ(life(world.north.value, matter).closed(), 0) << "communities keep the sum alone";
  EXPECT_EQ(life(world.south.value).closed(), 0);
  const auto by_matter =
      world.read([&](storage::Snapshot& s) { return life_by_matter(s, world.district, world.district.value, kMarch); });
  ASSERT_EQ(by_matter.size(), 1U);
  EXPECT_EQ(by_matter.begin()->first, matter);
  expect_recount_to_agree();
}

TEST_P(LivesOn, OfAReopenedCaseAreTakenBackUntilItClosesAgain) {
  live(2h, 3h);
  const auto id = world.receive(world.report("E4-05", world.yard_a)).entry.id;
  ASSERT_TRUE(world.take(world.steward, id, {.step = Step::Done, .result = "已排水"}));
  ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Verify}));
  ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Close}));
  EXPECT_EQ(life(world.district.value).closed(), 2);
  ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Reopen, .reason = "又积水了"}));
  EXPECT_EQ(life(world.district.value).closed(), 1);
  ASSERT_TRUE(world.take(world.steward, id, {.step = Step::Done, .result = "再次排水"}));
  ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Verify}));
  ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Close}));
  EXPECT_EQ(life(world.district.value).closed(), 2);
  EXPECT_EQ(life(world.district.value).reopened_cases(), 1);
  expect_recount_to_agree();
}

// Its former grid becomes an area that it has passed through, which keeps its matter too.
TEST_P(LivesOn, OfACaseThatComesToAnotherGridStayCountedWhereItWas) {
  const auto asked = world.receive(world.report("E4-05", world.yard_a));
  const auto id = asked.entry.id;
  ASSERT_TRUE(world.take(world.steward, id, {.step = Step::Done, .result = "已排水"}));
  ASSERT_TRUE(world.take(asked, {.step = Step::Rate, .rating = 2, .solved = true}));
  ASSERT_TRUE(world.take(world.worker, id, {.step = Step::Reopen, .reason = "又积水了"}));
  expect_recount_to_agree();
  cases::Regrid regrid{.closed = {world.grid_a}, .grid_of = {{world.yard_a, world.grid_b}}, .reason = "网格调整"};
  EXPECT_EQ(world.write([&](storage::Transaction& t) { return cases::regrid_cases(t, world.pen(), regrid); }), 1);
  expect_recount_to_agree();
  const auto of = [&](GridId grid) { return total_of(life(grid.value).answers); };
  EXPECT_EQ(of(world.grid_a), 1);
  EXPECT_EQ(of(world.grid_b), 1);
}

TEST_P(LivesOn, OfCasesFromBeforeTheCountersAreCountedByTheUpgrade) {
  live(2h, 3h);
  live(30h, 31h, true);
  const auto asked = world.receive(world.report("E4-05", world.yard_a));
  ASSERT_TRUE(world.take(world.steward, asked.entry.id, {.step = Step::Done, .result = "好了"}));
  ASSERT_TRUE(world.take(asked, {.step = Step::Rate, .rating = 3, .solved = true}));
  const auto before = life(world.district.value);
  EXPECT_GT(total_of(before.answers), 0);
  for (const auto* table : {"counters", "counters_recent"})
    world.write([&](storage::Transaction& t) {
      return t.execute(std::string("DELETE FROM ") + table + " WHERE indicator >= 8");
    });
  EXPECT_EQ(life(world.district.value).closed(), 0);
  world.cases.reset();
  world.atlas.reset();
  auto schemas = world.store.schemas();
  schemas.push_back(indicators_schema());
  world.store.reopen(schemas);
  const auto after = life(world.district.value);
  EXPECT_EQ(after.close, before.close);
  EXPECT_EQ(after.answers, before.answers);
  expect_recount_to_agree();
}

}  // namespace
}  // namespace linli::indicators
