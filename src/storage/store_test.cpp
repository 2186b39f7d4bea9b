// What a store promises, on both engines.

#include "storage/store.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <thread>

#include "storage/counters.hpp"
#include "storage/testing/notes.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;
namespace asio = boost::asio;

class BothStores : public ::testing::TestWithParam<Engine> {
 protected:
  TestStore world{{kNotes}, GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, BothStores, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

constexpr ErrorSpec kRefused{ErrorKind::Conflict, "test.refused", "不行", "no"};

std::int64_t notes_counted(Store& store) {
  return store.read_now([](Snapshot& snapshot) { return read_counter(snapshot, kNoteKey); });
}

TEST_P(BothStores, KeepWhatWasCommittedOverARestart) {
  const auto id = world->write_now([](Transaction& t) { return add_note(t, "水管漏水"); });
  world.reopen();
  const auto body = world->read_now([&](Snapshot& snapshot) {
    auto rows = snapshot.query("SELECT body FROM notes WHERE district = $1 AND id = $2", kDistrict, id);
    return rows.next() ? rows.string(0) : std::string();
  });
  EXPECT_EQ(body, "水管漏水");
  EXPECT_EQ(notes_counted(*world), 1);
}

TEST_P(BothStores, AnErrorRollsBackEverythingOfItsTransaction) {
  bool told = false;
  const auto refused = world->write_now([&](Transaction& t) -> Result<int> {
    add_note(t, "away");
    t.send({kDistrict, "sms", "{}"});
    t.after_commit([&] { told = true; });
    return fail(kRefused);
  });
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "test.refused");
  EXPECT_EQ(count_notes(*world), 0);
  EXPECT_EQ(notes_counted(*world), 0);
  EXPECT_EQ(integer_of(*world, "SELECT COUNT(*) FROM journal"), 0);
  EXPECT_EQ(integer_of(*world, "SELECT COUNT(*) FROM outbox"), 0);
  EXPECT_FALSE(told);
}

TEST_P(BothStores, AnExceptionRollsBackAndReachesTheCaller) {
  EXPECT_THROW(world->write_now([](Transaction& t) -> int {
    add_note(t, "away");
    throw std::logic_error("mine");
  }),
               std::logic_error);
  EXPECT_EQ(count_notes(*world), 0);
  world->write_now([](Transaction& t) { return add_note(t, "next"); });
  EXPECT_EQ(count_notes(*world), 1);
}

TEST_P(BothStores, OneOfAGroupFallsOutTheOthersStay) {
  asio::io_context io;
  std::atomic<int> kept{0}, refused{0}, thrown{0};
  auto one = [&](int i) -> asio::awaitable<void> {
    try {
      const auto result = co_await world->write([i](Transaction& t) -> Result<std::int64_t> {
        const auto id = add_note(t, std::to_string(i));
        if (i % 3 == 1) return fail(kRefused);
        if (i % 3 == 2) t.execute("INSERT INTO notes (district, id, body) VALUES ($1, $2, NULL)", kDistrict, id + 1);
        return id;
      });
      ++(result.has_value() ? kept : refused);
    } catch (const ConstraintError&) {
      ++thrown;
    }
  };
  for (int i = 0; i < 90; ++i) asio::co_spawn(io, one(i), asio::detached);
  io.run();
  EXPECT_EQ(kept, 30);
  EXPECT_EQ(refused, 30);
  EXPECT_EQ(thrown, 30);
  EXPECT_EQ(count_notes(*world), 30);
  EXPECT_EQ(notes_counted(*world), 30);
  EXPECT_EQ(integer_of(*world, "SELECT COUNT(*) FROM journal"), 30);
}

TEST_P(BothStores, ATransactionReadsItsOwnWritesAndOthersDoNot) {
  world->write_now([&](Transaction& t) {
    add_note(t, "mine");
    auto rows = t.query("SELECT COUNT(*) FROM notes");
    rows.next();
    EXPECT_EQ(rows.integer(0), 1);
    EXPECT_EQ(count_notes(*world), 0);
    return 0;
  });
  EXPECT_EQ(count_notes(*world), 1);
}

TEST_P(BothStores, ASnapshotStandsStillWhileOthersWrite) {
  world->read_now([&](Snapshot& snapshot) {
    const auto count = [&] {
      auto rows = snapshot.query("SELECT COUNT(*) FROM notes");
      rows.next();
      return rows.integer(0);
    };
    EXPECT_EQ(count(), 0);
    world->write_now([](Transaction& t) { return add_note(t, "meanwhile"); });
    EXPECT_EQ(count(), 0);
    world->read_now([&](Snapshot& inner) {
      auto rows = inner.query("SELECT COUNT(*) FROM notes");
      rows.next();
      EXPECT_EQ(rows.integer(0), 0) << "a read within a read sees the outer one's state";
      return 0;
    });
    return 0;
  });
  EXPECT_EQ(count_notes(*world), 1);
}

TEST_P(BothStores, ConstraintsAreToldApartFromOtherErrors) {
  const auto insert = [](std::int64_t id, std::optional<std::int64_t> parent) {
    return [=](Transaction& t) { return t.execute("INSERT INTO plain (id, parent) VALUES ($1, $2)", id, parent); };
  };
  EXPECT_EQ(world->write_now(insert(1, std::nullopt)), 1);
  EXPECT_THROW(world->write_now(insert(1, std::nullopt)), ConstraintError);
  EXPECT_THROW(world->write_now(insert(2, 99)), ConstraintError) << "foreign key";
  try {
    world->write_now([](Transaction& t) { return t.execute("INSERT INTO nowhere VALUES (1)"); });
    FAIL() << "no such table";
  } catch (const ConstraintError&) {
    FAIL() << "not a constraint";
  } catch (const StorageError& error) {
    EXPECT_FALSE(error.code().empty());
  }
}

TEST_P(BothStores, CountRowsThatChanged) {
  world->write_now([](Transaction& t) {
    EXPECT_EQ(t.execute("INSERT INTO plain (id) VALUES (1), (2), (3)"), 3);
    EXPECT_EQ(t.execute("INSERT INTO plain (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", 3), 0);
    EXPECT_EQ(t.execute("UPDATE plain SET note = $1 WHERE id > $2", "x", 1), 2);
    EXPECT_EQ(t.execute("DELETE FROM plain WHERE id = $1", 77), 0);
    auto rows = t.query("INSERT INTO plain (id) VALUES ($1) RETURNING id", 4);
    EXPECT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(0), 4);
    return 0;
  });
  EXPECT_EQ(integer_of(*world, "SELECT COUNT(*) FROM plain"), 4);
}

TEST_P(BothStores, ManyThreadsAtOnceLoseNothing) {
  constexpr int kThreads = 6, kEach = 40;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&] {
      for (int j = 0; j < kEach; ++j) {
        world->write_now([](Transaction& t) { return add_note(t, "x"); });
        EXPECT_GE(count_notes(*world), 1);
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count_notes(*world), kThreads * kEach);
  EXPECT_EQ(notes_counted(*world), kThreads * kEach);
  world->link_journal();
  EXPECT_EQ(integer_of(*world, "SELECT MAX(seq) FROM journal"), kThreads * kEach);
  EXPECT_EQ(world->journal_lag().events, 0);
}

TEST_P(BothStores, ReadThenWriteIsSafeFromOthers) {
  // Each adds one to what it read: without serialisation some of them would be lost.
  world->write_now([](Transaction& t) { return t.execute("INSERT INTO plain (id, note) VALUES (1, '0')"); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int j = 0; j < 10; ++j)
        world->write_now([](Transaction& t) {
          auto rows = t.query("SELECT note FROM plain WHERE id = 1");
          rows.next();
          return t.execute("UPDATE plain SET note = $1 WHERE id = 1", std::to_string(std::stoi(rows.string(0)) + 1));
        });
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(world->read_now([](Snapshot& s) {
    auto rows = s.query("SELECT note FROM plain WHERE id = 1");
    rows.next();
    return rows.string(0);
  }),
            "40");
}

TEST_P(BothStores, AfterCommitRunsOnceItIsOnDisk) {
  std::int64_t seen = -1;
  world->write_now([&](Transaction& t) {
    t.after_commit([&] { seen = count_notes(*world); });
    return add_note(t, "x");
  });
  EXPECT_EQ(seen, 1);
}

TEST_P(BothStores, IdsRiseOverARestartWithTheClockSetBack) {
  const auto before = world->write_now([](Transaction& t) { return add_note(t, "x"); });
  world.clock.advance(std::chrono::hours(-24));
  world.reopen();
  EXPECT_GT(world->write_now([](Transaction& t) { return add_note(t, "x"); }), before);
}

}  // namespace
}  // namespace linli::storage
