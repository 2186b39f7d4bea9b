#pragma once
// The catalogue's SQL.

#include <optional>
#include <string_view>
#include <vector>

#include "modules/catalogue/types.hpp"
#include "storage/store.hpp"

namespace linli::catalogue {

// False when the code has been used before.
[[nodiscard]] bool claim_code(storage::Transaction& transaction, DistrictId district, std::string_view code,
                              MatterId matter);
void insert_version(storage::Transaction& transaction, DistrictId district, const Matter& matter);
void close_version(storage::Transaction& transaction, DistrictId district, MatterId matter, int version,
                   std::string_view valid_to);
[[nodiscard]] std::optional<Matter> latest_version(storage::Snapshot& snapshot, DistrictId district, MatterId matter);
[[nodiscard]] std::int64_t count_matters(storage::Snapshot& snapshot, DistrictId district);
[[nodiscard]] int next_position(storage::Snapshot& snapshot, DistrictId district);

[[nodiscard]] std::vector<Alias> list_aliases(storage::Snapshot& snapshot, DistrictId district);
[[nodiscard]] std::optional<Alias> alias_named(storage::Snapshot& snapshot, DistrictId district,
                                               std::string_view alias);
void insert_alias(storage::Transaction& transaction, DistrictId district, const Alias& alias);
void move_alias(storage::Transaction& transaction, DistrictId district, const Alias& alias);

// As an alias is kept and looked up.
[[nodiscard]] std::string normalise_alias(std::string_view alias);

}  // namespace linli::catalogue
