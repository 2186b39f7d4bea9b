#pragma once
// SQL of cases and their hops.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "modules/cases/api.hpp"
#include "modules/cases/types.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::cases {

// What stands beside a case in its row and never leaves the store.
struct CaseSecrets {
  storage::Digest secret{};
  std::optional<storage::Digest> request;  // of an idempotency key with its report
};

// False when the number is taken (another attempt at it is needed).
[[nodiscard]] bool insert_case(storage::Transaction& transaction, DistrictId district, const Case& entry,
                               const CaseSecrets& secrets);
// False when the row is no longer at `version`.
[[nodiscard]] bool update_case(storage::Transaction& transaction, DistrictId district, const Case& entry, int version);
// The grid that answers for an open case since the grids changed; every other part of its place stays.
void set_case_grid(storage::Transaction& transaction, DistrictId district, CaseId entry, GridId grid);
void insert_hop(storage::Transaction& transaction, DistrictId district, CaseId entry, const Hop& hop);

[[nodiscard]] std::optional<Case> load_case(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
// Only if one of `scopes` sees it; the check is part of the statement.
[[nodiscard]] std::optional<Case> load_visible_case(storage::Snapshot& snapshot, DistrictId district, CaseId entry,
                                                    std::span<const std::int64_t> scopes);
[[nodiscard]] std::optional<CaseId> find_number(storage::Snapshot& snapshot, DistrictId district,
                                                std::string_view number);
// The case of an earlier try with the same key and report.
[[nodiscard]] std::optional<CaseId> find_request(storage::Snapshot& snapshot, DistrictId district,
                                                 const storage::Digest& request);
[[nodiscard]] std::optional<storage::Digest> secret_of(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
[[nodiscard]] std::vector<Hop> load_hops(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
// Verified before that instant and still not closed.
[[nodiscard]] std::vector<CaseId> verified_before(storage::Snapshot& snapshot, DistrictId district, Instant before,
                                                  int limit);
}  // namespace linli::cases
