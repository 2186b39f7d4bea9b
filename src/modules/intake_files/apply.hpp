#pragma once
// Carries a plan out, inside the transaction it was made in.

#include "modules/intake_files/plan.hpp"
#include "storage/store.hpp"

namespace linli::intake_files {

// What the other modules refuse in spite of the check comes back as faults of the rows it concerns (kHasFaults); then
// the transaction must be rolled back.
[[nodiscard]] Result<void> apply_plan(storage::Transaction& transaction, DistrictId district, AccountId actor,
                                      const Plan& plan, const Check& check);

}  // namespace linli::intake_files
