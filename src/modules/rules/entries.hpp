#pragma once
#include <map>
#include <string>
#include <vector>

#include "modules/rules/types.hpp"

namespace linli::rules {

// Every entry of a model as `rules.grid.size` with the rows it names.
[[nodiscard]] std::map<std::string, std::vector<std::string>> entries_of(const Model& model);

}  // namespace linli::rules
