#pragma once
// Rows of any number without holding them: SQLite gives them one by one anyway, libpq would gather all of them first,
// so there they are fetched in portions.

#include <cstdint>
#include <optional>
#include <string>

#include "storage/store.hpp"

namespace linli::storage {

// How often a pass over all rows tells how far it is, in rows.
inline constexpr std::int64_t kProgressStep = 10'000;

class RowStream {
 public:
  // `sql` takes no parameters.
  RowStream(Snapshot& snapshot, std::string_view sql);
  ~RowStream();
  RowStream(const RowStream&) = delete;
  RowStream& operator=(const RowStream&) = delete;

  bool next();
  [[nodiscard]] Cursor& row() { return *portion_; }

 private:
  Snapshot& snapshot_;
  std::string cursor_;  // PostgreSQL's name for it; empty on SQLite
  std::optional<Cursor> portion_;
};

}  // namespace linli::storage
