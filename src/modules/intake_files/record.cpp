#include "modules/intake_files/record.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <limits>

#include "base/json_writer.hpp"

namespace linli::intake_files {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, target, mode, as_of, only_good, files, summary, committed_at, committed_by FROM imports ";

Summary parse_summary(std::string_view text) {
  Summary out;
  const auto value = boost::json::parse(boost::json::string_view(text.data(), text.size()));
  const auto& object = value.as_object();
  const auto read = [&](const char* name) {
    const auto* member = object.if_contains(name);
    return member == nullptr ? 0 : member->to_number<std::int64_t>();
  };
  out.rows = read("rows");
  out.add = read("add");
  out.change = read("change");
  out.same = read("same");
  out.close = read("close");
  out.refused = read("refused");
  out.unknown_field = read("unknown_field");
  out.warned = read("warned");
  out.skipped = read("skipped");
  return out;
}

ImportRecord read_record(const storage::Cursor& row) {
  ImportRecord out;
  out.id = row.integer(0);
  out.target = parse_target(row.text(1)).value_or(Target::Subdistricts);
  out.mode = parse_mode(row.text(2)).value_or(Mode::Update);
  out.as_of = parse_date(row.text(3)).value_or(Date{});
  out.only_good = row.boolean(4);
  out.files = row.string(5);
  out.summary = parse_summary(row.text(6));
  out.at = row.instant(7);
  out.by = row.id<AccountId>(8);
  return out;
}

}  // namespace

std::string summary_json(const Summary& summary) {
  JsonWriter w;
  w.begin_object()
      .field("rows", summary.rows)
      .field("add", summary.add)
      .field("change", summary.change)
      .field("same", summary.same)
      .field("close", summary.close)
      .field("refused", summary.refused)
      .field("unknown_field", summary.unknown_field)
      .field("warned", summary.warned)
      .field("skipped", summary.skipped)
      .end_object();
  return w.take();
}

void record_import(storage::Transaction& transaction, DistrictId district, const ImportRecord& import) {
  const auto summary = summary_json(import.summary);
  transaction.execute(
      "INSERT INTO imports (district, id, target, mode, as_of, only_good, files, summary, committed_at, committed_by) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      district, import.id, to_string(import.target), to_string(import.mode), format_date(import.as_of),
      import.only_good, import.files, summary, transaction.now(), import.by);
  storage::Event event;
  event.district = district;
  event.kind = "imports.committed";
  event.actor_kind = import.by ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = import.by;
  event.subject_kind = "import";
  event.subject_id = import.id;
  JsonWriter w;
  w.begin_object()
      .field("target", to_string(import.target))
      .field("mode", to_string(import.mode))
      .field("as_of", format_date(import.as_of))
      .field("files", import.files)
      .key("summary")
      .raw(summary)
      .end_object();
  event.after = w.take();
  event.rows = {{&kImportsTable, {import.id}}};
  transaction.record(event);
}

std::vector<ImportRecord> past_imports(storage::Snapshot& snapshot, DistrictId district, std::int64_t before_id,
                                       int limit) {
  std::vector<ImportRecord> out;
  const auto before = before_id > 0 ? before_id : std::numeric_limits<std::int64_t>::max();
  const auto sql = std::string(kSelect) + "WHERE district = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
  auto rows = snapshot.query(sql, district, before, limit);
  while (rows.next()) out.push_back(read_record(rows));
  return out;
}

std::optional<ImportRecord> past_import(storage::Snapshot& snapshot, DistrictId district, std::int64_t id) {
  const auto sql = std::string(kSelect) + "WHERE district = $1 AND id = $2";
  auto rows = snapshot.query(sql, district, id);
  if (!rows.next()) return std::nullopt;
  return read_record(rows);
}

}  // namespace linli::intake_files
