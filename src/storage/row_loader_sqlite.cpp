#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "storage/row_loader.hpp"
#include "storage/sqlite_connection.hpp"

namespace linli::storage {
namespace {

namespace fs = std::filesystem;

constexpr int kCacheKib = 128 * 1024;

void sync_path(const fs::path& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool ok = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (!ok) throw StorageError(fmt::format("cannot sync {}", path.string()));
}

// Builds the file beside its place, without a log and without syncs, and moves it there once it is whole.
class SqliteLoader final : public RowLoader {
 public:
  explicit SqliteLoader(const fs::path& folder) : place_(folder / "linli.db"), part_(folder / "linli.db.restoring") {
    if (fs::exists(place_)) throw StorageError(fmt::format("{} exists; restore into an empty folder", place_.string()));
    if (fs::create_directories(folder)) fs::permissions(folder, fs::perms::owner_all);
    fs::remove(part_);
    connection_ = std::make_unique<SqliteConnection>(SqliteOptions{part_, {}, SqliteRole::Scratch, kCacheKib});
  }
  ~SqliteLoader() override {
    connection_.reset();
    std::error_code ignored;
    fs::remove(part_, ignored);
  }

  [[nodiscard]] Connection& connection() override { return *connection_; }
  void begin() override { connection_->run("BEGIN"); }
  void end() override {
    connection_->run("COMMIT");
    auto dangling = connection_->query("PRAGMA foreign_key_check", {});
    if (dangling.next())
      throw StorageError(fmt::format("the backup holds a row of {} whose parent is missing", dangling.text(0)));
  }

  void begin_table(const std::string& name, const std::vector<std::string>& columns) override {
    insert_ = fmt::format("INSERT INTO {} ({}) VALUES (", name, fmt::join(columns, ", "));
    for (std::size_t i = 1; i <= columns.size(); ++i) insert_ += fmt::format("{}${}", i == 1 ? "" : ", ", i);
    insert_ += ")";
  }
  void row(std::span<const Value> values) override { connection_->execute(insert_, values); }
  void end_table() override {}

  void keep() override {
    connection_.reset();
    sync_path(part_, O_RDWR);
    fs::rename(part_, place_);
    sync_path(place_.parent_path(), O_RDONLY | O_DIRECTORY);
  }

 private:
  const fs::path place_, part_;
  std::unique_ptr<SqliteConnection> connection_;
  std::string insert_;
};

}  // namespace

std::unique_ptr<RowLoader> make_sqlite_loader(const fs::path& data_dir) {
  return std::make_unique<SqliteLoader>(data_dir);
}

}  // namespace linli::storage
