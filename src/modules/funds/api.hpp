#pragma once
// Funds: what is due, what is budgeted, what came in and was spent. Other modules see only this file and types.hpp.

#include "modules/funds/types.hpp"
#include "storage/migrations.hpp"
#include "storage/store.hpp"

namespace linli::funds {

extern const storage::Schema kFundsSchema;

// The voucher's number: `2026-0003`.
[[nodiscard]] std::optional<std::string> entry_title(storage::Snapshot& snapshot, DistrictId district,
                                                     std::int64_t entry);

}  // namespace linli::funds
