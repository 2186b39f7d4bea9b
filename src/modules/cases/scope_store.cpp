#include "modules/cases/scope_store.hpp"

#include <algorithm>

#include "modules/cases/sql_text.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Transaction;

namespace {

std::optional<std::int64_t> day_of(const std::optional<Instant>& at, Offset offset) {
  return at ? std::optional(day_key(date_of(*at, offset))) : std::nullopt;
}

std::optional<std::int64_t> lead_of_row(const Case& entry) {
  return entry.lead ? std::optional(entry.lead.id) : std::nullopt;
}

std::optional<std::int64_t> watch_of_row(const Case& entry) {
  return entry.watch != 0 ? std::optional(entry.watch) : std::nullopt;
}

void insert_scope(Transaction& transaction, DistrictId district, std::int64_t scope, const Case& entry, Offset offset) {
  transaction.execute(
      "INSERT INTO case_scopes (district, scope, ended, sort_at, case_id, state, matter, channel, lead, received_day, "
      "rated_day, watch, excluded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      district, scope, has_ended(entry.state), sort_of(entry), entry.id, static_cast<int>(entry.state), entry.matter,
      static_cast<int>(entry.channel), lead_of_row(entry), day_key(date_of(entry.received_at, offset)),
      day_of(entry.rated_at, offset), watch_of_row(entry), entry.excluded);
}

void add_mine(SqlText& sql, const Mine& mine) {
  sql.text(" AND ((s.lead IN ").list(mine.leads).text(" AND s.state IN (2, 3))");
  if (mine.dispatches) sql.text(" OR s.state IN (1, 4) OR (s.state = 3 AND s.lead IS NULL)");
  if (mine.verifies) sql.text(" OR s.state IN (5, 6)");
  // What climbed onto somebody's rung is theirs to look after, whoever leads it.
  if (mine.dispatches) sql.text(" OR (s.state < 5 AND s.watch IN ").list(mine.watches).text(")");
  sql.text(")");
}

void add_days(SqlText& sql, std::string_view column, const std::pair<std::int64_t, std::int64_t>& days) {
  sql.text(" AND s.").text(column).text(" >= ").value(days.first);
  sql.text(" AND s.").text(column).text(" < ").value(days.second);
}

void add_filters(SqlText& sql, const ListQuery& query, const Segment& segment) {
  if (segment.state) sql.text(" AND s.state = ").value(std::int64_t{static_cast<int>(*segment.state)});
  if (segment.counted) sql.text(" AND s.excluded = 0");
  if (segment.received) add_days(sql, "received_day", *segment.received);
  if (segment.rated) add_days(sql, "rated_day", *segment.rated);
  if (!query.matters.empty()) sql.text(" AND s.matter IN ").list(query.matters);
  if (query.channel) sql.text(" AND s.channel = ").value(std::int64_t{static_cast<int>(*query.channel)});
  if (query.mine) add_mine(sql, *query.mine);
  for (const auto& scopes : query.also) {
    sql.text(" AND EXISTS (SELECT 1 FROM case_scopes x WHERE x.district = s.district AND x.scope IN ").list(scopes);
    sql.text(" AND x.ended = s.ended AND x.sort_at = s.sort_at AND x.case_id = s.case_id)");
  }
}

std::vector<ListKey> keys_of_scope(Snapshot& snapshot, DistrictId district, std::int64_t scope, const ListQuery& query,
                                   const Segment& segment, const std::optional<ListMark>& after, int limit) {
  SqlText sql;
  sql.text("SELECT s.sort_at, s.case_id FROM case_scopes s WHERE s.district = ").value(district.value);
  sql.text(" AND s.scope = ").value(scope).text(" AND s.ended = ").value(std::int64_t{segment.ended ? 1 : 0});
  // Case ids are positive: (from, 0) stands before every row of the segment.
  sql.text(" AND (s.sort_at, s.case_id) > (").value(after ? after->sort_at : segment.from).text(", ");
  sql.value(after ? after->case_id : std::int64_t{0}).text(") AND s.sort_at < ").value(segment.to);
  add_filters(sql, query, segment);
  sql.text(" ORDER BY s.sort_at, s.case_id LIMIT ").value(std::int64_t{limit});
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  std::vector<ListKey> keys;
  while (rows.next()) keys.push_back({rows.integer(0), rows.id<CaseId>(1)});
  return keys;
}

}  // namespace

void insert_scopes(Transaction& transaction, DistrictId district, const Case& entry, Offset offset) {
  for (const auto scope : entry.scopes) insert_scope(transaction, district, scope, entry, offset);
}

void move_scopes(Transaction& transaction, DistrictId district, const Case& before, const Case& after, Offset offset) {
  const auto stays = [](const Case& in, std::int64_t scope) {
    return std::ranges::find(in.scopes, scope) != in.scopes.end();
  };
  const auto where_it_stood = [&](SqlText& sql, std::span<const std::int64_t> scopes) {
    sql.text(" WHERE district = ").value(district.value).text(" AND scope IN ").list(scopes);
    sql.text(" AND ended = ").value(std::int64_t{has_ended(before.state) ? 1 : 0});
    sql.text(" AND sort_at = ").value(sort_of(before)).text(" AND case_id = ").value(after.id.value);
  };
  std::vector<std::int64_t> kept;
  std::vector<std::int64_t> gone;
  for (const auto scope : before.scopes) (stays(after, scope) ? kept : gone).push_back(scope);
  if (!gone.empty()) {
    SqlText sql;
    sql.text("DELETE FROM case_scopes");
    where_it_stood(sql, gone);
    const auto deleted = transaction.execute_values(sql.sql(), sql.values());
    LINLI_ASSERT(deleted == static_cast<std::int64_t>(gone.size()));
  }
  SqlText sql;
  sql.text("UPDATE case_scopes SET ended = ").value(std::int64_t{has_ended(after.state) ? 1 : 0});
  sql.text(", sort_at = ").value(sort_of(after));
  sql.text(", state = ").value(std::int64_t{static_cast<int>(after.state)});
  sql.text(", lead = ").value(storage::to_value(lead_of_row(after)));
  sql.text(", rated_day = ").value(storage::to_value(day_of(after.rated_at, offset)));
  sql.text(", watch = ").value(storage::to_value(watch_of_row(after)));
  sql.text(", excluded = ").value(std::int64_t{after.excluded ? 1 : 0});
  where_it_stood(sql, kept);
  const auto moved = transaction.execute_values(sql.sql(), sql.values());
  LINLI_ASSERT(moved == static_cast<std::int64_t>(kept.size()));
  for (const auto scope : after.scopes)
    if (!stays(before, scope)) insert_scope(transaction, district, scope, after, offset);
}

std::vector<ListKey> list_keys(Snapshot& snapshot, DistrictId district, const ListQuery& query, const Segment& segment,
                               const std::optional<ListMark>& after, int limit) {
  if (query.scopes.size() == 1)
    return keys_of_scope(snapshot, district, query.scopes.front(), query, segment, after, limit);
  // Each scope's rows come in order; one index scan a scope beats sorting the whole union.
  std::vector<ListKey> keys;
  for (const auto scope : query.scopes) {
    const auto part = keys_of_scope(snapshot, district, scope, query, segment, after, limit);
    keys.insert(keys.end(), part.begin(), part.end());
  }
  const auto order = [](const ListKey& key) { return std::pair(key.sort_at, key.id.value); };
  std::ranges::sort(keys, {}, order);
  const auto twice = std::ranges::unique(keys, {}, order);
  keys.erase(twice.begin(), twice.end());
  if (keys.size() > static_cast<std::size_t>(limit)) keys.resize(static_cast<std::size_t>(limit));
  return keys;
}

std::int64_t count_due_between(Snapshot& snapshot, DistrictId district, std::int64_t scope, Instant from,
                               Instant until) {
  auto rows = snapshot.query(
      "SELECT COUNT(*) FROM case_scopes WHERE district = $1 AND scope = $2 AND ended = 0 AND sort_at >= $3 AND sort_at "
      "< $4 AND excluded = 0",
      district, scope, from, until);
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<DueOfMatter> count_due_by_matter(Snapshot& snapshot, DistrictId district, std::int64_t scope, Instant from,
                                             Instant until) {
  auto rows = snapshot.query(
      "SELECT matter, COUNT(*) FROM case_scopes WHERE district = $1 AND scope = $2 AND ended = 0 AND sort_at >= $3 AND "
      "sort_at < $4 AND excluded = 0 GROUP BY matter",
      district, scope, from, until);
  std::vector<DueOfMatter> counts;
  while (rows.next()) counts.push_back({rows.id<MatterId>(0), rows.integer(1)});
  return counts;
}

std::int64_t count_matching_rows(Snapshot& snapshot, DistrictId district, const Case& entry, Offset offset) {
  SqlText sql;
  sql.text("SELECT COUNT(*) FROM case_scopes WHERE district = ").value(district.value);
  sql.text(" AND scope IN ").list(entry.scopes);
  sql.text(" AND ended = ").value(std::int64_t{has_ended(entry.state) ? 1 : 0});
  sql.text(" AND sort_at = ").value(sort_of(entry)).text(" AND case_id = ").value(entry.id.value);
  sql.text(" AND state = ").value(std::int64_t{static_cast<int>(entry.state)});
  sql.text(" AND matter = ").value(entry.matter.value);
  sql.text(" AND received_day = ").value(day_key(date_of(entry.received_at, offset)));
  sql.text(" AND excluded = ").value(std::int64_t{entry.excluded ? 1 : 0});
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  return rows.next() ? rows.integer(0) : 0;
}

std::int64_t count_scope_rows(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query("SELECT COUNT(*) FROM case_scopes WHERE district = $1", district);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace linli::cases
