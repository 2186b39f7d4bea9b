// Cases by the time they were received, for other systems.
#include "modules/cases/number.hpp"
#include "modules/cases/sql_text.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Value;

namespace {

constexpr std::string_view kSettledStates = "(6, 7, 8, 20)";  // verified, closed, withdrawn, merged

void add_box(SqlText& sql, const std::array<std::int64_t, 4>& box) {
  const auto& [west, south, east, north] = box;
  sql.text(" AND ROUND(c.lon * 1000) BETWEEN ").value(Value{west}).text(" AND ").value(Value{east});
  sql.text(" AND ROUND(c.lat * 1000) BETWEEN ").value(Value{south}).text(" AND ").value(Value{north});
}

SqlText statement_of(DistrictId district, const ReceivedFilter& filter) {
  SqlText sql;
  sql.text("SELECT c.id, h.at FROM cases c JOIN case_hops h ON h.district = c.district AND h.case_id = c.id ");
  sql.text("AND h.seq = c.hops WHERE c.district = ").value(Value{district.value});
  sql.text(" AND c.received_at >= ").value(Value{to_ms(filter.from)});
  sql.text(" AND c.received_at < ").value(Value{to_ms(filter.until)});
  sql.text(" AND c.confidential = 0 AND c.state <> 8 AND c.matter IN ").list(filter.matters);
  if (filter.settled) sql.text(*filter.settled ? " AND c.state IN " : " AND c.state NOT IN ").text(kSettledStates);
  if (filter.changed_from) sql.text(" AND h.at >= ").value(Value{to_ms(*filter.changed_from)});
  if (filter.changed_until) sql.text(" AND h.at < ").value(Value{to_ms(*filter.changed_until)});
  if (filter.box) add_box(sql, *filter.box);
  sql.text(" ORDER BY c.received_at DESC, c.id DESC LIMIT ").value(Value{std::int64_t{filter.limit}});
  sql.text(" OFFSET ").value(Value{std::int64_t{filter.skip}});
  return sql;
}

}  // namespace

std::vector<ReceivedCase> received_cases(Snapshot& snapshot, DistrictId district, const ReceivedFilter& filter) {
  const auto sql = statement_of(district, filter);
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  std::vector<ReceivedCase> found;
  while (rows.next()) found.push_back({rows.id<CaseId>(0), rows.instant(1)});
  return found;
}

bool is_settled(const Case& entry) { return entry.state == State::Verified || has_ended(entry.state); }

std::optional<Case> find_case_by_number(Snapshot& snapshot, DistrictId district, std::string_view number) {
  const auto exact = parse_number(number);
  if (!exact) return std::nullopt;
  const auto id = find_number(snapshot, district, *exact);
  return id ? load_case(snapshot, district, *id) : std::nullopt;
}

}  // namespace linli::cases
