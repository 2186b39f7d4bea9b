#include "modules/registers/record_store.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "modules/registers/index_store.hpp"
#include "modules/registers/schema.hpp"

namespace linli::registers {

namespace json = boost::json;
using storage::Bytes;
using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

#define LINLI_RECORD_COLUMNS \
  "id, kind, data, sealed_fields, valid_from, valid_to, end_reason, version, scopes, changed_at, changed_by, erased"

storage::SealContext sealed_of(RecordId record) { return {"register_versions", "sealed", record.value}; }

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : ",") + name;
  return all;
}

std::string joined(const std::vector<std::int64_t>& ids) {
  std::string all;
  for (const auto id : ids) all += (all.empty() ? "" : ",") + std::to_string(id);
  return all;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::vector<std::int64_t> split_ids(std::string_view text) {
  std::vector<std::int64_t> ids;
  for (const auto& part : split(text)) ids.push_back(parse_id(part).value_or(0));
  return ids;
}

json::object object_of(std::string_view text) { return json::parse(text).as_object(); }

Date day_of(std::string_view text) {
  const auto day = parse_date(text);
  LINLI_ASSERT(day.has_value());
  return *day;
}

std::optional<Date> maybe_day(const Cursor& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(day_of(row.text(column)));
}

std::optional<std::string> text_of(const std::optional<Date>& day) {
  return day ? std::optional(format_date(*day)) : std::nullopt;
}

Record record_of(const Cursor& row) {
  return {.id = row.id<RecordId>(0),
          .kind = row.string(1),
          .values = object_of(row.text(2)),
          .sealed = split(row.text(3)),
          .from = day_of(row.text(4)),
          .to = maybe_day(row, 5),
          .end_reason = row.string(6),
          .version = static_cast<int>(row.integer(7)),
          .scopes = split_ids(row.text(8)),
          .changed_at = row.instant(9),
          .changed_by = row.id<AccountId>(10),
          .erased = row.boolean(11)};
}

std::optional<Bytes> key_of(Snapshot& snapshot, DistrictId district, RecordId record) {
  auto rows =
      snapshot.query("SELECT wrapped_key FROM register_keys WHERE district = $1 AND record = $2", district, record);
  if (!rows.next()) return std::nullopt;
  const auto wrapped = rows.bytes(0);
  return Bytes(wrapped.begin(), wrapped.end());
}

Bytes own_key(Transaction& transaction, DistrictId district, RecordId record, const storage::KeyRing& keys) {
  if (auto key = key_of(transaction, district, record)) return std::move(*key);
  auto key = keys.new_data_key(record.value);
  transaction.execute("INSERT INTO register_keys (district, record, wrapped_key) VALUES ($1, $2, $3)", district, record,
                      key);
  return key;
}

// The sealed values of the version before go along with the next one.
std::optional<Bytes> sealed_before(Snapshot& snapshot, DistrictId district, RecordId record) {
  auto rows = snapshot.query(
      "SELECT sealed FROM register_versions WHERE district = $1 AND record = $2 ORDER BY version DESC LIMIT 1",
      district, record);
  if (!rows.next() || rows.is_null(0)) return std::nullopt;
  const auto bytes = rows.bytes(0);
  return Bytes(bytes.begin(), bytes.end());
}

void insert_version(Transaction& transaction, DistrictId district, const Record& record, std::string_view what,
                    const std::string& data, const std::optional<json::object>& sealed, const storage::KeyRing& keys) {
  std::optional<Bytes> blob;
  if (!sealed) {
    blob = sealed_before(transaction, district, record.id);
  } else if (!sealed->empty()) {
    const auto key = own_key(transaction, district, record.id, keys);
    blob = keys.seal(key, record.id.value, sealed_of(record.id), json::serialize(*sealed));
  }
  transaction.execute(
      "INSERT INTO register_versions (district, record, version, at, account, what, data, sealed_fields, sealed, "
      "valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      district, record.id, record.version, record.changed_at, record.changed_by, what, data, joined(record.sealed),
      blob, format_date(record.from), text_of(record.to));
}

void write_row(Transaction& transaction, DistrictId district, const Record& record, bool fresh,
               const std::string& data) {
  if (fresh) {
    transaction.execute("INSERT INTO register_records (district, " LINLI_RECORD_COLUMNS
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                        district, record.id, record.kind, data, joined(record.sealed), format_date(record.from),
                        text_of(record.to), record.end_reason, record.version, joined(record.scopes), record.changed_at,
                        record.changed_by, record.erased);
    return;
  }
  transaction.execute(
      "UPDATE register_records SET data = $3, sealed_fields = $4, valid_from = $5, valid_to = $6, end_reason = $7, "
      "version = $8, scopes = $9, changed_at = $10, changed_by = $11 WHERE district = $1 AND id = $2",
      district, record.id, data, joined(record.sealed), format_date(record.from), text_of(record.to), record.end_reason,
      record.version, joined(record.scopes), record.changed_at, record.changed_by);
}

}  // namespace

void put_record(Transaction& transaction, DistrictId district, const Kind& kind, const Record& record,
                const Record* before, std::string_view what, const std::optional<json::object>& sealed,
                const storage::KeyRing& keys) {
  const auto data = json::serialize(record.values);
  write_row(transaction, district, record, before == nullptr, data);
  insert_version(transaction, district, record, what, data, sealed, keys);
  move_index(transaction, district, kind, record, before);
  transaction.record(
      {.district = district,
       .kind = "registers." + std::string(what),
       .actor_kind = record.changed_by ? storage::ActorKind::Staff : storage::ActorKind::System,
       .actor = record.changed_by,
       .subject_kind = "record",
       .subject_id = record.id.value,
       .before = before == nullptr ? std::string() : json::serialize(before->values),
       .after = data,
       .rows = {{&kRecordsTable, {record.id.value}}, {&kVersionsTable, {record.id.value, record.version}}}});
}

std::optional<Record> load_record(Snapshot& snapshot, DistrictId district, RecordId record) {
  auto rows = snapshot.query("SELECT " LINLI_RECORD_COLUMNS " FROM register_records WHERE district = $1 AND id = $2",
                             district, record);
  if (!rows.next()) return std::nullopt;
  return record_of(rows);
}

std::vector<Record> load_records(Snapshot& snapshot, DistrictId district, std::span<const RecordId> records) {
  std::vector<Record> loaded;
  loaded.reserve(records.size());
  for (const auto id : records)
    if (auto record = load_record(snapshot, district, id)) loaded.push_back(std::move(*record));
  return loaded;
}

std::vector<Version> load_versions(Snapshot& snapshot, DistrictId district, RecordId record) {
  auto rows = snapshot.query(
      "SELECT version, at, account, what, data, sealed_fields, valid_from, valid_to FROM register_versions WHERE "
      "district = $1 AND record = $2 ORDER BY version DESC",
      district, record);
  std::vector<Version> versions;
  while (rows.next())
    versions.push_back({static_cast<int>(rows.integer(0)), rows.instant(1), rows.id<AccountId>(2), rows.string(3),
                        object_of(rows.text(4)), split(rows.text(5)), day_of(rows.text(6)), maybe_day(rows, 7)});
  return versions;
}

std::optional<json::object> open_sealed_values(Snapshot& snapshot, DistrictId district, RecordId record,
                                               const storage::KeyRing& keys) {
  const auto key = key_of(snapshot, district, record);
  const auto sealed = sealed_before(snapshot, district, record);
  if (!key || !sealed) return std::nullopt;
  return object_of(keys.open_sealed(*key, record.value, sealed_of(record), *sealed));
}

std::int64_t insert_reading(Transaction& transaction, DistrictId district, RecordId record, const Reading& reading) {
  const auto id = transaction.new_id();
  transaction.execute(
      "INSERT INTO register_readings (district, record, id, at, account, fields, reason) VALUES ($1, $2, $3, $4, $5, "
      "$6, $7)",
      district, record, id, reading.at, reading.account, reading.fields, reading.reason);
  return id;
}

std::vector<Reading> load_readings(Snapshot& snapshot, DistrictId district, RecordId record) {
  auto rows = snapshot.query(
      "SELECT at, account, fields, reason FROM register_readings WHERE district = $1 AND record = $2 ORDER BY id DESC",
      district, record);
  std::vector<Reading> readings;
  while (rows.next()) readings.push_back({rows.instant(0), rows.id<AccountId>(1), rows.string(2), rows.string(3)});
  return readings;
}

void erase_sealed(Transaction& transaction, DistrictId district, RecordId record) {
  transaction.execute("DELETE FROM register_keys WHERE district = $1 AND record = $2", district, record);
  transaction.execute("UPDATE register_records SET erased = 1 WHERE district = $1 AND id = $2", district, record);
  transaction.record({.district = district,
                      .kind = "registers.erased",
                      .subject_kind = "record",
                      .subject_id = record.value,
                      .before = {},
                      .after = {},
                      .rows = {{&kRecordsTable, {record.value}}}});
}

std::vector<RecordId> ended_before(Snapshot& snapshot, DistrictId district, std::string_view kind, Date day,
                                   int limit) {
  auto rows = snapshot.query(
      "SELECT id FROM register_records WHERE district = $1 AND kind = $2 AND valid_to IS NOT NULL AND erased = 0 AND "
      "valid_to <= $3 AND sealed_fields <> '' ORDER BY valid_to, id LIMIT $4",
      district, kind, format_date(day), limit);
  std::vector<RecordId> ids;
  while (rows.next()) ids.push_back(rows.id<RecordId>(0));
  return ids;
}

}  // namespace linli::registers
