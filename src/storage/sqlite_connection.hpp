#pragma once
// SQLite behind Connection. Only sqlite_*.cpp see sqlite3.h.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "storage/database.hpp"

struct sqlite3;

namespace linli::storage {

enum class SqliteRole { Writer, Reader, Scratch };

struct SqliteOptions {
  std::filesystem::path file;
  std::string vfs;  // empty: the default
  SqliteRole role = SqliteRole::Reader;
  int cache_kib = 8 * 1024;
  bool sync = true;  // a writer waits until its commits are on disk
};

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(const SqliteOptions& options);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  [[nodiscard]] Engine engine() const override { return Engine::Sqlite; }
  [[nodiscard]] Cursor query(std::string_view sql, std::span<const Value> values) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
  void script(std::string_view sql) override;

  void run(std::string_view sql) { execute(sql, {}); }
  // False after SQLite gave up the transaction by itself (disk full, I/O error).
  [[nodiscard]] bool in_transaction() const;

 private:
  struct Statements;
  class Rows;

  sqlite3* db_ = nullptr;
  std::unique_ptr<Statements> statements_;
};

}  // namespace linli::storage
