#pragma once
// SQL of what people chose: staff for themselves, residents for one case.

#include <optional>

#include "modules/notices/types.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::notices {

// Without a row: nothing chosen.
[[nodiscard]] Person load_person(storage::Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district,
                                 AccountId account);
void save_person(storage::Transaction& transaction, const storage::KeyRing& keys, DistrictId district,
                 AccountId account, const Person& person);

[[nodiscard]] Wish load_wish(storage::Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district,
                             CaseId entry);
void save_wish(storage::Transaction& transaction, const storage::KeyRing& keys, DistrictId district, CaseId entry,
               const Wish& wish);

}  // namespace linli::notices
