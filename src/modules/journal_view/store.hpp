#pragma once
// Reads the journal that storage writes. Nothing here changes anything.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "storage/store.hpp"

namespace linli::journal_view::store {

struct Entry {
  std::int64_t sequence = 0;
  Instant at;
  std::string kind;
  int actor_kind = 0;
  AccountId actor;
  std::string subject_kind;
  std::int64_t subject = 0;
  std::string before;  // JSON or empty
  std::string after;
};

struct Filter {
  std::string subject_kind;
  std::int64_t subject = 0;
  AccountId actor;
  std::optional<Instant> from;  // inclusive
  std::optional<Instant> to;    // exclusive
};

// Entries with a smaller sequence than `before`, newest first. Looks at no more than `window` of them, so that a rare
// filter cannot hold up others: `rest` is where to go on, 0 at the beginning of the journal.
struct Slice {
  std::vector<Entry> entries;
  std::int64_t rest = 0;
};
[[nodiscard]] Slice read_slice(storage::Snapshot& snapshot, DistrictId district, const Filter& filter,
                               std::int64_t before, int limit, std::int64_t window);

// One past the newest sequence with a time before `at`; entries are written in the order of time, give or take the
// second that several processes may differ.
[[nodiscard]] std::int64_t sequence_at(storage::Snapshot& snapshot, DistrictId district, Instant at);

// The newest sequence that is part of the chain.
[[nodiscard]] std::int64_t last_linked(storage::Snapshot& snapshot, DistrictId district);
// Written but not yet linked; always none on SQLite.
[[nodiscard]] std::int64_t waiting(storage::Snapshot& snapshot, DistrictId district);
[[nodiscard]] std::optional<Instant> time_of(storage::Snapshot& snapshot, DistrictId district, std::int64_t sequence);

}  // namespace linli::journal_view::store
