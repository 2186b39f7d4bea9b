#pragma once
// SQL of what stands beside a case: co-handlers, whistles and copies, requests, confidential texts.

#include <optional>
#include <string>
#include <vector>

#include "modules/cases/types.hpp"
#include "storage/journal.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::cases {

[[nodiscard]] std::vector<Part> load_parts(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
[[nodiscard]] std::vector<CaseRequest> load_requests(storage::Snapshot& snapshot, DistrictId district, CaseId entry);

// Writes what is new or differs; names the rows for the journal.
void save_parts(storage::Transaction& transaction, DistrictId district, const Case& before, const Case& after,
                std::vector<storage::RowRef>& rows);
void save_requests(storage::Transaction& transaction, DistrictId district, const Case& before, const Case& after,
                   std::vector<storage::RowRef>& rows);

// The text of a confidential matter, sealed under the key of the case.
void seal_text(storage::Transaction& transaction, DistrictId district, CaseId entry, std::string_view text,
               const storage::KeyRing& keys);
[[nodiscard]] std::optional<std::string> open_text(storage::Snapshot& snapshot, DistrictId district, CaseId entry,
                                                   const storage::KeyRing& keys);

// A child case as its parent names it.
struct Child {
  CaseId id;
  std::string number;
  State state = State::Received;
};
[[nodiscard]] std::vector<Child> load_children(storage::Snapshot& snapshot, DistrictId district, CaseId parent);

}  // namespace linli::cases
