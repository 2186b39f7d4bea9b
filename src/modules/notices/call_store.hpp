#pragma once
// SQL of the daily call list.

#include <optional>
#include <span>
#include <vector>

#include "modules/notices/types.hpp"
#include "storage/store.hpp"

namespace linli::notices {

// The open call of a case: a new one, or the one there is with the newer event. Gives its row's id.
std::int64_t want_call(storage::Transaction& transaction, DistrictId district, const Call& call);
[[nodiscard]] std::optional<Call> load_call(storage::Snapshot& snapshot, DistrictId district, std::int64_t id);
void save_call(storage::Transaction& transaction, DistrictId district, const Call& call);
void insert_try(storage::Transaction& transaction, DistrictId district, std::int64_t call, int seq,
                const CallTry& entry);

struct CallQuery {
  std::span<const std::int64_t> areas;  // communities and subdistricts; empty: of the whole district
  bool whole_district = false;
  std::string_view until;  // due on that day or before
  int limit = 100;
};
// In order of the day they are due.
[[nodiscard]] std::vector<Call> load_due_calls(storage::Snapshot& snapshot, DistrictId district,
                                               const CallQuery& query);
// Those settled since that instant, newest first.
[[nodiscard]] std::vector<Call> load_done_calls(storage::Snapshot& snapshot, DistrictId district,
                                                const CallQuery& query, Instant since);

}  // namespace linli::notices
