#pragma once
// SQL of adopted models.

#include <optional>

#include "modules/rules/api.hpp"

namespace linli::rules::store {

// The version that holds on that day, else the first; nothing when none was adopted.
[[nodiscard]] std::optional<int> version_on(storage::Snapshot& snapshot, DistrictId district, Date on);
[[nodiscard]] NewModel files_of(storage::Snapshot& snapshot, DistrictId district, int version);
void close_version(storage::Transaction& transaction, DistrictId district, int version, Date on);
void insert_version(storage::Transaction& transaction, DistrictId district, const Adoption& adoption,
                    const NewModel& model);

}  // namespace linli::rules::store
