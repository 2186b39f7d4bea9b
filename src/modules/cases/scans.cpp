#include "modules/cases/scans.hpp"

#include <algorithm>
#include <map>

#include "modules/cases/case_row.hpp"
#include "modules/cases/period.hpp"
#include "modules/cases/sql_text.hpp"

namespace linli::cases {

using storage::Snapshot;

namespace {

// Chunks of an IN list: well below what either database takes.
constexpr std::size_t kScopesAtOnce = 400;

SqlText rows_of_scope(DistrictId district, std::int64_t scope, bool ended) {
  SqlText sql;
  sql.text("SELECT " LINLI_CASE_COLUMNS
           ", s.sort_at FROM case_scopes s JOIN cases c ON c.district = s.district AND c.id = s.case_id WHERE "
           "s.district = ");
  sql.value(district.value).text(" AND s.scope = ").value(scope);
  sql.text(" AND s.ended = ").value(std::int64_t{ended ? 1 : 0});
  return sql;
}

void add_matter(SqlText& sql, MatterId matter) {
  if (matter) sql.text(" AND s.matter = ").value(matter.value);
}

void add_received_days(SqlText& sql, std::string_view column, Date from, Date to) {
  sql.text(" AND ").text(column).text(" >= ").value(day_key(from));
  sql.text(" AND ").text(column).text(" < ").value(day_key(to));
}

void add_order(SqlText& sql, int most) { sql.text(" ORDER BY s.sort_at, s.case_id LIMIT ").value(std::int64_t{most}); }

// Runs it and hands out its cases; how many.
int visit_all(Snapshot& snapshot, DistrictId district, const SqlText& sql,
              const std::function<void(const Case&)>& visit) {
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  int count = 0;
  while (rows.next()) {
    visit(case_of(rows, district));
    ++count;
  }
  return count;
}

}  // namespace

std::optional<ScanMark> scan_ended(Snapshot& snapshot, DistrictId district, const EndedScan& scan,
                                   const std::function<bool(const Case&)>& visit) {
  constexpr int kSortColumn = 59;  // behind LINLI_CASE_COLUMNS
  auto sql = rows_of_scope(district, scan.scope, true);
  const auto after = scan.after.value_or(ScanMark{-to_ms(scan.until), INT64_MAX});
  sql.text(" AND (s.sort_at, s.case_id) > (").value(after.sort_at).text(", ").value(after.case_id).text(")");
  sql.text(" AND s.sort_at <= ").value(-to_ms(scan.from));
  sql.text(" AND s.state = ").value(std::int64_t{static_cast<int>(State::Closed)});
  sql.text(" AND s.excluded = ").value(std::int64_t{scan.excluded ? 1 : 0});
  add_matter(sql, scan.matter);
  add_order(sql, scan.most);
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  int count = 0;
  ScanMark mark;
  bool go_on = true;
  while (go_on && rows.next()) {
    const auto entry = case_of(rows, district);
    mark = {rows.integer(kSortColumn), entry.id.value};
    go_on = visit(entry);
    ++count;
  }
  return !go_on || count == scan.most ? std::optional(mark) : std::nullopt;
}

bool scan_received(Snapshot& snapshot, DistrictId district, Offset offset, const ReceivedScan& scan,
                   const std::function<void(const Case&)>& visit) {
  int count = 0;
  for (const bool ended : {false, true}) {
    auto sql = rows_of_scope(district, scan.scope, ended);
    sql.text(" AND s.excluded = 0");
    // Nothing ends before it was received.
    if (ended) sql.text(" AND s.sort_at <= ").value(-to_ms(start_of(scan.from, offset)));
    add_received_days(sql, "s.received_day", scan.from, scan.to);
    if (scan.distinct) sql.text(" AND s.state NOT IN (8, 20)");
    add_matter(sql, scan.matter);
    add_order(sql, scan.most - count + 1);
    count += visit_all(snapshot, district, sql, visit);
    if (count > scan.most) return false;
  }
  return true;
}

std::vector<PlaceCount> count_received(Snapshot& snapshot, DistrictId district, Offset offset,
                                       std::span<const std::int64_t> scopes, Date from, Date to, bool distinct) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> sums;
  for (std::size_t at = 0; at < scopes.size(); at += kScopesAtOnce) {
    const auto part = scopes.subspan(at, std::min(kScopesAtOnce, scopes.size() - at));
    for (const bool ended : {false, true}) {
      SqlText sql;
      sql.text("SELECT scope, matter, COUNT(*) FROM case_scopes WHERE district = ").value(district.value);
      sql.text(" AND scope IN ").list(part).text(" AND ended = ").value(std::int64_t{ended ? 1 : 0});
      if (ended) sql.text(" AND sort_at <= ").value(-to_ms(start_of(from, offset)));
      sql.text(" AND excluded = 0");
      add_received_days(sql, "received_day", from, to);
      if (distinct) sql.text(" AND state NOT IN (8, 20)");
      sql.text(" GROUP BY scope, matter");
      auto rows = snapshot.query_values(sql.sql(), sql.values());
      while (rows.next()) sums[{rows.integer(0), rows.integer(1)}] += rows.integer(2);
    }
  }
  std::vector<PlaceCount> counts;
  counts.reserve(sums.size());
  for (const auto& [key, cases] : sums) counts.push_back({key.first, MatterId{key.second}, cases});
  return counts;
}

bool scan_answered(Snapshot& snapshot, DistrictId district, const AnsweredScan& scan,
                   const std::function<void(const Case&)>& visit) {
  int count = 0;
  for (const bool ended : {false, true}) {
    auto sql = rows_of_scope(district, scan.scope, ended);
    sql.text(" AND s.excluded = 0");
    add_received_days(sql, "s.rated_day", scan.from, scan.to);
    add_matter(sql, scan.matter);
    add_order(sql, scan.most - count + 1);
    count += visit_all(snapshot, district, sql, visit);
    if (count > scan.most) return false;
  }
  return true;
}

void each_open_excluded(Snapshot& snapshot, DistrictId district, std::int64_t scope, int most,
                        const std::function<void(const Case&)>& visit) {
  auto sql = rows_of_scope(district, scope, false);
  sql.text(" AND s.excluded = 1");
  add_order(sql, most);
  visit_all(snapshot, district, sql, visit);
}

}  // namespace linli::cases
