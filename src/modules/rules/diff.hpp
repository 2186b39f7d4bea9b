#pragma once
// How two localities differ.

#include <string>
#include <vector>

#include "modules/rules/types.hpp"

namespace linli::rules {

struct Difference {
  std::string part;  // `rules`, `body_kinds` …
  std::string code;
  std::string left;   // what the one says; empty: nothing
  std::string right;  // what the other says
  Text name;
};

// In the order of parts and codes; the same model twice gives none.
[[nodiscard]] std::vector<Difference> differences(const Model& left, const Model& right);

}  // namespace linli::rules
