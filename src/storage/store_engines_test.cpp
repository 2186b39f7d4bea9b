// What each engine promises besides.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <latch>
#include <thread>

#include "storage/store.hpp"
#include "storage/testing/notes.hpp"
#include "storage/testing/postgres_server.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;
namespace asio = boost::asio;

TEST(SqliteStore, RefusesWorkWhenTooMuchIsWaiting) {
  StoreOptions options;
  options.max_waiting = 2;
  TestStore world({kNotes}, Engine::Sqlite, options);
  std::latch busy(1), go(1);
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    world->write_now([&](Transaction&) {
      busy.count_down();
      go.wait();
      return 0;
    });
  });
  busy.wait();
  EXPECT_EQ(world->crowded(), 0);
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&] { world->write_now([](Transaction& t) { return add_note(t, "x"); }); });
  while (world->stats().waiting < 2) std::this_thread::yield();
  EXPECT_GT(world->crowded(), 0);
  EXPECT_THROW(world->write_now([](Transaction& t) { return add_note(t, "x"); }), Overloaded);
  asio::io_context io;
  bool told = false;
  asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        try {
          co_await world->write([](Transaction& t) { return add_note(t, "x"); });
        } catch (const Overloaded& error) {
          told = error.retry_after_seconds() > 0;
        }
      },
      asio::detached);
  io.run();
  EXPECT_TRUE(told);
  go.count_down();
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count_notes(*world), 2);
}

TEST(SqliteStore, CommitsWhatWaitsTogether) {
  TestStore world({kNotes});
  const auto before = world->stats();
  asio::io_context io;
  for (int i = 0; i < 200; ++i)
    asio::co_spawn(
        io, [&]() -> asio::awaitable<void> { co_await world->write([](Transaction& t) { return add_note(t, "x"); }); },
        asio::detached);
  io.run();
  const auto after = world->stats();
  EXPECT_EQ(after.works - before.works, 200);
  EXPECT_LE(after.commits - before.commits, 100);
}

TEST(SqliteStore, TwoProcessesShareOneFile) {
  TestStore world({kNotes});
  auto second = Store::open(world.options(), world.schemas(), world.clock);
  for (int i = 0; i < 5; ++i) {
    const auto first_id = world->write_now([](Transaction& t) { return add_note(t, "first"); });
    const auto second_id = second->write_now([](Transaction& t) { return add_note(t, "second"); });
    EXPECT_NE(first_id, second_id);
  }
  EXPECT_EQ(integer_of(*world, "SELECT MAX(seq) FROM journal"), 10);
}

TEST(SqliteStore, ReadOnlyRefusesToWrite) {
  TestStore world({kNotes});
  world.close();
  auto options = world.options();
  options.read_only = true;
  const auto store = Store::open(options, world.schemas(), world.clock);
  EXPECT_EQ(count_notes(*store), 0);
  EXPECT_THROW(store->write_now([](Transaction& t) { return add_note(t, "x"); }), StorageError);
}

TEST(SqliteStore, ItsFolderIsForItsOwnerOnly) {
  TestStore world({kNotes});
  EXPECT_EQ(std::filesystem::status(world.options().data_dir).permissions(), std::filesystem::perms::owner_all);
}

TEST(SqliteStore, KeysMustNotLieInTheDataFolder) {
  TempFolder folder;
  ManualClock clock(from_ms(0));
  StoreOptions options;
  options.data_dir = folder / "data";
  options.keys_dir = folder / "data" / "keys";
  EXPECT_THROW(Store::open(options, {}, clock), StorageError);
}

TEST(PostgresStore, ComesBackAfterItsConnectionsWereCut) {
  TestStore world({kNotes}, Engine::Postgres);
  world->write_now([](Transaction& t) { return add_note(t, "before"); });
  PostgresServer::shared().cut_connections();
  world->write_now([](Transaction& t) { return add_note(t, "after"); });
  EXPECT_EQ(count_notes(*world), 2);
  try {  // the control connection learns of it by its first statement
    world->link_journal();
  } catch (const StorageError&) {
    world->link_journal();
  }
  EXPECT_EQ(world->journal_lag().events, 0);
}

TEST(PostgresStore, NeverCommitsPastAFailedStatement) {
  TestStore world({kNotes}, Engine::Postgres);
  EXPECT_THROW(world->write_now([](Transaction& t) {
    add_note(t, "x");
    try {
      t.execute("INSERT INTO notes (district, id, body) VALUES (1, 1, NULL)");
    } catch (const StorageError&) {  // passed over
    }
    return 0;
  }),
               StorageError);
  EXPECT_EQ(count_notes(*world), 0);
}

}  // namespace
}  // namespace linli::storage
