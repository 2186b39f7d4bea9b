#include "storage/row_stream.hpp"

#include <fmt/format.h>

#include <atomic>

namespace linli::storage {
namespace {
constexpr int kPortion = 2'000;
// A name is used once: the server keeps the columns of a prepared FETCH.
std::atomic<std::uint64_t> streams{0};
}  // namespace

RowStream::RowStream(Snapshot& snapshot, std::string_view sql) : snapshot_(snapshot) {
  if (snapshot.engine() == Engine::Sqlite) {
    portion_ = snapshot.query_values(sql, {});
    return;
  }
  cursor_ = fmt::format("stream_{}", ++streams);
  (void)snapshot.query_values(fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", cursor_, sql), {});
}

RowStream::~RowStream() {
  if (cursor_.empty()) return;
  try {
    (void)snapshot_.query_values("CLOSE " + cursor_, {});
  } catch (const StorageError&) {
    // The transaction has failed; its end closes the cursor.
  }
}

bool RowStream::next() {
  if (portion_ && portion_->next()) return true;
  if (cursor_.empty()) return false;
  portion_ = snapshot_.query_values(fmt::format("FETCH {} FROM {}", kPortion, cursor_), {});
  return portion_->next();
}

}  // namespace linli::storage
