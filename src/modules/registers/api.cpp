#include "modules/registers/api.hpp"

#include <fmt/core.h>

#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

using storage::Snapshot;

namespace {

constexpr int kRowsAtATime = 500;

// A kind without dictionaries and expressions is enough to read values.
std::vector<Field> plain_fields(const declare::KindDeclaration& kind) {
  std::vector<Field> fields;
  for (const auto& field : kind.fields) fields.push_back({.declared = field, .choices = {}, .computed = {}});
  return fields;
}

std::int64_t reference_in(const boost::json::object& values, std::string_view name) {
  const auto* value = values.if_contains(name);
  return value != nullptr && value->is_string() ? parse_id(value->get_string()).value_or(0) : 0;
}

RecordRow row_of(const declare::KindDeclaration& kind, const std::vector<Field>& fields, const Record& record) {
  RecordRow row{
      .id = record.id.value, .name = {}, .scope = reference_in(record.values, kind.scope_field), .values = {}};
  for (const auto& field : fields)
    row.values.push_back(expression_value(field, record.values.if_contains(field.name())));
  const auto* title = record.values.if_contains(kind.title_field);
  row.name = title != nullptr && title->is_string() ? std::string(title->get_string()) : std::to_string(row.id);
  return row;
}

bool in_force(const Record& record, Date on) { return record.from <= on && (!record.to || on < *record.to); }

std::vector<std::pair<DistrictId, std::string>> kept_kinds(Snapshot& snapshot) {
  auto rows = snapshot.query("SELECT DISTINCT district, kind FROM register_records ORDER BY district, kind");
  std::vector<std::pair<DistrictId, std::string>> kinds;
  while (rows.next()) kinds.emplace_back(rows.id<DistrictId>(0), rows.string(1));
  return kinds;
}

void each_record(Snapshot& snapshot, DistrictId district, std::string_view kind,
                 const std::function<void(const Record&)>& use) {
  RecordId last;
  for (;;) {
    const auto ids = records_after(snapshot, district, kind, last, kRowsAtATime);
    for (const auto id : ids)
      if (const auto record = load_record(snapshot, district, id)) use(*record);
    if (ids.size() < static_cast<std::size_t>(kRowsAtATime)) return;
    last = ids.back();
  }
}

}  // namespace

std::vector<RecordRow> rows_on(Snapshot& snapshot, DistrictId district, const declare::KindDeclaration& kind, Date on) {
  const auto fields = plain_fields(kind);
  std::vector<RecordRow> rows;
  each_record(snapshot, district, kind.name, [&](const Record& record) {
    if (in_force(record, on)) rows.push_back(row_of(kind, fields, record));
  });
  return rows;
}

std::optional<std::string> record_title(Snapshot& snapshot, DistrictId district, std::int64_t record) {
  const auto found = load_record(snapshot, district, RecordId{record});
  if (!found) return std::nullopt;
  const auto* name = found->values.if_contains("name");
  if (name == nullptr || !name->is_string()) return std::nullopt;
  return std::string(name->get_string());
}

std::int64_t check_records(Snapshot& snapshot, const std::function<void(std::string)>& complain) {
  std::int64_t read = 0;
  for (const auto& [district, kind] : kept_kinds(snapshot)) {
    std::int64_t expected = 0;
    each_record(snapshot, district, kind, [&](const Record& record) {
      ++read;
      expected += static_cast<std::int64_t>(record.scopes.size());
      const auto found = count_scopes(snapshot, district, kind, record);
      if (found != static_cast<std::int64_t>(record.scopes.size()))
        complain(
            fmt::format("register record {}: {} of {} scopes find it", record.id.value, found, record.scopes.size()));
    });
    const auto rows = count_scopes(snapshot, district, kind);
    if (rows != expected) complain(fmt::format("register {}: {} rows of scopes instead of {}", kind, rows, expected));
  }
  return read;
}

}  // namespace linli::registers
