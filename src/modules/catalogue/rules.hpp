#pragma once
// Pure decisions about matters.

#include <optional>
#include <vector>

#include "base/error.hpp"
#include "modules/catalogue/types.hpp"

namespace linli::catalogue {

// What keeps a matter from being taken into the catalogue, field by field. `parent` is its class, if it names one.
[[nodiscard]] std::vector<Fault> check_matter(const NewMatter& matter, const std::optional<Matter>& parent);
// The matter as it stands after the change; faults when it cannot.
[[nodiscard]] Result<Matter> changed(const Matter& current, const MatterChange& change);

}  // namespace linli::catalogue
