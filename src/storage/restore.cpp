#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "storage/backup.hpp"
#include "storage/backup_file.hpp"
#include "storage/backup_form.hpp"
#include "storage/journal_writer.hpp"
#include "storage/migrate.hpp"
#include "storage/row_loader.hpp"
#include "storage/row_stream.hpp"
#include "storage/store_common.hpp"

namespace linli::storage {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void damaged(std::string_view what) { throw StorageError(fmt::format("the backup is damaged: {}", what)); }

// The schemas as they were when the backup was taken.
std::vector<Schema> schemas_then(std::span<const Schema> schemas, const std::vector<SchemaState>& state) {
  std::vector<Schema> then;
  for (const auto& [module, number] : state) {
    const auto known = std::ranges::find(schemas, std::string_view(module), &Schema::module);
    if (known == schemas.end() || (known->migrations.empty() ? 0 : known->migrations.back().number) < number)
      throw StorageError(
          fmt::format("the backup was taken by a newer Linli (module {}, migration {})", module, number));
  }
  for (auto schema : schemas) {
    const auto had = std::ranges::find(state, schema.module, &SchemaState::module);
    if (had == state.end()) continue;
    const auto end =
        std::ranges::find_if(schema.migrations, [&](const Migration& m) { return m.number > had->number; });
    schema.migrations = schema.migrations.first(static_cast<std::size_t>(end - schema.migrations.begin()));
    then.push_back(schema);
  }
  return then;
}

// Attachments are gathered beside their place and moved there at the end.
class AttachmentFolder {
 public:
  explicit AttachmentFolder(fs::path place) : place_(std::move(place)), part_(place_.string() + ".restoring") {
    if (place_.empty()) return;
    if (fs::exists(place_) && !fs::is_empty(place_))
      throw StorageError(fmt::format("{} is not empty; restore into an empty folder", place_.string()));
    fs::remove_all(part_);
  }
  ~AttachmentFolder() {
    std::error_code ignored;
    if (!place_.empty()) fs::remove_all(part_, ignored);
  }

  // A name that leads out of the folder can only come from a forged backup.
  void begin(const std::string& name) {
    const fs::path relative = fs::path(name).lexically_normal();
    if (relative.empty() || relative.is_absolute() || *relative.begin() == "..") damaged("an attachment's name");
    if (place_.empty()) return;
    fs::create_directories((part_ / relative).parent_path());
    out_.open(part_ / relative, std::ios::binary | std::ios::trunc);
  }
  void piece(std::string_view bytes) {
    if (!place_.empty()) out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  void end() {
    if (place_.empty()) return;
    out_.close();
    if (!out_) throw StorageError(fmt::format("cannot write in {}", part_.string()));
  }
  void keep() {
    if (place_.empty() || !fs::exists(part_)) return;
    fs::remove(place_);
    fs::rename(part_, place_);
  }

 private:
  const fs::path place_, part_;
  std::ofstream out_;
};

class Restore {
 public:
  Restore(BackupReader& in, RowLoader& loader, AttachmentFolder& folder, const RestoreOptions& options)
      : in_(in), loader_(loader), folder_(folder), options_(options) {}

  BackupSummary run(std::span<const Schema> schemas, Instant now) {
    if (in_.byte() != kHead) damaged("no head");
    summary_.taken_at = from_ms(in_.number());
    std::vector<SchemaState> state(static_cast<std::size_t>(in_.number()));
    for (auto& [module, number] : state) {
      module = in_.text();
      number = static_cast<int>(in_.number());
    }
    migrate(loader_.connection(), schemas_then(schemas, state), now, MigrateMode::Apply);
    loader_.begin();
    for (char mark = in_.byte(); mark != kEnd; mark = in_.byte()) {
      if (mark == kTable) {
        table();
      } else if (mark == kFile) {
        attachment();
      } else {
        damaged("an unknown record");
      }
    }
    if (in_.number() != summary_.rows || in_.number() != summary_.files) damaged("rows are missing");
    loader_.connection().execute(
        "UPDATE outbox SET dead = 1, last_error = 'held: restored from a backup; replay it if it was never sent' WHERE "
        "dead = 0",
        {});
    loader_.end();
    migrate(loader_.connection(), schemas, now, MigrateMode::Apply);
    return summary_;
  }

 private:
  void table() {
    const auto name = in_.text();
    std::vector<std::string> columns(static_cast<std::size_t>(in_.number()));
    for (auto& column : columns) column = in_.text();
    loader_.begin_table(name, columns);
    std::vector<std::string> hold(columns.size());
    std::vector<Value> values(columns.size());
    for (char mark = in_.byte(); mark != kTableEnd; mark = in_.byte()) {
      if (mark != kRow) damaged(name);
      for (std::size_t i = 0; i < columns.size(); ++i) values[i] = in_.value(hold[i]);
      loader_.row(values);
      if (++summary_.rows % kProgressStep == 0 && options_.progress) options_.progress(name, summary_.rows);
    }
    loader_.end_table();
    ++summary_.tables;
  }

  void attachment() {
    folder_.begin(in_.text());
    for (char mark = in_.byte(); mark != kFileEnd; mark = in_.byte()) {
      if (mark != kPiece) damaged("an attachment");
      folder_.piece(in_.text());
    }
    folder_.end();
    ++summary_.files;
    if (options_.progress) options_.progress("attachments", summary_.files);
  }

  BackupReader& in_;
  RowLoader& loader_;
  AttachmentFolder& folder_;
  const RestoreOptions& options_;
  BackupSummary summary_;
};

std::vector<Anchor> chain_heads(Connection& connection) {
  std::vector<Anchor> heads;
  std::vector<DistrictId> districts;
  auto rows = connection.query("SELECT DISTINCT district FROM journal", {});
  while (rows.next()) districts.push_back(rows.id<DistrictId>(0));
  for (const auto district : districts) {
    const auto head = read_head(connection, district);
    heads.push_back({district, head.sequence, head.link});
  }
  return heads;
}

}  // namespace

BackupSummary restore(const fs::path& file, const StoreOptions& target, std::span<const Schema> schemas,
                      const Clock& clock, const RestoreOptions& options) {
  const auto keys = KeyRing::open(keys_folder(target), false);
  BackupReader in(file, *keys, options.passphrase);
  const auto loader =
      target.database_url.empty() ? make_sqlite_loader(target.data_dir) : make_postgres_loader(target.database_url);
  AttachmentFolder folder(options.attachments);
  const auto summary = Restore(in, *loader, folder, options).run(with_own_schema(schemas), clock.now());
  const auto heads = chain_heads(loader->connection());
  folder.keep();
  loader->keep();
  const auto today = date_of(clock.now());
  keys->log_anchors(today, "before-restore");
  keys->forget_anchors();
  for (const auto& head : heads) keys->anchor(head.district, head.sequence, head.link);
  keys->log_anchors(today, "restored");
  return summary;
}

}  // namespace linli::storage
