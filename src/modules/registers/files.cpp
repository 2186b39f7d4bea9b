#include "modules/registers/files.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>

#include "http/aside.hpp"
#include "modules/intake_files/fault_file.hpp"
#include "modules/intake_files/reader.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/workbook.hpp"

namespace linli::registers {

namespace asio = boost::asio;
using accounts::Caller;
using http::aside;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::chrono::hours kKept{1};
constexpr std::size_t kMostOpen = 32;      // imports that wait for their commit
constexpr std::size_t kShownFaults = 200;  // the file has all

std::string bytes_in(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Removed with everything in it.
class Scratch {
 public:
  explicit Scratch(std::filesystem::path path) : path_(std::move(path)) { std::filesystem::create_directories(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string field_label(const Kind& kind, std::string_view name) {
  if (name == "id") return "编号";
  if (name == "from") return "起始日期";
  const auto* field = kind.find(name);
  return field == nullptr ? std::string(name) : field->declared.label.zh;
}

void write_sheets(JsonWriter& w, const ImportSource& source) {
  w.key("sheets").begin_array();
  for (std::size_t i = 0; i < source.sheets.size(); ++i) {
    const auto& sheet = source.sheets[i];
    const auto& use = source.uses[i];
    w.begin_object().field("name", sheet.name()).field("use", use.use).field("rows", std::int64_t{sheet.rows()});
    w.field("heading_row", use.header_rows.empty() ? std::int64_t{0} : sheet.number(use.header_rows.front()));
    w.key("columns").begin_array();
    for (const auto& column : use.columns) {
      w.begin_object().field("index", column.column).field("heading", column.heading).field("field", column.field);
      w.field("sample", use.first_row < sheet.rows() ? sheet.cell(use.first_row, column.column) : std::string_view{});
      w.end_object();
    }
    w.end_array().end_object();
  }
  w.end_array();
}

void write_summary(JsonWriter& w, const intake_files::Summary& summary) {
  w.key("summary").begin_object().field("rows", summary.rows).field("add", summary.add).field("change", summary.change);
  w.field("same", summary.same).field("refused", summary.refused).field("warned", summary.warned);
  w.field("skipped", summary.skipped).end_object();
}

void write_faults(JsonWriter& w, const Kind& kind, const intake_files::FaultList& faults) {
  w.field("faults_total", faults.total()).key("faults").begin_array();
  const auto& kept = faults.kept();
  for (std::size_t i = 0; i < std::min(kept.size(), kShownFaults); ++i) {
    const auto& fault = kept[i];
    w.begin_object().field("severity", to_string(fault.severity)).field("row", fault.row).field("field", fault.field);
    w.field("label", field_label(kind, fault.field)).field("value", fault.value).field("reason", fault.reason);
    w.field("remedy", fault.remedy).end_object();
  }
  w.end_array();
}

// Names of the areas of a field's level that the caller answers for; where several bear one name, with what is above.
std::vector<std::string> area_names(const Context& context, Snapshot& snapshot, const Caller& caller,
                                    const Field& field) {
  constexpr std::size_t kMostNames = 1000;
  const auto level = areas::parse_level(field.declared.level).value_or(areas::Level::Community);
  const auto today = date_of(snapshot.now(), caller.offset);
  std::vector<std::string> names;
  std::map<std::string, int> times;
  const auto all = areas::areas_of_level(snapshot, caller.district, level, {today, std::nullopt});
  for (const auto& area : all) ++times[area.facts.name];
  for (const auto& area : all) {
    if (!caller.whole_district && !context.atlas.within(caller.district, area.id.value, caller.scopes)) continue;
    names.push_back(times[area.facts.name] == 1 ? area.facts.name : area.parent_name + " / " + area.facts.name);
    if (names.size() == kMostNames) break;
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

Files::~Files() { worker_.join(); }

std::filesystem::path Files::fresh_folder() { return folder_ / std::to_string(context_.store.new_id()); }

asio::awaitable<Result<std::string>> Files::template_file(const Caller& caller, KindPointer kind) {
  auto work = [&]() -> Result<std::string> {
    if (!kind->may_write(caller)) return fail(kNotYours);
    const Scratch scratch(fresh_folder());
    const auto path = scratch.path() / "template.xlsx";
    context_.store.read_now([&](Snapshot& snapshot) {
      const auto names = [&](const Field& field) { return area_names(context_, snapshot, caller, field); };
      write_template(path, *kind, file_columns(*kind, caller, true), names);
      return true;
    });
    return bytes_in(path);
  };
  co_return co_await aside(worker_, work);
}

asio::awaitable<Result<std::string>> Files::export_file(const Caller& caller, KindPointer kind, Query query,
                                                        Format format) {
  auto work = [&]() -> Result<std::string> {
    const Scratch scratch(fresh_folder());
    const auto path = scratch.path() / "list";
    const auto writer = format == Format::Xlsx ? open_xlsx(path, kind->declared.label.zh) : open_csv(path);
    const auto columns = file_columns(*kind, caller, false);
    const auto done = context_.store.read_now([&](Snapshot& snapshot) {
      Names names(context_, snapshot, caller);
      std::vector<std::string> headings;
      for (const auto& column : columns) headings.push_back(column.heading);
      writer->row(headings);
      return desk_.each(snapshot, caller, *kind, query, [&](const Record& record) {
        writer->row(record_cells(columns, record, names));
        return true;
      });
    });
    writer->close();
    if (!done) return fail(done.error());
    return bytes_in(path);
  };
  co_return co_await aside(worker_, work);
}

Result<std::string> Files::dry_run(const Caller& caller, Import& import) {
  auto plan = context_.store.read_now(
      [&](Snapshot& snapshot) { return plan_import(context_, snapshot, caller, import.source); });
  if (!plan) return fail(std::move(plan.error()));
  import.summary = plan->summary;
  import.faults = std::move(plan->faults);
  JsonWriter w;
  w.begin_object().field("id", std::to_string(import.id)).field("file", import.file).field("done", import.done);
  write_sheets(w, import.source);
  write_summary(w, import.summary);
  write_faults(w, *import.source.kind, import.faults);
  return w.end_object().take();
}

Result<std::string> Files::read_and_check(const Caller& caller, const KindPointer& kind, const std::string& name,
                                          const std::string& bytes) {
  if (!kind->may_write(caller)) return fail(kNotYours);
  const Scratch scratch(fresh_folder());
  const auto path = scratch.path() / "upload";
  std::ofstream(path, std::ios::binary) << bytes;
  auto sheets = intake_files::read_files(
      {{path, name}}, {.work_dir = scratch.path() / "work", .limits = {}, .cancel = nullptr, .progress = {}});
  if (!sheets) return fail(std::move(sheets.error()));
  auto import = std::make_shared<Import>();
  import->id = context_.store.new_id();
  import->district = caller.district;
  import->account = caller.account;
  import->file = name;
  import->at = context_.store.clock().now();
  import->source.kind = kind;
  import->source.sheets = std::move(*sheets);
  for (const auto& sheet : import->source.sheets) import->source.uses.push_back(propose_columns(*kind, caller, sheet));
  auto shown = dry_run(caller, *import);
  if (shown) keep(import);
  return shown;
}

void Files::keep(const ImportPointer& import) {
  const std::lock_guard lock(mutex_);
  const auto now = context_.store.clock().now();
  std::erase_if(imports_, [&](const auto& entry) { return now - entry.second->at > kKept; });
  while (imports_.size() >= kMostOpen) imports_.erase(imports_.begin());
  imports_.emplace(import->id, import);
}

Result<Files::ImportPointer> Files::find(const Caller& caller, std::int64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = imports_.find(id);
  if (found == imports_.end() || found->second->district != caller.district || found->second->account != caller.account)
    return fail(kNoImport);
  return found->second;
}

asio::awaitable<Result<std::string>> Files::begin(const Caller& caller, KindPointer kind, std::string name,
                                                  std::string bytes) {
  co_return co_await aside(worker_, [&] { return read_and_check(caller, kind, name, bytes); });
}

asio::awaitable<Result<std::string>> Files::show(const Caller& caller, std::int64_t id) {
  co_return co_await aside(worker_, [&]() -> Result<std::string> {
    const auto import = find(caller, id);
    if (!import) return fail(import.error());
    return dry_run(caller, **import);
  });
}

asio::awaitable<Result<std::string>> Files::map(const Caller& caller, std::int64_t id,
                                                std::vector<ColumnChoice> choices) {
  co_return co_await aside(worker_, [&]() -> Result<std::string> {
    const auto import = find(caller, id);
    if (!import) return fail(import.error());
    auto& source = (*import)->source;
    const auto columns = file_columns(*source.kind, caller, true);
    for (const auto& choice : choices) {
      const auto sheet = std::ranges::find(source.sheets, choice.sheet, &intake_files::Sheet::name);
      const bool known =
          choice.field.empty() || std::ranges::find(columns, choice.field, &Column::name) != columns.end();
      if (sheet == source.sheets.end() || choice.column < 0 || choice.column >= sheet->columns() || !known)
        return fail(kBadMapping, {{choice.field,
                                   std::nullopt,
                                   choice.sheet,
                                   {"没有这一列或这个字段", "No such column or field"},
                                   {"请重新选择", "please choose again"}}});
      auto& use = source.uses[static_cast<std::size_t>(sheet - source.sheets.begin())];
      // A field stands in one column only.
      for (auto& column : use.columns)
        if (!choice.field.empty() && column.field == choice.field) column.field.clear();
      use.columns[static_cast<std::size_t>(choice.column)].field = choice.field;
      use.use = std::ranges::any_of(use.columns, [](const auto& column) { return !column.field.empty(); });
    }
    return dry_run(caller, **import);
  });
}

Result<std::string> Files::commit_now(const Caller& caller, Import& import, bool only_good) {
  if (import.done) return fail(kNoImport);
  // What was checked is what is written: the plan is made anew inside the transaction.
  std::optional<ImportPlan> made;
  const auto done = context_.store.write_now([&](Transaction& transaction) -> Result<void> {
    auto plan = plan_import(context_, transaction, caller, import.source);
    if (!plan) return fail(std::move(plan.error()));
    made = std::move(*plan);
    if (made->faults.refused_rows() > 0 && !only_good) return fail(kHasFaults);
    for (auto& draft : made->drafts) write_draft(context_, transaction, caller, draft);
    return {};
  });
  if (!done) return fail(done.error());
  import.done = true;
  import.summary = made->summary;
  import.faults = std::move(made->faults);
  JsonWriter w;
  w.begin_object().field("id", std::to_string(import.id)).field("file", import.file).field("done", true);
  write_summary(w, import.summary);
  write_faults(w, *import.source.kind, import.faults);
  return w.end_object().take();
}

asio::awaitable<Result<std::string>> Files::commit(const Caller& caller, std::int64_t id, bool only_good) {
  co_return co_await aside(worker_, [&]() -> Result<std::string> {
    const auto import = find(caller, id);
    if (!import) return fail(import.error());
    return commit_now(caller, **import, only_good);
  });
}

asio::awaitable<Result<std::string>> Files::fault_file(const Caller& caller, std::int64_t id) {
  co_return co_await aside(worker_, [&]() -> Result<std::string> {
    const auto import = find(caller, id);
    if (!import) return fail(import.error());
    const Scratch scratch(fresh_folder());
    const auto path = scratch.path() / "faults.xlsx";
    const auto& source = (*import)->source;
    intake_files::write_fault_file(path, source.sheets, source.uses, (*import)->faults,
                                   [&](std::string_view name) { return field_label(*source.kind, name); });
    return bytes_in(path);
  });
}

}  // namespace linli::registers
