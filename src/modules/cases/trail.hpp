#pragma once
// The hops of a case once more, packed into its own row: the page of a case then costs one row. `case_hops` stays what
// the journal vouches for and what queries read; `linli verify` compares the two.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/cases/types.hpp"

namespace linli::cases {

// To be appended to the case's trail.
[[nodiscard]] std::string pack_hop(const Hop& hop);
// Oldest first. None when any hop was packed by another version of this file: `case_hops` has them.
[[nodiscard]] std::optional<std::vector<Hop>> unpack_trail(std::string_view trail);

}  // namespace linli::cases
