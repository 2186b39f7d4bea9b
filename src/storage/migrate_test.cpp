#include "storage/migrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/testing/notes.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;
using ::testing::HasSubstr;

constexpr std::array kTwo{kNoteMigrations[0],
                          Migration{2, "notes have a colour", "ALTER TABLE notes ADD COLUMN colour TEXT"}};
constexpr std::array kBroken{
    kNoteMigrations[0],
    Migration{2, "half a change", "CREATE TABLE half (id BIGINT); INSERT INTO nowhere VALUES (1);"}};
constexpr std::array kWords{Migration{1, "each word once",
                                      "CREATE TABLE w (id {serial} PRIMARY KEY, b {blob}); CREATE TABLE c (id BIGINT "
                                      "PRIMARY KEY) {clustered};"}};
constexpr std::array kTwins{
    Migration{1, "each its own words", "CREATE TABLE on_sqlite (id BIGINT)", "CREATE TABLE on_postgres (id BIGINT)"}};

class Migrations : public ::testing::TestWithParam<Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, Migrations, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

template <class F>
std::string error_of(F f) {
  try {
    f();
  } catch (const StorageError& error) {
    return error.what();
  }
  return {};
}

TEST_P(Migrations, ApplyWhatIsMissingAndOnlyThat) {
  TestStore world({kNotes}, GetParam());
  world->write_now([](Transaction& t) { return add_note(t, "kept"); });
  world.reopen({{"notes", kTwo, {}}});
  EXPECT_EQ(integer_of(*world, "SELECT COUNT(*) FROM notes WHERE colour IS NULL"), 1);
  EXPECT_EQ(integer_of(*world, "SELECT COUNT(*) FROM schema_migrations WHERE module = 'notes'"), 2);
  world.reopen();
  EXPECT_EQ(integer_of(*world, "SELECT COUNT(*) FROM schema_migrations WHERE module = 'notes'"), 2);
}

TEST_P(Migrations, RefuseADatabaseThatIsNewer) {
  TestStore world({{"notes", kTwo, {}}}, GetParam());
  EXPECT_THAT(error_of([&] { world.reopen({kNotes}); }), HasSubstr("module notes is at migration 2"));
  EXPECT_THAT(error_of([&] { world.reopen({}); }), HasSubstr("newer Linli")) << "a module it does not know";
}

TEST_P(Migrations, LeaveNothingOfOneThatFailed) {
  TestStore world({kNotes}, GetParam());
  EXPECT_THAT(error_of([&] { world.reopen({{"notes", kBroken, {}}}); }), HasSubstr("half a change"));
  world.reopen({{"notes", kTwo, {}}});
  EXPECT_THROW(integer_of(*world, "SELECT COUNT(*) FROM half"), StorageError);
}

TEST_P(Migrations, AreOnlyCheckedWhenNotAllowed) {
  TestStore world({kNotes}, GetParam());
  world.close();
  const std::array schemas{Schema{"notes", kTwo, {}}};
  EXPECT_THAT(error_of([&] { Store::open(world.options(), schemas, world.clock, false); }), HasSubstr("linli upgrade"));
}

TEST_P(Migrations, SpeakBothDialects) {
  TestStore world({{"words", kWords, {}}, {"twins", kTwins, {}}}, GetParam());
  world->write_now([](Transaction& t) {
    auto rows = t.query("INSERT INTO w (b) VALUES ($1) RETURNING id", Bytes(3));
    EXPECT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(0), 1);
    return 0;
  });
  const auto* own =
      GetParam() == Engine::Sqlite ? "SELECT COUNT(*) FROM on_sqlite" : "SELECT COUNT(*) FROM on_postgres";
  EXPECT_EQ(integer_of(*world, own), 0);
}

}  // namespace
}  // namespace linli::storage
