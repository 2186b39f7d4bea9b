#pragma once
// Fills the empty tables of a new database as fast as the engine takes rows.

#include <memory>
#include <string>
#include <vector>

#include "storage/catalog.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class RowLoader {
 public:
  virtual ~RowLoader() = default;
  [[nodiscard]] virtual Connection& connection() = 0;
  // All rows of all tables between these two; references between rows are only checked at the end.
  virtual void begin() = 0;
  virtual void end() = 0;
  virtual void begin_table(const std::string& name, const std::vector<std::string>& columns) = 0;
  virtual void row(std::span<const Value> values) = 0;
  virtual void end_table() = 0;
  // The database is complete: puts it in place. Without it the destructor leaves nothing behind.
  virtual void keep() = 0;
};

// Throw StorageError when there is a database already.
[[nodiscard]] std::unique_ptr<RowLoader> make_sqlite_loader(const std::filesystem::path& data_dir);
[[nodiscard]] std::unique_ptr<RowLoader> make_postgres_loader(const std::string& url);

}  // namespace linli::storage
