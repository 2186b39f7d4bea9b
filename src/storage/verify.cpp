#include "storage/verify.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "base/text.hpp"
#include "storage/verify_parts.hpp"

namespace linli::storage {

namespace fs = std::filesystem;

namespace {
constexpr int kScratchCacheKib = 64 * 1024;
}

std::string_view to_string(FindingKind kind) {
  switch (kind) {
    case FindingKind::ChangedEvent:
      return "changed_event";
    case FindingKind::BrokenLink:
      return "broken_link";
    case FindingKind::MissingEvent:
      return "missing_event";
    case FindingKind::CutTail:
      return "cut_tail";
    case FindingKind::ChangedRow:
      return "changed_row";
    case FindingKind::MissingRow:
      return "missing_row";
    case FindingKind::InsertedRow:
      return "inserted_row";
    case FindingKind::WrongCounter:
      return "wrong_counter";
  }
  return "unknown";
}

Scratch::Scratch(const fs::path& folder) {
  auto pattern = ((folder.empty() ? fs::temp_directory_path() : folder) / "linli-verify-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    throw StorageError(fmt::format("cannot make a temporary folder beside {}", pattern));
  folder_ = pattern;
  connection_ = std::make_unique<SqliteConnection>(
      SqliteOptions{folder_ / "scratch.db", {}, SqliteRole::Scratch, kScratchCacheKib});
  connection_->script("BEGIN");
}

Scratch::~Scratch() {
  connection_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Findings::add(Finding finding) {
  ++report.found;
  if (report.findings.size() < options_.most_findings) report.findings.push_back(std::move(finding));
}

std::vector<std::string> split_columns(std::string_view list) {
  std::vector<std::string> columns;
  while (!list.empty()) {
    const auto comma = list.find(',');
    columns.emplace_back(trim(list.substr(0, comma)));
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return columns;
}

VouchedTables vouched_tables(std::span<const Schema> schemas) {
  VouchedTables tables;
  for (const auto& schema : schemas)
    for (const auto& spec : schema.tables) {
      const auto number = static_cast<std::int64_t>(tables.size());
      tables.emplace(std::string(spec.name), VouchedTable{number, &spec, split_columns(spec.columns),
                                                          static_cast<int>(split_columns(spec.key_columns).size())});
    }
  return tables;
}

VerifyReport verify(Store& store, std::span<const Schema> schemas, std::span<const CounterCheck> checks,
                    const VerifyOptions& options) {
  VerifyReport report;
  Findings findings(report, options);
  const auto tables = vouched_tables(schemas);
  store.link_journal();
  // Before the snapshot: afterwards they may name events that the snapshot cannot see.
  const auto anchors = store.keys().anchors();
  store.read_now([&](Snapshot& snapshot) {
    Scratch scratch(options.scratch);
    verify_journal(snapshot, store.keys(), anchors, tables, scratch, findings);
    verify_tables(snapshot, store.keys(), tables, scratch, findings);
    verify_counters(snapshot, checks, scratch, findings);
    return 0;
  });
  return report;
}

}  // namespace linli::storage
