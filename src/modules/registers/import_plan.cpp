#include "modules/registers/import_plan.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <unordered_map>

#include "base/text.hpp"
#include "modules/intake_files/headings.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/references.hpp"

namespace linli::registers {

namespace json = boost::json;
using accounts::Caller;
using intake_files::FileFault;
using intake_files::RowKind;
using intake_files::RowPlace;
using intake_files::Severity;
using intake_files::Sheet;
using intake_files::SheetUse;
using storage::Snapshot;

namespace {

constexpr std::int64_t kMostRows = 50'000;

// What our own CSV puts before a cell that a spreadsheet would run as a formula.
std::string_view unguarded(std::string_view text) {
  const bool guarded =
      text.size() > 1 && text[0] == '\'' && std::string_view("=+-@").find(text[1]) != std::string_view::npos;
  return guarded ? text.substr(1) : text;
}

// One row of a file while it is read.
struct Row {
  RowPlace place;
  json::object values;
  std::optional<RecordId> id;
  std::optional<Date> from;
  bool bad = false;
};

class ImportPlanner {
 public:
  ImportPlanner(const Context& context, Snapshot& snapshot, const Caller& caller, const ImportSource& source)
      : context_(context),
        snapshot_(snapshot),
        caller_(caller),
        source_(source),
        references_(context, snapshot, caller) {}

  Result<ImportPlan> run() {
    for (std::size_t i = 0; i < source_.sheets.size(); ++i) {
      if (!source_.uses[i].use) continue;
      for (int row = source_.uses[i].first_row; row < source_.sheets[i].rows(); ++row) {
        if (auto done = take_row({static_cast<int>(i), row}); !done) return fail(std::move(done.error()));
      }
    }
    plan_.summary.refused = plan_.faults.refused_rows();
    plan_.summary.warned = plan_.faults.warnings();
    return std::move(plan_);
  }

 private:
  [[nodiscard]] const Sheet& sheet(RowPlace place) const {
    return source_.sheets[static_cast<std::size_t>(place.sheet)];
  }
  [[nodiscard]] const SheetUse& use(RowPlace place) const {
    return source_.uses[static_cast<std::size_t>(place.sheet)];
  }

  int column_of(RowPlace place, std::string_view field) const {
    const auto& columns = use(place).columns;
    const auto found = std::ranges::find(columns, field, &intake_files::ColumnUse::field);
    return found == columns.end() ? -1 : found->column;
  }

  FileFault fault(RowPlace place, Severity severity, std::string_view field, Text reason, Text remedy) const {
    const int column = column_of(place, field);
    const auto* declared = source_.kind->find(field);
    const bool shown = column >= 0 && (declared == nullptr || !declared->sealed);
    return {severity,
            place.sheet,
            sheet(place).number(place.row),
            column,
            std::string(field),
            shown ? std::string(sheet(place).cell(place.row, column)) : std::string(),
            std::move(reason),
            std::move(remedy)};
  }

  void refuse(RowPlace place, std::string_view field, Text reason, Text remedy) {
    plan_.faults.refuse(place, fault(place, Severity::Refuse, field, std::move(reason), std::move(remedy)));
  }
  void refuse(RowPlace place, const Error& error) {
    for (const auto& one : error.faults) refuse(place, one.field, one.reason, one.remedy);
    if (error.faults.empty()) refuse(place, "", error.message, {"请核对", "please check"});
  }

  Result<void> take_row(RowPlace place) {
    const auto kind = intake_files::classify_row(sheet(place), use(place), place.row);
    if (kind == RowKind::Blank) return {};
    if (kind != RowKind::Data) {
      ++plan_.summary.skipped;
      return {};
    }
    if (++plan_.summary.rows > kMostRows) return fail(kTooManyRows);
    auto row = read_row(place);
    if (!row.bad) draft_row(row);
    return {};
  }

  Row read_row(RowPlace place) {
    Row row{.place = place, .values = {}, .id = {}, .from = {}};
    for (const auto& column : use(place).columns) {
      const auto text = unguarded(trim(sheet(place).cell(place.row, column.column)));
      if (column.field.empty() || text.empty()) continue;
      if (column.field == "id") {
        read_id(row, text);
      } else if (column.field == "from") {
        read_from(row, text);
      } else if (const auto* field = source_.kind->find(column.field)) {
        read_value(row, *field, text);
      }
    }
    return row;
  }

  void read_id(Row& row, std::string_view text) {
    const auto id = parse_id(text);
    if (id && *id != 0) {
      row.id = RecordId{*id};
      return;
    }
    row.bad = true;
    refuse(row.place, "id", {"不是编号", "is not an id"}, {"新增时留空", "leave it empty for a new record"});
  }

  void read_from(Row& row, std::string_view text) {
    static const Field kDay{
        .declared = {.name = "from", .type = declare::FieldType::Date}, .choices = {}, .computed = {}};
    const auto taken = take_text(kDay, text, {});
    if (taken) {
      row.from = parse_date(taken->as_string());
      return;
    }
    row.bad = true;
    refuse(row.place, "from", taken.error().reason, taken.error().remedy);
  }

  void read_value(Row& row, const Field& field, std::string_view text) {
    const auto find = [this](const Field& referring, std::string_view name) {
      return references_.find(referring, name);
    };
    auto taken = take_text(field, text, find);
    if (taken) {
      row.values[field.name()] = std::move(*taken);
      return;
    }
    row.bad = true;
    refuse(row.place, field.name(), taken.error().reason, taken.error().remedy);
  }

  void draft_row(Row& row) {
    auto known = match(row);
    if (row.bad) return;
    const Proposal proposal{source_.kind, row.values, row.from};
    const bool is_new = !known;
    auto draft = is_new ? draft_new(context_, snapshot_, caller_, proposal)
                        : draft_change(context_, snapshot_, caller_, proposal, std::move(*known));
    if (!draft) return refuse(row.place, draft.error());
    if (stands_twice(row, *draft)) return;
    for (const auto& warning : draft->warnings)
      plan_.faults.add(
          fault(row.place, Severity::Warn, warning.code, warning.message, {warning.source, warning.source}));
    ++(is_new ? plan_.summary.add : draft->changes ? plan_.summary.change : plan_.summary.same);
    if (draft->changes) plan_.drafts.push_back(std::move(*draft));
  }

  // The record that the row speaks of: by its number, by a value that only one record bears, or by title and place.
  std::optional<Record> match(Row& row) {
    if (row.id) {
      auto found = find_record(context_, snapshot_, caller_, source_.kind->name(), *row.id);
      if (found) return std::move(found->record);
      row.bad = true;
      refuse(row.place, "id", found.error().message, {"新增时留空", "leave it empty for a new record"});
      return std::nullopt;
    }
    for (const auto& field : source_.kind->fields)
      if (field.declared.unique && field.indexed)
        if (auto found = bearing(field, row)) return found;
    return source_.kind->title() == nullptr ? std::nullopt : bearing(*source_.kind->title(), row);
  }

  std::optional<Record> bearing(const Field& field, const Row& row) {
    const auto* value = row.values.if_contains(field.name());
    if (value == nullptr) return std::nullopt;
    for (const auto id :
         bearers_of(snapshot_, caller_.district, source_.kind->name(), field.name(), index_value(field, *value), 50)) {
      auto record = load_record(snapshot_, caller_.district, id);
      if (record && sees(caller_, *record) && (field.declared.unique || same_place(*record, row))) return record;
    }
    return std::nullopt;
  }

  bool same_place(const Record& record, const Row& row) const {
    const auto* scope = source_.kind->scope();
    if (scope == nullptr) return true;
    const auto* there = record.values.if_contains(scope->name());
    const auto* here = row.values.if_contains(scope->name());
    return there != nullptr && here != nullptr && *there == *here;
  }

  // Two rows of one file about the same record: the second would undo the first.
  bool stands_twice(const Row& row, const Draft& draft) {
    std::vector<std::string> keys;
    const auto add_key = [&](const Field& field, std::string_view place) {
      const auto* value = draft.record.values.if_contains(field.name());
      if (value != nullptr)
        keys.push_back(field.name() + '\n' + index_value(field, *value) + '\n' + std::string(place));
    };
    for (const auto& field : source_.kind->fields)
      if (field.declared.unique && field.indexed) add_key(field, "");
    const auto* scope = source_.kind->scope();
    const auto* place = scope == nullptr ? nullptr : draft.record.values.if_contains(scope->name());
    if (source_.kind->title() != nullptr && source_.kind->title() != scope)
      add_key(*source_.kind->title(), place == nullptr ? std::string() : json::serialize(*place));
    for (const auto& key : keys) {
      const auto [first, fresh] = seen_.emplace(key, sheet(row.place).number(row.place.row));
      if (fresh) continue;
      const auto number = std::to_string(first->second);
      refuse(row.place, source_.kind->declared.title_field,
             {"与第 " + number + " 行相同", "is the same as row " + number},
             {"请删去一行", "please delete one of them"});
      return true;
    }
    return false;
  }

  const Context& context_;
  Snapshot& snapshot_;
  const Caller& caller_;
  const ImportSource& source_;
  References references_;
  ImportPlan plan_;
  std::unordered_map<std::string, std::int64_t> seen_;
};

}  // namespace

Result<ImportPlan> plan_import(const Context& context, Snapshot& snapshot, const Caller& caller,
                               const ImportSource& source) {
  if (!source.kind->may_write(caller)) return fail(kNotYours);
  return ImportPlanner(context, snapshot, caller, source).run();
}

}  // namespace linli::registers
