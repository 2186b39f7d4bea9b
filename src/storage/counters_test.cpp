#include "storage/counters.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <thread>

#include "storage/testing/notes.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;

class Counters : public ::testing::TestWithParam<Engine> {
 protected:
  TestStore world{{kNotes}, GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Counters, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

struct Step {
  int scope, dimension, period, delta;
  bool kept;
};

// Any mixture of transactions, kept and given up, leaves the sums that adding by hand gives.
TEST_P(Counters, EqualASumByHand) {
  std::int64_t district = 100;
  const auto step = rc::gen::construct<Step>(rc::gen::inRange(1, 3), rc::gen::inRange(0, 2), rc::gen::inRange(1, 4),
                                             rc::gen::inRange(-5, 6), rc::gen::arbitrary<bool>());
  const bool good = rc::check([&] {
    const auto steps = *rc::gen::container<std::vector<Step>>(step);
    const DistrictId mine{++district};
    std::map<std::tuple<int, int, int>, std::int64_t> expected;
    for (const auto& s : steps) {
      world->write_now([&](Transaction& t) -> Result<int> {
        t.count({mine, s.scope, 1, s.dimension, s.period}, s.delta);
        t.count({mine, s.scope, 1, s.dimension, s.period}, 1);
        if (!s.kept) return fail(ErrorSpec{ErrorKind::Conflict, "x", "", ""});
        return 0;
      });
      if (s.kept) expected[{s.scope, s.dimension, s.period}] += s.delta + 1;
    }
    world->read_now([&](Snapshot& snapshot) {
      for (const auto& [key, value] : expected) {
        const auto [scope, dimension, period] = key;
        RC_ASSERT(read_counter(snapshot, {mine, scope, 1, dimension, period}) == value);
      }
      std::int64_t sum = 0;
      for (const auto& point : read_counters(snapshot, mine, 1, 1, 2, 3)) sum += point.value;
      for (const auto& [key, value] : expected)
        if (std::get<0>(key) == 1 && std::get<2>(key) >= 2 && std::get<2>(key) <= 3) sum -= value;
      RC_ASSERT(sum == 0);
      return 0;
    });
  });
  EXPECT_TRUE(good);
}

TEST_P(Counters, AHotOneTakesManyWritersAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&] {
      for (int j = 0; j < 30; ++j)
        world->write_now([](Transaction& t) {
          t.count(kNoteKey, 2);
          return 0;
        });
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(world->read_now([](Snapshot& s) { return read_counter(s, kNoteKey); }), 360);
}

// More counters than the small table holds: it is folded into the large one now and then, and sums stay what they are.
TEST_P(Counters, StayTheSameWhenTheSmallTableIsFolded) {
  constexpr int kScopes = 3000;
  for (int round = 1; round <= 4; ++round)
    world->write_now([&](Transaction& t) {
      for (int scope = 0; scope < kScopes * round; ++scope) t.count({DistrictId{9}, scope, 1, 0, 0}, 1);
      return 0;
    });
  world->read_now([](Snapshot& s) {
    EXPECT_EQ(read_counter(s, {DistrictId{9}, 0, 1, 0, 0}), 4);
    EXPECT_EQ(read_counter(s, {DistrictId{9}, kScopes, 1, 0, 0}), 3);
    EXPECT_EQ(read_counter(s, {DistrictId{9}, 4 * kScopes - 1, 1, 0, 0}), 1);
    auto folded = s.query("SELECT COUNT(DISTINCT scope) FROM counters WHERE district = 9");
    EXPECT_TRUE(folded.next());
    EXPECT_EQ(folded.integer(0), 4 * kScopes);
    auto waiting = s.query("SELECT COUNT(*) FROM counters_recent");
    EXPECT_TRUE(waiting.next());
    EXPECT_EQ(waiting.integer(0), 0);
    return 0;
  });
}

TEST_P(Counters, AreReadByDimension) {
  world->write_now([](Transaction& t) {
    for (int dimension = 1; dimension <= 3; ++dimension)
      for (int period = 20260301; period <= 20260305; ++period)
        t.count({kDistrict, 9, 4, dimension, period}, dimension * 100 + period % 10);
    return 0;
  });
  world->read_now([](Snapshot& s) {
    const auto points = read_counters(s, kDistrict, 9, 4, 2, 20260302, 20260303);
    EXPECT_EQ(points.size(), 2U);
    EXPECT_EQ(points.at(0).value, 202);
    EXPECT_EQ(points.at(1).period, 20260303);
    EXPECT_EQ(read_counters(s, kDistrict, 9, 4, 20260301, 20260305).size(), 15U);
    return 0;
  });
}

}  // namespace
}  // namespace linli::storage
