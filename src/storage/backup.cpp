// The inner form of a backup: H (head), then per table T, rows R, E; per attachment F, pieces D, E; Z.

#include "storage/backup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "storage/backup_file.hpp"
#include "storage/backup_form.hpp"
#include "storage/catalog.hpp"
#include "storage/event_codec.hpp"
#include "storage/journal_writer.hpp"
#include "storage/migrate.hpp"
#include "storage/row_stream.hpp"

namespace linli::storage {
namespace {

namespace fs = std::filesystem;

// Reads through the snapshot's own connection.
class SnapshotConnection final : public Connection {
 public:
  explicit SnapshotConnection(Snapshot& snapshot) : snapshot_(snapshot) {}
  [[nodiscard]] Engine engine() const override { return snapshot_.engine(); }
  [[nodiscard]] Cursor query(std::string_view sql, std::span<const Value> values) override {
    return snapshot_.query_values(sql, values);
  }
  std::int64_t execute(std::string_view, std::span<const Value>) override { throw StorageError("read only"); }
  void script(std::string_view) override { throw StorageError("read only"); }

 private:
  Snapshot& snapshot_;
};

class Dump {
 public:
  Dump(Snapshot& snapshot, const KeyRing& keys, BackupWriter& out, const BackupOptions& options)
      : snapshot_(snapshot), connection_(snapshot), keys_(keys), out_(out), options_(options) {}

  BackupSummary run() {
    summary_.taken_at = snapshot_.now();
    head();
    for (const auto& table : list_tables(connection_)) {
      if (table.name == "journal") {
        journal();
      } else {
        plain(table);
      }
      ++summary_.tables;
    }
    attachments();
    out_.byte(kEnd);
    out_.number(summary_.rows);
    out_.number(summary_.files);
    return summary_;
  }

 private:
  void head() {
    out_.byte(kHead);
    out_.number(to_ms(summary_.taken_at));
    const auto state = schema_state(connection_);
    out_.number(static_cast<std::int64_t>(state.size()));
    for (const auto& [module, number] : state) {
      out_.text(module);
      out_.number(number);
    }
  }

  void begin_table(std::string_view name, const std::vector<std::string>& columns) {
    out_.byte(kTable);
    out_.text(name);
    out_.number(static_cast<std::int64_t>(columns.size()));
    for (const auto& column : columns) out_.text(column);
  }

  void row(const Cursor& row, int columns) {
    out_.byte(kRow);
    for (int i = 0; i < columns; ++i) out_.value(row.value(i));
    count_row();
  }

  void count_row() {
    if (++summary_.rows % kProgressStep == 0 && options_.progress) options_.progress(table_, summary_.rows);
  }

  void plain(const TableInfo& table) {
    table_ = table.name;
    begin_table(table.name, table.columns);
    RowStream rows(snapshot_, fmt::format("SELECT {} FROM {}", fmt::join(table.columns, ", "), table.name));
    const int columns = static_cast<int>(table.columns.size());
    while (rows.next()) row(rows.row(), columns);
    out_.byte(kTableEnd);
  }

  // In the order of the chain; events that PostgreSQL's linker has not reached are linked here, as it would.
  void journal() {
    table_ = "journal";
    static const std::vector<std::string> kColumns{"district", "seq",          "at",      "kind",        "actor_kind",
                                                   "actor",    "subject_kind", "subject", "before_json", "after_json",
                                                   "digests",  "mac",          "link"};
    begin_table("journal", kColumns);
    RowStream rows(snapshot_, fmt::format("SELECT {} FROM journal ORDER BY district, seq{}", fmt::join(kColumns, ", "),
                                          snapshot_.engine() == Engine::Sqlite ? "" : " NULLS LAST, entry"));
    std::map<std::int64_t, ChainHead> heads;
    while (rows.next()) {
      auto& event = rows.row();
      auto& head = heads[event.integer(0)];
      if (event.is_null(1)) {
        ++head.sequence;
        head.link = link_mac(keys_, head.link, head.sequence, event.bytes(11));
        linked_row(event, head, static_cast<int>(kColumns.size()));
        continue;
      }
      head.sequence = event.integer(1);
      const auto link = event.bytes(12);
      std::copy_n(link.begin(), std::min(link.size(), head.link.size()), head.link.begin());
      row(event, static_cast<int>(kColumns.size()));
    }
    out_.byte(kTableEnd);
  }

  void linked_row(const Cursor& event, const ChainHead& head, int columns) {
    out_.byte(kRow);
    for (int i = 0; i < columns - 1; ++i) out_.value(i == 1 ? Value{head.sequence} : event.value(i));
    out_.value(BytesView(head.link));
    count_row();
  }

  void attachments() {
    if (options_.attachments.empty() || !fs::exists(options_.attachments)) return;
    std::string piece(256 << 10, '\0');
    for (const auto& entry : fs::recursive_directory_iterator(options_.attachments)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      if (!in) throw StorageError(fmt::format("cannot read {}", entry.path().string()));
      out_.byte(kFile);
      out_.text(fs::relative(entry.path(), options_.attachments).generic_string());
      while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
        out_.byte(kPiece);
        out_.text(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
      }
      out_.byte(kFileEnd);
      ++summary_.files;
      if (options_.progress) options_.progress("attachments", summary_.files);
    }
  }

  Snapshot& snapshot_;
  SnapshotConnection connection_;
  const KeyRing& keys_;
  BackupWriter& out_;
  const BackupOptions& options_;
  std::string table_;
  BackupSummary summary_;
};

}  // namespace

BackupSummary backup(Store& store, const fs::path& file, const BackupOptions& options) {
  BackupWriter out(file, store.keys(), options.passphrase);
  const auto summary =
      store.read_now([&](Snapshot& snapshot) { return Dump(snapshot, store.keys(), out, options).run(); });
  out.finish();
  return summary;
}

}  // namespace linli::storage
