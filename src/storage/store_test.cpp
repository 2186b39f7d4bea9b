#include "storage/store.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <thread>

#include "storage/counters.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using testing::TestStore;

constexpr std::array kTables{TableSpec{"notes", "id", "body, weight, sealed"}};
constexpr std::array kMigrations{
    Migration{1, "notes for the tests",
              "CREATE TABLE notes (district BIGINT NOT NULL, id BIGINT NOT NULL, body TEXT NOT NULL, weight DOUBLE "
              "PRECISION, sealed {blob}, PRIMARY KEY (district, id)) {clustered};"}};
constexpr Schema kNotes{"notes", kMigrations, kTables};
constexpr DistrictId kDistrict{7};

std::int64_t add_note(Transaction& transaction, std::string_view body) {
  const auto id = transaction.new_id();
  transaction.execute("INSERT INTO notes (district, id, body) VALUES ($1, $2, $3)", kDistrict, id, body);
  transaction.record({.district = kDistrict,
                      .kind = "notes.added",
                      .subject_kind = "note",
                      .subject_id = id,
                      .after = R"({"a":1})",
                      .rows = {{&kTables[0], {id}}}});
  transaction.count({kDistrict, 1, 2, 3, 20260302}, 1);
  return id;
}

std::int64_t count_notes(Store& store) {
  return store.read_now([](Snapshot& snapshot) {
    auto rows = snapshot.query("SELECT COUNT(*) FROM notes");
    rows.next();
    return rows.integer(0);
  });
}

TEST(Store, KeepsWhatWasCommitted) {
  TestStore world({kNotes});
  const auto id = world->write_now([](Transaction& transaction) { return add_note(transaction, "水管漏水"); });
  world.reopen();
  const auto body = world->read_now([&](Snapshot& snapshot) {
    auto rows = snapshot.query("SELECT body FROM notes WHERE district = $1 AND id = $2", kDistrict, id);
    return rows.next() ? rows.string(0) : std::string();
  });
  EXPECT_EQ(body, "水管漏水");
  EXPECT_EQ(world->read_now([](Snapshot& s) { return read_counter(s, {kDistrict, 1, 2, 3, 20260302}); }), 1);
}

TEST(Store, GroupCommitFromCoroutines) {
  TestStore world({kNotes});
  boost::asio::io_context io;
  int done = 0;
  auto one = [&]() -> boost::asio::awaitable<void> {
    for (int i = 0; i < 50; ++i) {
      co_await world->write([](Transaction& transaction) { return add_note(transaction, "x"); });
      ++done;
    }
  };
  for (int i = 0; i < 20; ++i) boost::asio::co_spawn(io, one, boost::asio::detached);
  io.run();
  EXPECT_EQ(done, 1000);
  EXPECT_EQ(count_notes(*world), 1000);
  EXPECT_LT(world->stats().commits, 1000);
}

}  // namespace
}  // namespace linli::storage
