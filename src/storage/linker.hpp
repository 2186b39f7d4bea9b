#pragma once
// Gives events on PostgreSQL their place in the chain of their district, in the order in which they were committed.

#include <map>

#include "storage/journal_writer.hpp"
#include "storage/postgres_connection.hpp"
#include "storage/store.hpp"

namespace linli::storage {

struct Linked {
  int events = 0;
  std::map<DistrictId, ChainHead> heads;
};

// On a living connection: links up to `most` events in one transaction. None when another process is at it.
[[nodiscard]] Linked link_events(PostgresConnection& connection, const KeyRing& keys, int most);

[[nodiscard]] JournalLag read_journal_lag(PostgresConnection& connection, Instant now);

}  // namespace linli::storage
