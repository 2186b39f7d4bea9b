#include "storage/backup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "storage/catalog.hpp"
#include "storage/key_files.hpp"
#include "storage/testing/notes.hpp"
#include "storage/testing/postgres_server.hpp"
#include "storage/testing/test_store.hpp"
#include "storage/verify.hpp"

namespace linli::storage {
namespace {

using namespace testing;
namespace fs = std::filesystem;

// From which engine onto which.
class Backup : public ::testing::TestWithParam<std::pair<Engine, Engine>> {
 protected:
  Backup() {
    for (int i = 0; i < 3'000; ++i) text += "街道社区\t\\N\n";
    first = world->write_now([&](Transaction& t) {
      const auto id = add_note(t, text);
      t.execute("UPDATE notes SET sealed = $3, weight = $4 WHERE district = $1 AND id = $2", kDistrict, id, Bytes(40),
                1.0 / 3);
      record_note(t, "notes.changed", id);
      add_note(t, "elsewhere", DistrictId{8});
      t.execute("INSERT INTO plain (id, note, parent) VALUES (2, NULL, 1), (1, 'root', NULL)");
      t.send({kDistrict, "sms", R"({"to":1})"});
      return id;
    });
    fs::create_directories(attachments / "ab");
    std::ofstream(attachments / "ab" / "photo") << std::string(700'000, 'p');
    std::ofstream(attachments / "empty");
    target.keys_dir = world.options().keys_dir;
    target.data_dir = world.folder() / "elsewhere";
    if (GetParam().second == Engine::Postgres) target.database_url = PostgresServer::shared().create_database();
  }

  StoreOptions target;
  std::string text;
  TestStore world{{kNotes}, GetParam().first};
  std::int64_t first = 0;
  fs::path attachments = world.folder() / "attachments";
  fs::path file = world.folder() / "backup.linli";
};
INSTANTIATE_TEST_SUITE_P(Engines, Backup,
                         ::testing::Values(std::pair{Engine::Sqlite, Engine::Sqlite},
                                           std::pair{Engine::Sqlite, Engine::Postgres},
                                           std::pair{Engine::Postgres, Engine::Postgres},
                                           std::pair{Engine::Postgres, Engine::Sqlite}),
                         [](const auto& info) {
                           const auto name = [](Engine e) { return e == Engine::Sqlite ? "Sqlite" : "Postgres"; };
                           return std::string(name(info.param.first)) + "To" + name(info.param.second);
                         });

// Everything of the tables that both engines keep alike, as one text.
std::string contents(Store& store) {
  return store.read_now([](Snapshot& s) {
    std::string all;
    for (const auto* sql :
         {"SELECT district, seq, at, kind, actor_kind, actor, subject_kind, subject, before_json, after_json, digests, "
          "mac, link FROM journal ORDER BY 1, 2",
          "SELECT district, id, body, weight, sealed FROM notes ORDER BY 1, 2",
          "SELECT id, note, parent FROM plain ORDER BY 1",
          "SELECT id, district, channel, payload, created_at FROM outbox ORDER BY 1",
          "SELECT district, scope, indicator, dimension, period, SUM(value) FROM counter_values GROUP BY 1, 2, 3, 4, 5 "
          "ORDER "
          "BY 1, 2, 3, 4, 5"}) {
      auto rows = s.query(sql);
      while (rows.next())
        for (int i = 0; i < rows.columns(); ++i) {
          const auto kind = rows.kind(i);
          all += kind == ValueKind::Bytes  ? to_hex(rows.bytes(i))
                 : kind == ValueKind::Real ? std::to_string(rows.real(i))
                                           : rows.string(i);
          all += kind == ValueKind::Null ? "~|" : "|";
        }
    }
    return all;
  });
}

TEST_P(Backup, RestoredElsewhereVerifiesAndEquals) {
  world->link_journal();
  const auto taken = backup(*world, file, {.attachments = attachments});
  EXPECT_EQ(taken.files, 2);
  const auto restored =
      restore(file, target, world.schemas(), world.clock, {.attachments = world.folder() / "restored"});
  EXPECT_EQ(restored.rows, taken.rows);
  EXPECT_EQ(restored.tables, taken.tables);
  EXPECT_EQ(restored.files, 2);
  EXPECT_EQ(read_file(world.folder() / "restored" / "ab" / "photo"), std::string(700'000, 'p'));

  const auto copy = Store::open(target, world.schemas(), world.clock, false);
  EXPECT_EQ(contents(*copy), contents(*world));
  const auto report = verify(*copy, world.schemas(), {});
  EXPECT_TRUE(report.good()) << report.findings.front().message.en;
  EXPECT_EQ(report.events, 3);
  EXPECT_EQ(integer_of(*copy, "SELECT dead FROM outbox"), 1) << "held, not sent twice";

  // It goes on from there.
  const auto id = copy->write_now([](Transaction& t) { return add_note(t, "next"); });
  EXPECT_GT(id, first);
  EXPECT_TRUE(verify(*copy, world.schemas(), {}).good());
}

TEST_P(Backup, TakenWhileWritingIsOneMoment) {
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    while (!stop) world->write_now([](Transaction& t) { return add_note(t, "more"); });
  });
  backup(*world, file);
  stop = true;
  writer.join();
  world->link_journal();
  restore(file, target, world.schemas(), world.clock);
  const auto copy = Store::open(target, world.schemas(), world.clock, false);
  const auto report = verify(*copy, world.schemas(), {});
  EXPECT_TRUE(report.good()) << report.findings.front().message.en;
  EXPECT_EQ(integer_of(*copy, "SELECT SUM(value) FROM counter_values"), count_notes(*copy));
}

TEST_P(Backup, OfAnOlderSchemaIsBroughtUpToDate) {
  static constexpr std::array kNext{kNoteMigrations[0],
                                    Migration{2, "notes have a colour", "ALTER TABLE notes ADD COLUMN colour TEXT"}};
  backup(*world, file);
  const std::array newer{Schema{"notes", kNext, kNoteTables}, Schema{"later", {}, {}}};
  restore(file, target, newer, world.clock);
  const auto copy = Store::open(target, newer, world.clock, false);
  EXPECT_EQ(integer_of(*copy, "SELECT COUNT(*) FROM notes WHERE colour IS NULL"), 2);
  EXPECT_THROW(restore(file, target, newer, world.clock), StorageError) << "there is a database now";
}

TEST_P(Backup, ThatIsDamagedLeavesNothing) {
  backup(*world, file);
  fs::resize_file(file, fs::file_size(file) - 100);
  EXPECT_THROW(restore(file, target, world.schemas(), world.clock), StorageError);
  backup(*world, file);
  restore(file, target, world.schemas(), world.clock);  // the place is still free
}

class BackupFile : public ::testing::Test {
 protected:
  TestStore world{{kNotes}};
  fs::path file = world.folder() / "backup.linli";
  StoreOptions target = [this] {
    StoreOptions options;
    options.keys_dir = world.options().keys_dir;
    options.data_dir = world.folder() / "elsewhere";
    return options;
  }();
};

TEST_F(BackupFile, ShowsNothingToWhoHasNoKey) {
  world->write_now([](Transaction& t) { return add_note(t, "telling words"); });
  backup(*world, file);
  EXPECT_EQ(read_file(file).find("telling"), std::string::npos);
  target.keys_dir = world.folder() / "other-keys";
  (void)KeyRing::open(target.keys_dir, true);
  EXPECT_THROW(restore(file, target, world.schemas(), world.clock), StorageError);
  EXPECT_FALSE(fs::exists(target.data_dir / "linli.db"));
}

TEST_F(BackupFile, OpensWithItsPassphraseOnly) {
  backup(*world, file, {.passphrase = "open sesame"});
  EXPECT_THROW(restore(file, target, world.schemas(), world.clock), StorageError);
  EXPECT_THROW(restore(file, target, world.schemas(), world.clock, {.passphrase = "open barley"}), StorageError);
  restore(file, target, world.schemas(), world.clock, {.passphrase = "open sesame"});
}

TEST_F(BackupFile, NeedsTheKeysFirst) {
  backup(*world, file);
  target.keys_dir = world.folder() / "no-keys";
  EXPECT_THROW(restore(file, target, world.schemas(), world.clock), StorageError);
  EXPECT_FALSE(fs::exists(target.keys_dir)) << "new keys would hide that the old ones are missing";
}

TEST_F(BackupFile, OfEveryByteChangedIsRefused) {
  backup(*world, file);
  const auto good = read_file(file);
  for (std::size_t at = 0; at < good.size(); at += 1 + good.size() / 60) {
    auto bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x40);
    write_file_synced(file, bad);
    EXPECT_THROW(restore(file, target, world.schemas(), world.clock), StorageError) << "byte " << at;
  }
}

}  // namespace
}  // namespace linli::storage
