#pragma once
// SQL of the engine's visits and recounts.

#include <optional>
#include <vector>

#include "modules/cases/types.hpp"
#include "storage/store.hpp"

namespace linli::cases {

// Cases whose next visit is at or before `now`, earliest first; assigned or not makes no difference.
[[nodiscard]] std::vector<CaseId> due_visits(storage::Snapshot& snapshot, DistrictId district, Instant now, int limit);
// After a visit that had nothing to tell. next_at is derived, so no event vouches for it.
void set_next_visit(storage::Transaction& transaction, DistrictId district, CaseId entry, std::optional<Instant> next);

// A recount of due times under one version of the calendar, as far as it has come.
struct Recount {
  std::int64_t id = 0;
  CaseId after_case;
  std::int64_t checked = 0;
  std::int64_t earlier = 0;
  std::int64_t later = 0;
  std::optional<Instant> finished_at;
};
// Older recounts need not go on: the new one sees every case.
void begin_recount(storage::Transaction& transaction, DistrictId district);
// Has any been begun since that version of the flow came into force?
[[nodiscard]] bool has_recount_under(storage::Snapshot& snapshot, DistrictId district, std::int64_t flow);
[[nodiscard]] std::optional<Recount> unfinished_recount(storage::Snapshot& snapshot, DistrictId district);
void save_recount(storage::Transaction& transaction, DistrictId district, const Recount& recount);

// Open cases in order of their ids; `last` is how far the table was read.
struct OpenPortion {
  std::vector<CaseId> open;
  CaseId last;
  bool at_end = false;
};
[[nodiscard]] OpenPortion open_cases_after(storage::Snapshot& snapshot, DistrictId district, CaseId after, int limit);

}  // namespace linli::cases
