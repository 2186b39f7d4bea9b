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

constexpr int kSortColumn = 59;  // behind LINLI_CASE_COLUMNS

struct Visited {
  int rows = 0;
  ScanMark last;
  bool stopped = false;
};

// Runs it and hands out its cases until one is enough.
Visited visit_rows(Snapshot& snapshot, DistrictId district, const SqlText& sql,
                   const std::function<bool(const Case&)>& visit) {
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  Visited visited;
  while (!visited.stopped && rows.next()) {
    const auto entry = case_of(rows, district);
    visited.last = {rows.integer(kSortColumn), entry.id.value};
    visited.stopped = !visit(entry);
    ++visited.rows;
  }
  return visited;
}

void add_after(SqlText& sql, const ScanMark& mark) {
  sql.text(" AND (s.sort_at, s.case_id) > (").value(mark.sort_at).text(", ").value(mark.case_id).text(")");
}

// Open cases, then ended ones, from the mark on; `narrow` says which.
std::optional<ScanMark> scan_both(Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                  const std::optional<ScanMark>& after, int most,
                                  const std::function<void(SqlText&, bool)>& narrow,
                                  const std::function<bool(const Case&)>& visit) {
  int count = 0;
  for (const bool ended : {false, true}) {
    if (after && after->ended && !ended) continue;
    auto sql = rows_of_scope(district, scope, ended);
    if (after && after->ended == ended) add_after(sql, *after);
    narrow(sql, ended);
    add_order(sql, most - count);
    auto visited = visit_rows(snapshot, district, sql, visit);
    count += visited.rows;
    visited.last.ended = ended;
    if (visited.stopped || count == most) return visited.last;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ScanMark> scan_ended(Snapshot& snapshot, DistrictId district, const EndedScan& scan,
                                   const std::function<bool(const Case&)>& visit) {
  auto sql = rows_of_scope(district, scan.scope, true);
  add_after(sql, scan.after.value_or(ScanMark{-to_ms(scan.until), INT64_MAX}));
  sql.text(" AND s.sort_at <= ").value(-to_ms(scan.from));
  sql.text(" AND s.state = ").value(std::int64_t{static_cast<int>(State::Closed)});
  sql.text(" AND s.excluded = ").value(std::int64_t{scan.excluded ? 1 : 0});
  add_matter(sql, scan.matter);
  add_order(sql, scan.most);
  const auto visited = visit_rows(snapshot, district, sql, visit);
  return visited.stopped || visited.rows == scan.most ? std::optional(visited.last) : std::nullopt;
}

std::optional<ScanMark> scan_received(Snapshot& snapshot, DistrictId district, Offset offset, const ReceivedScan& scan,
                                      const std::function<bool(const Case&)>& visit) {
  const auto narrow = [&](SqlText& sql, bool ended) {
    sql.text(" AND s.excluded = 0");
    // Nothing ends before it was received.
    if (ended) sql.text(" AND s.sort_at <= ").value(-to_ms(start_of(scan.from, offset)));
    add_received_days(sql, "s.received_day", scan.from, scan.to);
    if (scan.distinct) sql.text(" AND s.state NOT IN (8, 20)");
    add_matter(sql, scan.matter);
  };
  return scan_both(snapshot, district, scan.scope, scan.after, scan.most, narrow, visit);
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

std::optional<ScanMark> scan_answered(Snapshot& snapshot, DistrictId district, const AnsweredScan& scan,
                                      const std::function<bool(const Case&)>& visit) {
  const auto narrow = [&](SqlText& sql, bool) {
    sql.text(" AND s.excluded = 0");
    add_received_days(sql, "s.rated_day", scan.from, scan.to);
    add_matter(sql, scan.matter);
  };
  return scan_both(snapshot, district, scan.scope, scan.after, scan.most, narrow, visit);
}

void each_open_excluded(Snapshot& snapshot, DistrictId district, std::int64_t scope, int most,
                        const std::function<void(const Case&)>& visit) {
  auto sql = rows_of_scope(district, scope, false);
  sql.text(" AND s.excluded = 1");
  add_order(sql, most);
  visit_rows(snapshot, district, sql, [&](const Case& entry) {
    visit(entry);
    return true;
  });
}

}  // namespace linli::cases
