#include "modules/cases/visit_store.hpp"

#include "modules/cases/flow_book.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Transaction;

std::vector<CaseId> due_visits(Snapshot& snapshot, DistrictId district, Instant now, int limit) {
  auto rows = snapshot.query(
      "SELECT id FROM cases WHERE district = $1 AND next_at IS NOT NULL AND next_at <= $2 ORDER BY next_at, id LIMIT "
      "$3",
      district, now, limit);
  std::vector<CaseId> ids;
  while (rows.next()) ids.push_back(rows.id<CaseId>(0));
  return ids;
}

void set_next_visit(Transaction& transaction, DistrictId district, CaseId entry, std::optional<Instant> next) {
  transaction.execute("UPDATE cases SET next_at = $1 WHERE district = $2 AND id = $3", next, district, entry);
}

void begin_recount(Transaction& transaction, DistrictId district) {
  transaction.execute("UPDATE case_recounts SET finished_at = $1 WHERE district = $2 AND finished_at IS NULL",
                      transaction.now(), district);
  transaction.execute(
      "INSERT INTO case_recounts (district, id, after_case, checked, earlier, later, flow) VALUES ($1, $2, 0, 0, 0, 0, "
      "$3)",
      district, transaction.new_id(), current_flow(transaction, district).number);
}

bool has_recount_under(Snapshot& snapshot, DistrictId district, std::int64_t flow) {
  return snapshot.query("SELECT 1 FROM case_recounts WHERE district = $1 AND flow >= $2 LIMIT 1", district, flow)
      .next();
}

std::optional<Recount> unfinished_recount(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query(
      "SELECT id, after_case, checked, earlier, later FROM case_recounts WHERE district = $1 AND finished_at IS NULL "
      "ORDER BY id DESC LIMIT 1",
      district);
  if (!rows.next()) return std::nullopt;
  return Recount{rows.integer(0), rows.id<CaseId>(1), rows.integer(2), rows.integer(3), rows.integer(4), std::nullopt};
}

void save_recount(Transaction& transaction, DistrictId district, const Recount& recount) {
  transaction.execute(
      "UPDATE case_recounts SET after_case = $1, checked = $2, earlier = $3, later = $4, finished_at = $5 WHERE "
      "district = $6 AND id = $7",
      recount.after_case.value, recount.checked, recount.earlier, recount.later, recount.finished_at, district,
      recount.id);
}

OpenPortion open_cases_after(Snapshot& snapshot, DistrictId district, CaseId after, int limit) {
  auto rows =
      snapshot.query("SELECT id FROM cases WHERE district = $1 AND id > $2 AND ended_at IS NULL ORDER BY id LIMIT $3",
                     district, after.value, limit);
  OpenPortion portion;
  portion.last = after;
  while (rows.next()) {
    portion.last = rows.id<CaseId>(0);
    portion.open.push_back(portion.last);
  }
  portion.at_end = portion.open.size() < static_cast<std::size_t>(limit);
  return portion;
}

}  // namespace linli::cases
