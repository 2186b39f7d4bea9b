#pragma once
// A small module for the tests of storage: notes that the journal vouches for, and a count of them.

#include <array>
#include <string_view>

#include "storage/store.hpp"

namespace linli::storage::testing {

inline constexpr std::array kNoteTables{TableSpec{"notes", "id", "body, weight, sealed"}};
inline constexpr std::array kNoteMigrations{
    Migration{1, "notes for the tests",
              "CREATE TABLE notes (district BIGINT NOT NULL, id BIGINT NOT NULL, body TEXT NOT NULL, weight DOUBLE "
              "PRECISION, sealed {blob}, PRIMARY KEY (district, id)) {clustered};"
              "CREATE TABLE plain (id BIGINT NOT NULL PRIMARY KEY, note TEXT, parent BIGINT REFERENCES plain (id));"}};
inline constexpr Schema kNotes{"notes", kNoteMigrations, kNoteTables};
inline constexpr DistrictId kDistrict{7};
inline constexpr int kNoteCount = 2;
inline constexpr CounterKey kNoteKey{kDistrict, 1, kNoteCount, 0, 20260302};

inline void record_note(Transaction& transaction, std::string_view kind, std::int64_t id,
                        DistrictId district = kDistrict) {
  transaction.record({.district = district,
                      .kind = kind,
                      .actor_kind = ActorKind::Staff,
                      .actor = AccountId{11},
                      .subject_kind = "note",
                      .subject_id = id,
                      .after = R"({"by":"test"})",
                      .rows = {{&kNoteTables[0], {id}}}});
}

inline std::int64_t add_note(Transaction& transaction, std::string_view body, DistrictId district = kDistrict) {
  const auto id = transaction.new_id();
  transaction.execute("INSERT INTO notes (district, id, body, weight) VALUES ($1, $2, $3, $4)", district, id, body,
                      0.5);
  record_note(transaction, "notes.added", id, district);
  auto key = kNoteKey;
  key.district = district;
  transaction.count(key, 1);
  return id;
}

inline void change_note(Transaction& transaction, std::int64_t id, std::string_view body) {
  transaction.execute("UPDATE notes SET body = $3 WHERE district = $1 AND id = $2", kDistrict, id, body);
  record_note(transaction, "notes.changed", id);
}

inline void delete_note(Transaction& transaction, std::int64_t id) {
  transaction.execute("DELETE FROM notes WHERE district = $1 AND id = $2", kDistrict, id);
  record_note(transaction, "notes.deleted", id);
  transaction.count(kNoteKey, -1);
}

inline std::int64_t integer_of(Store& store, std::string_view sql) {
  return store.read_now([&](Snapshot& snapshot) {
    auto rows = snapshot.query(sql);
    return rows.next() ? rows.integer(0) : -1;
  });
}

inline std::int64_t count_notes(Store& store) { return integer_of(store, "SELECT COUNT(*) FROM notes"); }

}  // namespace linli::storage::testing
