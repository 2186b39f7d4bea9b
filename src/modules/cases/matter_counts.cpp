// Counting the rows of one scope matter by matter.
#include <algorithm>
#include <map>

#include "modules/cases/api.hpp"

namespace linli::cases {

using storage::Snapshot;

namespace {

using ByMatter = std::map<std::int64_t, MatterCounts>;

MatterCounts& row_of(ByMatter& counts, std::int64_t matter) {
  auto& row = counts[matter];
  row.matter = {matter};
  return row;
}

std::vector<MatterCounts> values_of(const ByMatter& counts) {
  std::vector<MatterCounts> values;
  for (const auto& [matter, row] : counts) values.push_back(row);
  return values;
}

void add_received(ByMatter& counts, Snapshot& snapshot, DistrictId district, std::int64_t scope, Date day) {
  auto rows = snapshot.query(
      "SELECT matter, COUNT(*) FROM case_scopes WHERE district = $1 AND scope = $2 AND received_day = $3 AND excluded "
      "= 0 GROUP BY "
      "matter",
      district, scope, day_key(day));
  while (rows.next()) row_of(counts, rows.integer(0)).received = rows.integer(1);
}

void add_closed(ByMatter& counts, Snapshot& snapshot, DistrictId district, std::int64_t scope, Instant from,
                Instant to) {
  auto rows = snapshot.query(
      "SELECT s.matter, COUNT(*), SUM(CASE WHEN c.due_at IS NULL OR c.done_at <= c.due_at THEN 1 ELSE 0 END) FROM "
      "case_scopes s JOIN cases c ON c.district = s.district AND c.id = s.case_id WHERE s.district = $1 AND s.scope = "
      "$2 "
      "AND s.ended = 1 AND s.sort_at > $3 AND s.sort_at <= $4 AND s.state = 7 AND s.excluded = 0 GROUP BY s.matter",
      district, scope, -to_ms(to), -to_ms(from));
  while (rows.next()) {
    auto& row = row_of(counts, rows.integer(0));
    row.closed = rows.integer(1);
    row.on_time = rows.integer(2);
  }
}

void add_rated(ByMatter& counts, Snapshot& snapshot, DistrictId district, std::int64_t scope, Date day,
               int satisfied_from) {
  auto rows = snapshot.query(
      "SELECT s.matter, COUNT(*), SUM(CASE WHEN c.rating >= $1 THEN 1 ELSE 0 END) FROM case_scopes s JOIN cases c ON "
      "c.district = s.district AND c.id = s.case_id WHERE s.district = $2 AND s.scope = $3 AND s.rated_day = $4 AND "
      "s.excluded = 0 GROUP BY s.matter",
      satisfied_from, district, scope, day_key(day));
  while (rows.next()) {
    auto& row = row_of(counts, rows.integer(0));
    row.rated = rows.integer(1);
    row.satisfied = rows.integer(2);
  }
}

}  // namespace

std::vector<MatterCounts> count_open_by_matter(Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                               const OpenBounds& bounds) {
  auto rows = snapshot.query(
      "SELECT matter, COUNT(*), SUM(CASE WHEN excluded = 0 AND sort_at < $1 THEN 1 ELSE 0 END), SUM(CASE WHEN excluded "
      "= 0 AND sort_at >= $1 AND sort_at <= $2 THEN 1 ELSE 0 END), SUM(CASE WHEN excluded = 0 AND sort_at < $3 THEN 1 "
      "ELSE 0 END) FROM case_scopes WHERE district = $4 "
      "AND "
      "scope = $5 AND ended = 0 GROUP BY matter ORDER BY matter",
      bounds.now, bounds.soon_until, std::min(bounds.now, bounds.period_end), district, scope);
  std::vector<MatterCounts> counts;
  while (rows.next()) {
    MatterCounts row;
    row.matter = rows.id<MatterId>(0);
    row.open = rows.integer(1);
    row.overdue = rows.integer(2);
    row.due_soon = rows.integer(3);
    row.overdue_then = rows.integer(4);
    counts.push_back(row);
  }
  return counts;
}

std::vector<MatterCounts> count_day_by_matter(Snapshot& snapshot, DistrictId district, std::int64_t scope, Date day,
                                              Offset offset, const FlowRules& rules) {
  const auto from = start_of(day, offset);
  ByMatter counts;
  add_received(counts, snapshot, district, scope, day);
  add_closed(counts, snapshot, district, scope, from, from + std::chrono::days{1});
  add_rated(counts, snapshot, district, scope, day, rules.satisfied_from);
  return values_of(counts);
}

}  // namespace linli::cases
