// Cases under somebody else's numbers: ledgers of offices, the city's 12345.
#include "modules/cases/api.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

std::optional<Foreign> find_foreign(storage::Snapshot& snapshot, DistrictId district, Origin origin,
                                    std::string_view number) {
  auto rows = snapshot.query(
      "SELECT case_id, times, last_sent_at, answered_at FROM case_origins WHERE district = $1 "
      "AND origin = $2 AND number = $3",
      district, static_cast<int>(origin), number);
  if (!rows.next()) return std::nullopt;
  return Foreign{rows.id<CaseId>(0), static_cast<int>(rows.integer(1)), rows.instant(2), rows.maybe_instant(3)};
}

void put_foreign(storage::Transaction& transaction, DistrictId district, Origin origin, std::string_view number,
                 const Foreign& foreign) {
  transaction.execute(
      "INSERT INTO case_origins (district, origin, number, case_id, times, last_sent_at, answered_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (district, origin, number) DO UPDATE SET times "
      "= excluded.times, last_sent_at = excluded.last_sent_at, answered_at = excluded.answered_at",
      district, static_cast<int>(origin), number, foreign.entry, foreign.times, foreign.last_sent_at,
      foreign.answered_at);
}

void each_foreign(storage::Snapshot& snapshot, DistrictId district, Origin origin,
                  const std::function<void(std::string_view number, const Foreign&)>& visit) {
  // Collected first: whoever visits asks for the case, and a cursor must not stay open beside that.
  std::vector<std::pair<std::string, Foreign>> all;
  {
    auto rows = snapshot.query(
        "SELECT number, case_id, times, last_sent_at, answered_at FROM case_origins WHERE "
        "district = $1 AND origin = $2 ORDER BY number",
        district, static_cast<int>(origin));
    while (rows.next())
      all.emplace_back(rows.string(0), Foreign{rows.id<CaseId>(1), static_cast<int>(rows.integer(2)), rows.instant(3),
                                               rows.maybe_instant(4)});
  }
  for (const auto& [number, foreign] : all) visit(number, foreign);
}

std::optional<Case> find_case(storage::Snapshot& snapshot, DistrictId district, CaseId entry) {
  return load_case(snapshot, district, entry);
}

std::optional<Case> find_case_by_number(storage::Snapshot& snapshot, DistrictId district, std::string_view number) {
  const auto id = find_number(snapshot, district, number);
  return id ? load_case(snapshot, district, *id) : std::nullopt;
}

}  // namespace linli::cases
