// What a power cut and a full disk may do to a SQLite store, and what they may not.

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "storage/testing/lossy_vfs.hpp"
#include "storage/testing/notes.hpp"
#include "storage/testing/test_store.hpp"
#include "storage/verify.hpp"

namespace linli::storage {
namespace {

using namespace testing;

StoreOptions on(const LossyVfs& vfs) {
  StoreOptions options;
  options.sqlite_vfs = vfs.name();
  return options;
}

// Ids that write_now promised, from several threads, until the power goes.
std::set<std::int64_t> write_until_dead(TestStore& world, LossyVfs& vfs, int until) {
  std::set<std::int64_t> promised;
  std::mutex mutex;
  std::atomic<bool> dead{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      while (!dead) try {
          const auto id = world->write_now([](Transaction& t) { return add_note(t, std::string(2'000, 'x')); });
          const std::scoped_lock lock(mutex);
          promised.insert(id);
          if (static_cast<int>(promised.size()) >= until) vfs.cut_power();
        } catch (const StorageError&) {
          dead = true;
        }
    });
  for (auto& thread : threads) thread.join();
  return promised;
}

int lost_of(TestStore& world, const std::set<std::int64_t>& promised) {
  int lost = 0;
  for (const auto id : promised)
    lost +=
        integer_of(*world, "SELECT COUNT(*) FROM notes WHERE district = 7 AND id = " + std::to_string(id)) == 1 ? 0 : 1;
  return lost;
}

class PowerCut : public ::testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Seeds, PowerCut, ::testing::Range(1U, 13U));

TEST_P(PowerCut, LosesNothingThatWasAcknowledged) {
  LossyVfs vfs;
  TestStore world({kNotes}, Engine::Sqlite, on(vfs));
  std::set<std::int64_t> promised;
  for (unsigned round = 0; round < 2; ++round) {
    // Far enough for checkpoints to be under way in some rounds.
    promised.merge(write_until_dead(world, vfs, static_cast<int>(50 + GetParam() * 137)));
    world.close();
    vfs.restore_power(GetParam() * 31 + round);
    world.reopen();
    EXPECT_EQ(lost_of(world, promised), 0);
    const auto report = verify(*world, world.schemas(), {});
    EXPECT_TRUE(report.good()) << report.findings.front().message.en;
    EXPECT_EQ(integer_of(*world, "SELECT SUM(value) FROM counter_values"), count_notes(*world));
  }
}

TEST(PowerCutWithALyingDisk, ShowsThatTheTestWouldNotice) {
  LossyVfs vfs;
  TestStore world({kNotes}, Engine::Sqlite, on(vfs));
  world->write_now([](Transaction& t) { return add_note(t, "safe"); });
  vfs.set_lying(true);
  const auto promised = write_until_dead(world, vfs, 100);
  world.close();
  vfs.set_lying(false);
  vfs.restore_power(1);
  world.reopen();
  EXPECT_GT(lost_of(world, promised), 0);
}

TEST(FullDisk, RefusesTheWholeGroupAndGoesOnWhenThereIsRoom) {
  LossyVfs vfs;
  TestStore world({kNotes}, Engine::Sqlite, on(vfs));
  world->write_now([](Transaction& t) { return add_note(t, "before"); });
  vfs.set_full(true);
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      try {
        world->write_now([](Transaction& t) { return add_note(t, "during"); });
      } catch (const StorageError&) {
        ++refused;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, 4);
  EXPECT_EQ(count_notes(*world), 1);
  vfs.set_full(false);
  world->write_now([](Transaction& t) { return add_note(t, "after"); });
  EXPECT_EQ(count_notes(*world), 2);
  EXPECT_TRUE(verify(*world, world.schemas(), {}).good());
}

TEST(GroupCommit, SyncsOnceAGroup) {
  LossyVfs vfs;
  TestStore world({kNotes}, Engine::Sqlite, on(vfs));
  const auto syncs = vfs.syncs();
  const auto commits = world->stats().commits;
  for (int i = 0; i < 10; ++i) world->write_now([](Transaction& t) { return add_note(t, "x"); });
  EXPECT_EQ(vfs.syncs() - syncs, world->stats().commits - commits);
}

}  // namespace
}  // namespace linli::storage
