#include "modules/registers/list_store.hpp"

#include <algorithm>

#include "storage/sql_text.hpp"

namespace linli::registers {

using storage::Snapshot;
using storage::SqlText;

namespace {

// The upper end of every text.
constexpr std::string_view kHighest = "\xF4\x8F\xBF\xBF";

void add_value(SqlText& sql, std::string_view alias, const Wanted& wanted) {
  if (!wanted.is_range) {
    sql.text(" AND ").text(alias).text(".value = ").value(storage::to_value(wanted.value));
    return;
  }
  sql.text(" AND ").text(alias).text(".value >= ").value(storage::to_value(wanted.from));
  sql.text(" AND ").text(alias).text(".value <= ");
  sql.value(wanted.to.empty() ? storage::to_value(kHighest) : storage::to_value(wanted.to));
}

void add_probe(SqlText& sql, const Wanted& wanted) {
  sql.text(
      " AND EXISTS (SELECT 1 FROM register_index x WHERE x.district = s.district AND x.kind = s.kind AND x.field = ");
  sql.value(storage::to_value(wanted.field)).text(" AND x.scope = s.scope");
  add_value(sql, "x", wanted);
  sql.text(" AND x.record = s.record)");
}

void add_also(SqlText& sql, const std::vector<std::int64_t>& also) {
  if (also.empty()) return;
  sql.text(
         " AND EXISTS (SELECT 1 FROM register_index y WHERE y.district = s.district AND y.kind = s.kind AND y.field = "
         "'' AND y.scope IN ")
      .list(also);
  sql.text(" AND y.value = '' AND y.record = s.record)");
}

// Everything of one scope up to ORDER BY.
void add_scope(SqlText& sql, DistrictId district, std::int64_t scope, const ListQuery& query, const Wanted& first) {
  sql.text("FROM register_index s WHERE s.district = ").value(district.value);
  sql.text(" AND s.kind = ").value(storage::to_value(query.kind));
  sql.text(" AND s.field = ").value(storage::to_value(first.field)).text(" AND s.scope = ").value(scope);
  add_value(sql, "s", first);
  for (std::size_t i = 1; i < query.wanted.size(); ++i) add_probe(sql, query.wanted[i]);
  add_also(sql, query.also);
}

const Wanted& first_of(const ListQuery& query) {
  static const Wanted kAll{};
  return query.wanted.empty() ? kAll : query.wanted.front();
}

std::vector<ListKey> keys_of_scope(Snapshot& snapshot, DistrictId district, std::int64_t scope, const ListQuery& query,
                                   const std::optional<ListMark>& after, int limit) {
  const auto& first = first_of(query);
  SqlText sql;
  sql.text("SELECT s.value, s.record ");
  add_scope(sql, district, scope, query, first);
  const std::string_view direction = query.descending ? " DESC" : "";
  const std::string_view comparison = query.descending ? " < " : " > ";
  if (after && first.is_range) {
    sql.text(" AND (s.value, s.record)").text(comparison).text("(").value(storage::to_value(after->value)).text(", ");
    sql.value(after->record).text(")");
  } else if (after) {
    sql.text(" AND s.record").text(comparison).value(after->record);
  }
  // Of one value the record alone is the order, and the scan stops at the limit either way.
  if (first.is_range) {
    sql.text(" ORDER BY s.value").text(direction).text(", s.record").text(direction);
  } else {
    sql.text(" ORDER BY s.record").text(direction);
  }
  sql.text(" LIMIT ").value(std::int64_t{limit});
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  std::vector<ListKey> keys;
  while (rows.next()) keys.push_back({first.is_range ? rows.string(0) : std::string(), rows.id<RecordId>(1)});
  return keys;
}

}  // namespace

std::vector<ListKey> list_keys(Snapshot& snapshot, DistrictId district, const ListQuery& query,
                               const std::optional<ListMark>& after, int limit) {
  if (query.scopes.size() == 1) return keys_of_scope(snapshot, district, query.scopes.front(), query, after, limit);
  // Each scope's rows come in order; one index scan a scope beats sorting the whole union.
  std::vector<ListKey> keys;
  for (const auto scope : query.scopes) {
    auto part = keys_of_scope(snapshot, district, scope, query, after, limit);
    keys.insert(keys.end(), part.begin(), part.end());
  }
  std::ranges::sort(keys);
  const auto twice = std::ranges::unique(keys);
  keys.erase(twice.begin(), twice.end());
  if (query.descending) std::ranges::reverse(keys);
  if (keys.size() > static_cast<std::size_t>(limit)) keys.resize(static_cast<std::size_t>(limit));
  return keys;
}

std::int64_t count_keys(Snapshot& snapshot, DistrictId district, const ListQuery& query, std::int64_t most) {
  SqlText sql;
  sql.text("SELECT COUNT(*) FROM (");
  for (std::size_t i = 0; i < query.scopes.size(); ++i) {
    if (i > 0) sql.text(" UNION ");
    // Each branch stops by itself: a count never reads more than it may say.
    sql.text("SELECT record FROM (SELECT s.record ");
    add_scope(sql, district, query.scopes[i], query, first_of(query));
    sql.text(" LIMIT ").value(most).text(") AS part");
  }
  sql.text(") AS counted");
  if (query.scopes.empty()) return 0;
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  return rows.next() ? std::min(rows.integer(0), most) : 0;
}

}  // namespace linli::registers
