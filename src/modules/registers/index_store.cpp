#include "modules/registers/index_store.hpp"

#include <algorithm>

#include "modules/registers/values.hpp"
#include "storage/sql_text.hpp"

namespace linli::registers {

using storage::Snapshot;
using storage::Transaction;

namespace {

// Every row of the index that leads to the record.
struct IndexRow {
  std::string kind;
  std::string field;
  std::int64_t scope = 0;
  std::string value;
  auto operator<=>(const IndexRow&) const = default;
};

std::vector<IndexRow> rows_of(const Kind& kind, const Record& record) {
  std::vector<IndexRow> rows;
  const auto name = index_kind(kind.name(), record.to.has_value());
  for (const auto& [field, value] : index_rows(kind, record.values))
    for (const auto scope : record.scopes) rows.push_back({name, field, scope, value});
  std::ranges::sort(rows);
  return rows;
}

void insert_row(Transaction& transaction, DistrictId district, const IndexRow& row, RecordId record) {
  transaction.execute(
      "INSERT INTO register_index (district, kind, field, scope, value, record) VALUES ($1, $2, $3, $4, $5, $6) ON "
      "CONFLICT (district, kind, field, scope, value, record) DO NOTHING",
      district, row.kind, row.field, row.scope, row.value, record);
}

void delete_row(Transaction& transaction, DistrictId district, const IndexRow& row, RecordId record) {
  transaction.execute(
      "DELETE FROM register_index WHERE district = $1 AND kind = $2 AND field = $3 AND scope = $4 AND value = $5 AND "
      "record = $6",
      district, row.kind, row.field, row.scope, row.value, record);
}

}  // namespace

std::string index_kind(std::string_view kind, bool ended) { return std::string(kind) + (ended ? "~" : ""); }

std::string index_mark(const Field& field) {
  if (!field.indexed) return {};
  return std::string(declare::to_string(field.declared.type)) + (field.searched ? "+words" : "");
}

void move_index(Transaction& transaction, DistrictId district, const Kind& kind, const Record& record,
                const Record* before) {
  const auto fresh = rows_of(kind, record);
  const auto old = before == nullptr ? std::vector<IndexRow>() : rows_of(kind, *before);
  for (const auto& row : old)
    if (!std::ranges::binary_search(fresh, row)) delete_row(transaction, district, row, record.id);
  for (const auto& row : fresh)
    if (!std::ranges::binary_search(old, row)) insert_row(transaction, district, row, record.id);
}

std::vector<RecordId> bearers_of(Snapshot& snapshot, DistrictId district, std::string_view kind, std::string_view field,
                                 std::string_view value, int limit) {
  // The district's own scope sees every record.
  auto rows = snapshot.query(
      "SELECT record FROM register_index WHERE district = $1 AND kind = $2 AND field = $3 AND scope = $1 AND value = "
      "$4 "
      "ORDER BY record LIMIT $5",
      district, kind, field, value, limit);
  std::vector<RecordId> ids;
  while (rows.next()) ids.push_back(rows.id<RecordId>(0));
  return ids;
}

std::optional<RecordId> bearer_of(Snapshot& snapshot, DistrictId district, std::string_view kind,
                                  std::string_view field, std::string_view value, RecordId but) {
  for (const bool ended : {false, true})
    for (const auto id : bearers_of(snapshot, district, index_kind(kind, ended), field, value, 2))
      if (id != but) return id;
  return std::nullopt;
}

std::vector<KnownField> load_fields(Snapshot& snapshot, DistrictId district, std::string_view kind) {
  auto rows = snapshot.query(
      "SELECT name, zh, en, indexed, progress FROM register_fields WHERE district = $1 AND kind = $2 ORDER BY name",
      district, kind);
  std::vector<KnownField> fields;
  while (rows.next())
    fields.push_back({rows.string(0), {rows.string(1), rows.string(2)}, rows.string(3), rows.integer(4)});
  return fields;
}

void put_field(Transaction& transaction, DistrictId district, std::string_view kind, const KnownField& field) {
  transaction.execute(
      "INSERT INTO register_fields (district, kind, name, zh, en, indexed, progress) VALUES ($1, $2, $3, $4, $5, $6, "
      "$7) ON CONFLICT (district, kind, name) DO UPDATE SET zh = $4, en = $5, indexed = $6, progress = $7",
      district, kind, field.name, field.label.zh, field.label.en, field.indexed, field.progress);
}

std::vector<RecordId> records_after(Snapshot& snapshot, DistrictId district, std::string_view kind, RecordId after,
                                    int limit) {
  auto rows = snapshot.query(
      "SELECT id FROM register_records WHERE district = $1 AND kind = $2 AND id > $3 ORDER BY id LIMIT $4", district,
      kind, after.value, limit);
  std::vector<RecordId> ids;
  while (rows.next()) ids.push_back(rows.id<RecordId>(0));
  return ids;
}

void drop_index(Transaction& transaction, DistrictId district, std::string_view kind, std::string_view field) {
  for (const bool ended : {false, true})
    transaction.execute("DELETE FROM register_index WHERE district = $1 AND kind = $2 AND field = $3", district,
                        index_kind(kind, ended), field);
}

void fill_index(Transaction& transaction, DistrictId district, const Kind& kind, const Record& record) {
  for (const auto& row : rows_of(kind, record)) insert_row(transaction, district, row, record.id);
}

std::int64_t count_scopes(Snapshot& snapshot, DistrictId district, std::string_view kind, const Record& record) {
  storage::SqlText sql;
  const auto name = index_kind(kind, record.to.has_value());
  sql.text("SELECT COUNT(*) FROM register_index WHERE district = ").value(district.value);
  sql.text(" AND kind = ").value(storage::to_value(name)).text(" AND field = '' AND value = '' AND record = ");
  sql.value(record.id.value).text(" AND scope IN ").list(record.scopes);
  auto rows = snapshot.query_values(sql.sql(), sql.values());
  return rows.next() ? rows.integer(0) : 0;
}

std::int64_t count_scopes(Snapshot& snapshot, DistrictId district, std::string_view kind) {
  std::int64_t all = 0;
  for (const bool ended : {false, true}) {
    auto rows = snapshot.query("SELECT COUNT(*) FROM register_index WHERE district = $1 AND kind = $2 AND field = ''",
                               district, index_kind(kind, ended));
    if (rows.next()) all += rows.integer(0);
  }
  return all;
}

}  // namespace linli::registers
