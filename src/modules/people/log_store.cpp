// SQL of who looked at whose protected values, and who looked somebody up by a number.
#include "modules/people/store.hpp"

namespace linli::people {

using storage::Snapshot;
using storage::Transaction;

void insert_reading(Transaction& transaction, DistrictId district, const Reading& reading) {
  transaction.execute(
      "INSERT INTO person_readings (district, person, id, at, account, fields, masked, reason) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, $8)",
      district, reading.person, reading.id, reading.at, reading.account, reading.fields, reading.masked,
      reading.reason);
}

std::vector<Reading> load_readings(Snapshot& snapshot, DistrictId district, PersonId person, std::int64_t below,
                                   int limit) {
  auto rows = snapshot.query(
      "SELECT id, at, account, fields, masked, reason FROM person_readings WHERE district = $1 AND person = $2 AND id "
      "< $3 ORDER BY id DESC LIMIT $4",
      district, person, below, limit);
  std::vector<Reading> readings;
  while (rows.next())
    readings.push_back({rows.integer(0), person, rows.instant(1), rows.id<AccountId>(2), rows.string(3),
                        rows.boolean(4), rows.string(5)});
  return readings;
}

std::int64_t insert_lookup(Transaction& transaction, DistrictId district, AccountId account, int kind,
                           std::string_view reason, std::int64_t found) {
  const auto id = transaction.new_id();
  transaction.execute(
      "INSERT INTO person_lookups (district, id, at, account, kind, reason, found) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      district, id, transaction.now(), account, kind, reason, found);
  return id;
}

std::int64_t count_lookups(Snapshot& snapshot, DistrictId district, AccountId account, Instant since) {
  auto rows = snapshot.query("SELECT COUNT(*) FROM person_lookups WHERE +district = $1 AND account = $2 AND at >= $3",
                             district, account, since);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace linli::people
