#pragma once
// Ids rise with the clock. A clock that was set back over a restart must not give out ids again, so the database keeps
// a mark ahead of the ids given out, and a new process starts above it.

#include <algorithm>
#include <atomic>

#include "base/id.hpp"
#include "storage/database.hpp"

namespace linli::storage {

class IdMark final : public Clock {
 public:
  explicit IdMark(const Clock& clock) : clock_(clock) {}

  // Never before the mark that the last process left.
  [[nodiscard]] Instant now() const override { return std::max(clock_.now(), from_ms(floor_)); }

  // Once, before the first id.
  void read(Connection& connection, int node);
  // Moves the mark on when it is near; inside a transaction.
  void write_if_due(Connection& connection, int node);
  // The transaction that wrote it is gone: writes again next time.
  void forget() { mark_ = 0; }

 private:
  const Clock& clock_;
  std::atomic<std::int64_t> floor_{0};
  std::int64_t mark_ = 0;  // the writer's own
};

}  // namespace linli::storage
