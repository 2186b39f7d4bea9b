#pragma once
// The catalogue that Linli ships (models/base/catalogue/*.toml, carried inside the binary).

#include <string>
#include <vector>

#include "modules/catalogue/types.hpp"

namespace linli::catalogue {

struct ShippedMatter {
  NewMatter matter;
  std::string parent_code;  // empty for a class
  std::vector<std::string> aliases;
};

// In the order of the files. Asserts that they are sound: they are ours, and a test reads them.
[[nodiscard]] std::vector<ShippedMatter> shipped_matters();

}  // namespace linli::catalogue
