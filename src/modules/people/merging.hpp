#pragma once
// One person who stands twice: found by marks, merged, and apart again as long as nothing was changed since.

#include <optional>
#include <vector>

#include "modules/people/records.hpp"
#include "modules/people/store.hpp"

namespace linli::people {

struct Merge {
  std::int64_t id = 0;
  PersonId kept;
  PersonId gone;
  Instant at{};
  AccountId by;
  std::string reason;
  int kept_version = 0;
  bool moved = false;
  std::optional<Instant> undone_at;
};

// Pairs that bear the same mark of ID number, or of name and birth date; the district over.
struct Twins {
  PersonId one;
  PersonId other;
  bool same_number = false;
};
[[nodiscard]] std::vector<Twins> find_twins(storage::Snapshot& snapshot, DistrictId district, int limit);

// What the kept one lacks comes from the other, the newer home as well; the other can be found no more. kTwoNumbers.
[[nodiscard]] Result<Merge> merge_persons(storage::Transaction& transaction, const Pen& pen, const Person& kept,
                                          const Person& gone, std::string_view reason);
// kChangedSince.
[[nodiscard]] Result<void> undo_merge(storage::Transaction& transaction, const Pen& pen, const Merge& merge);
[[nodiscard]] std::optional<Merge> load_merge(storage::Snapshot& snapshot, DistrictId district, std::int64_t id);
// The newest first.
[[nodiscard]] std::vector<Merge> load_merges(storage::Snapshot& snapshot, DistrictId district, int limit);

}  // namespace linli::people
