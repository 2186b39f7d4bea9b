#pragma once
// SQL of merges and of those who follow somebody else's case.

#include <optional>
#include <vector>

#include "modules/cases/types.hpp"
#include "storage/journal.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::cases {

extern const storage::TableSpec kMerges;
extern const storage::TableSpec kSubscribers;

struct Merge {
  CaseId duplicate;
  CaseId into;
  State before = State::Received;  // of the duplicate
  Instant at{};
};
// Gives the row's id.
std::int64_t insert_merge(storage::Transaction& transaction, DistrictId district, const Merge& merge);
struct StandingMerge {
  std::int64_t id = 0;
  Merge merge;
};
// The one in force, if any.
[[nodiscard]] std::optional<StandingMerge> merge_of(storage::Snapshot& snapshot, DistrictId district, CaseId duplicate);
void end_merge(storage::Transaction& transaction, DistrictId district, std::int64_t id);
[[nodiscard]] std::vector<CaseId> merged_into(storage::Snapshot& snapshot, DistrictId district, CaseId main);

// Whoever finds their matter reported already and follows that report, by a secret of their own. Gives the row's id.
std::int64_t insert_subscriber(storage::Transaction& transaction, DistrictId district, CaseId entry,
                               const storage::Digest& secret);
[[nodiscard]] bool is_subscriber(storage::Snapshot& snapshot, DistrictId district, CaseId entry,
                                 const storage::Digest& secret);
[[nodiscard]] std::int64_t count_subscribers(storage::Snapshot& snapshot, DistrictId district, CaseId entry);

// Open cases of that scope and those matters, newest first.
[[nodiscard]] std::vector<CaseId> open_cases_of(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                                const std::vector<std::int64_t>& matters, int limit);

}  // namespace linli::cases
