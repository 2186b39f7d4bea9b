// Roads, rivers and walls of the district; which reviews were told of.
#include "modules/grid_plans/barrier_json.hpp"
#include "modules/grid_plans/schema.hpp"
#include "modules/grid_plans/store.hpp"

namespace linli::grid_plans {
namespace {

// As kSelectBarriers has them.
DistrictBarrier read_barrier(const storage::Cursor& row) {
  DistrictBarrier barrier;
  barrier.id = row.integer(0);
  barrier.line = {row.string(1), row.string(2), stored_line(row.string(3))};
  barrier.source = row.string(4);
  barrier.from = parse_date(row.string(5)).value_or(Date{});
  if (!row.is_null(6)) barrier.to = parse_date(row.string(6));
  barrier.added_at = row.instant(7);
  barrier.added_by = row.id<AccountId>(8);
  return barrier;
}

}  // namespace

RowRef insert_barrier(Transaction& transaction, DistrictId district, const DistrictBarrier& barrier) {
  transaction.execute(
      "INSERT INTO grid_plan_barriers (district, id, kind, name, line, source, valid_from, added_at, added_by) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      district, barrier.id, barrier.line.kind, barrier.line.name, line_json(barrier.line), barrier.source,
      format_date(barrier.from), barrier.added_at, barrier.added_by);
  return {&kBarriers, {barrier.id}};
}

RowRef end_barrier(Transaction& transaction, DistrictId district, std::int64_t id, Date on, AccountId by) {
  transaction.execute(
      "UPDATE grid_plan_barriers SET valid_to = $1, ended_at = $2, ended_by = $3 WHERE district = $4 AND id = $5",
      format_date(on), transaction.now(), by, district, id);
  return {&kBarriers, {id}};
}

std::optional<DistrictBarrier> load_barrier(Snapshot& snapshot, DistrictId district, std::int64_t id) {
  auto rows = snapshot.query(
      "SELECT id, kind, name, line, source, valid_from, valid_to, added_at, added_by FROM grid_plan_barriers "
      "WHERE district = $1 AND id = $2",
      district, id);
  return rows.next() ? std::optional(read_barrier(rows)) : std::nullopt;
}

std::vector<DistrictBarrier> load_barriers(Snapshot& snapshot, DistrictId district, Date from) {
  auto rows = snapshot.query(
      "SELECT id, kind, name, line, source, valid_from, valid_to, added_at, added_by FROM grid_plan_barriers "
      "WHERE district = $1 AND (valid_to IS NULL OR (valid_to > $2 AND valid_to > valid_from)) ORDER BY id",
      district, format_date(from));
  std::vector<DistrictBarrier> barriers;
  while (rows.next()) barriers.push_back(read_barrier(rows));
  return barriers;
}

std::vector<Barrier> barriers_on(Snapshot& snapshot, DistrictId district, Date day) {
  std::vector<Barrier> lines;
  for (auto& barrier : load_barriers(snapshot, district, day)) {
    if (barrier.from <= day) lines.push_back(std::move(barrier.line));
  }
  return lines;
}

bool barriers_changed(Snapshot& snapshot, DistrictId district, Date day, Instant since) {
  auto rows = snapshot.query(
      "SELECT 1 FROM grid_plan_barriers WHERE district = $1 AND valid_from <= $2 AND "
      "((added_at > $3 AND (valid_to IS NULL OR valid_to > $2)) OR (added_at <= $3 AND ended_at > $3 AND valid_to <= "
      "$2)) LIMIT 1",
      district, format_date(day), since);
  return rows.next();
}

std::optional<Date> last_adoption(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query("SELECT MAX(adopt_on) FROM grid_plans WHERE district = $1 AND state = $2", district,
                             static_cast<int>(State::Adopted));
  if (!rows.next() || rows.is_null(0)) return std::nullopt;
  return parse_date(rows.string(0));
}

std::int64_t open_review(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query(
      "SELECT COALESCE(MAX(id), 0) FROM grid_plans WHERE district = $1 AND purpose = $2 AND state IN (1, 2, 3, 4)",
      district, static_cast<int>(Purpose::Review));
  return rows.next() ? rows.integer(0) : 0;
}

bool review_told(Snapshot& snapshot, DistrictId district, Date due) {
  auto rows =
      snapshot.query("SELECT 1 FROM grid_plan_reviews WHERE district = $1 AND due_on = $2", district, format_date(due));
  return rows.next();
}

RowRef insert_review(Transaction& transaction, DistrictId district, Date due) {
  const auto id = transaction.new_id();
  transaction.execute("INSERT INTO grid_plan_reviews (district, id, due_on, told_at) VALUES ($1, $2, $3, $4)", district,
                      id, format_date(due), transaction.now());
  return {&kReviews, {id}};
}

}  // namespace linli::grid_plans
