#pragma once
// What a running transaction gathers besides its own statements: events, counts, and what to do after the commit.

#include <functional>
#include <vector>

#include "base/id.hpp"
#include "storage/counters.hpp"
#include "storage/journal_writer.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class Transaction::Context {
 public:
  Context(const KeyRing& keys, IdSource& ids, int slot) : ids(ids), slot(slot), journal(keys) {}

  struct Mark {
    JournalWriter::Mark journal;
    std::size_t counts = 0;
    std::size_t actions = 0;
  };
  // One transaction of a group begins; on failure everything since its mark is dropped.
  [[nodiscard]] Mark mark() const { return {journal.mark(), counts.mark(), actions.size()}; }
  void rollback_to(const Mark& mark);

  // Writes what was gathered; the last statements before COMMIT.
  void write(Connection& connection);
  // After COMMIT.
  void committed();
  // After ROLLBACK of everything.
  void aborted();

  IdSource& ids;
  const int slot;
  JournalWriter journal;
  CounterStage counts;
  std::vector<std::function<void()>> actions;
};

}  // namespace linli::storage
