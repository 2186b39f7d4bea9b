#include "storage/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdlib.h>

#include "storage/counters.hpp"
#include "storage/keys.hpp"
#include "storage/testing/notes.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const CounterCheck kCheck{"notes", {kNoteCount}, [](Snapshot& snapshot, const auto& emit) {
                            auto rows = snapshot.query("SELECT district, COUNT(*) FROM notes GROUP BY district");
                            while (rows.next()) {
                              auto key = kNoteKey;
                              key.district = rows.id<DistrictId>(0);
                              emit(key, rows.integer(1));
                            }
                          }};

class Verify : public ::testing::TestWithParam<Engine> {
 protected:
  VerifyReport report() { return verify(*world, world.schemas(), std::span(&kCheck, 1)); }
  Finding only_finding() {
    const auto found = report();
    EXPECT_EQ(found.found, 1);
    for (const auto& finding : found.findings) SCOPED_TRACE(finding.message.en);
    return found.findings.empty() ? Finding{} : found.findings.front();
  }

  TestStore world{{kNotes}, GetParam()};
  std::int64_t first = world->write_now([](Transaction& t) { return add_note(t, "one"); });
  std::int64_t second = world->write_now([](Transaction& t) { return add_note(t, "two"); });
  std::int64_t third = world->write_now([](Transaction& t) { return add_note(t, "three"); });
};
INSTANTIATE_TEST_SUITE_P(Engines, Verify, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

std::string sql(std::string_view text, std::int64_t id) { return std::string(text) + std::to_string(id); }

TEST_P(Verify, IsContentWithWhatLinliWrote) {
  world->write_now([&](Transaction& t) { return change_note(t, second, "two again"), delete_note(t, third), 0; });
  world->write_now([&](Transaction& t) { return add_note(t, "elsewhere", DistrictId{8}); });
  const auto found = report();
  EXPECT_TRUE(found.good()) << (found.findings.empty() ? "" : found.findings.front().message.en);
  EXPECT_EQ(found.events, 6);
  EXPECT_EQ(found.rows, 3);
  EXPECT_EQ(found.counters, 2);
  EXPECT_THAT(found.notes, IsEmpty());
}

TEST_P(Verify, NamesTheColumnOfAChangedRow) {
  world.tamper(sql("UPDATE notes SET body = 'forged' WHERE id = ", second));
  const auto finding = only_finding();
  EXPECT_EQ(finding.kind, FindingKind::ChangedRow);
  EXPECT_EQ(finding.table, "notes");
  EXPECT_THAT(finding.key, ElementsAre(second));
  EXPECT_EQ(finding.column, "body");
}

TEST_P(Verify, FindsAMissingRow) {
  world.tamper(sql("DELETE FROM notes WHERE id = ", second));
  const auto found = report();
  ASSERT_EQ(found.found, 2);  // the counter does not fit either
  EXPECT_EQ(found.findings[0].kind, FindingKind::MissingRow);
  EXPECT_THAT(found.findings[0].key, ElementsAre(second));
  EXPECT_EQ(found.findings[1].kind, FindingKind::WrongCounter);
  EXPECT_THAT(found.findings[1].message.en, HasSubstr("stands at 3, a recount gives 2"));
}

TEST_P(Verify, FindsAnInsertedRow) {
  world.tamper("INSERT INTO notes (district, id, body) VALUES (7, 5, 'slipped in')");
  const auto found = report();
  ASSERT_EQ(found.found, 2);
  EXPECT_EQ(found.findings[0].kind, FindingKind::InsertedRow);
  EXPECT_THAT(found.findings[0].key, ElementsAre(5));
}

TEST_P(Verify, FindsADeletedRowPutBack) {
  world->write_now([&](Transaction& t) { return delete_note(t, third), 0; });
  world.tamper(sql("INSERT INTO notes (district, body, weight, id) SELECT 7, 'three', 0.5, ", third));
  EXPECT_EQ(report().findings.front().kind, FindingKind::InsertedRow);
}

// The notes' counter is off by so many: a share of its own, whichever table the sum stands in.
std::string off_by(int wrong) {
  return "INSERT INTO counters SELECT DISTINCT district, scope, indicator, dimension, period, 99, " +
         std::to_string(wrong) + " FROM counter_values";
}

TEST_P(Verify, FindsAWrongCounter) {
  world.tamper(off_by(1));
  EXPECT_EQ(only_finding().kind, FindingKind::WrongCounter);
}

TEST_P(Verify, FindsAChangedEvent) {
  ASSERT_TRUE(report().good());
  world.tamper("UPDATE journal SET actor = 12 WHERE seq = 2");
  const auto finding = only_finding();
  EXPECT_EQ(finding.kind, FindingKind::ChangedEvent);
  EXPECT_THAT(finding.key, ElementsAre(2));
}

TEST_P(Verify, FindsAMissingEvent) {
  ASSERT_TRUE(report().good());
  world.tamper("DELETE FROM journal WHERE seq = 2");
  const auto found = report();
  EXPECT_EQ(found.findings[0].kind, FindingKind::MissingEvent);
  EXPECT_EQ(found.findings[1].kind, FindingKind::InsertedRow) << "nothing vouches for its row any more";
}

TEST_P(Verify, FindsACutTail) {
  ASSERT_TRUE(report().good());
  world.tamper("DELETE FROM journal WHERE seq = 3");
  world.tamper(sql("DELETE FROM notes WHERE id = ", third));
  world.tamper(off_by(-1));
  const auto finding = only_finding();
  EXPECT_EQ(finding.kind, FindingKind::CutTail);
  EXPECT_THAT(finding.key, ElementsAre(3));
}

TEST_P(Verify, FindsATailThatWasCutAndGrownAgain) {
  ASSERT_TRUE(report().good());
  const auto anchor = *world->keys().anchored(kDistrict);
  world.tamper("DELETE FROM journal WHERE seq = 3");
  world.tamper(sql("DELETE FROM notes WHERE id = ", third));
  world.reopen();
  world->write_now([](Transaction& t) { return add_note(t, "another third"); });
  world->link_journal();
  world->key_ring().anchor(kDistrict, anchor.sequence, anchor.link);  // as the offsite copy of the anchor has it
  bool told = false;
  for (const auto& finding : report().findings) told = told || finding.kind == FindingKind::BrokenLink;
  EXPECT_TRUE(told);
}

TEST_P(Verify, FindsAnEmptiedJournal) {
  ASSERT_TRUE(report().good());
  world.tamper("DELETE FROM journal");
  world.tamper("DELETE FROM notes");
  world.tamper("DELETE FROM counters");
  world.tamper("DELETE FROM counters_recent");
  EXPECT_EQ(only_finding().kind, FindingKind::CutTail);
}

constexpr std::array kWiderTables{TableSpec{"notes", "id", "body, weight, sealed, colour"}};
constexpr std::array kWiderMigrations{kNoteMigrations[0],
                                      Migration{2, "notes have a colour", "ALTER TABLE notes ADD COLUMN colour TEXT"}};

TEST_P(Verify, AColumnAddedLaterDoesNotAccuseOldRows) {
  world.reopen({{"notes", kWiderMigrations, kWiderTables}});
  EXPECT_TRUE(report().good());
}

// Every case makes a database of its own.
[[maybe_unused]] const int kFewCases = ::setenv("RC_PARAMS", "max_success=15", 0);

// Whatever Linli does to its rows, verify is content; whatever else is done to one row, verify names that row.
RC_GTEST_PROP(VerifyProperty, NamesExactlyTheRowThatWasTouched, ()) {
  TestStore world({kNotes});
  std::vector<std::int64_t> ids;
  for (const auto step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4))) {
    world->write_now([&](Transaction& t) {
      if (step == 3 && !ids.empty()) {
        delete_note(t, ids.back());
        ids.pop_back();
      } else if (step == 2 && !ids.empty()) {
        change_note(t, ids.front(), "changed");
      } else {
        ids.push_back(add_note(t, "new"));
      }
      return 0;
    });
  }
  RC_ASSERT(verify(*world, world.schemas(), std::span(&kCheck, 1)).good());
  if (ids.empty()) return;
  const auto victim = *rc::gen::elementOf(ids);
  world.tamper(sql("UPDATE notes SET weight = 9 WHERE id = ", victim));
  const auto found = verify(*world, world.schemas(), std::span(&kCheck, 1));
  RC_ASSERT(found.found == 1);
  RC_ASSERT(found.findings[0].key == std::vector{victim});
  RC_ASSERT(found.findings[0].column == "weight");
}

}  // namespace
}  // namespace linli::storage
