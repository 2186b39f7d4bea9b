#pragma once
// A small invented model, as files in memory.

#include <string>
#include <vector>

#include "modules/rules/loader.hpp"

namespace linli::rules::testing {

// `rules`: the text of rules.toml.
[[nodiscard]] inline std::vector<ModelFile> sample_files(std::string rules) {
  return {{"model.toml",
           "code = \"sample\"\nname = [\"示例\", \"Sample\"]\nsource = \"示例来源\"\ncertainty = \"P\"\nfrom = "
           "\"2020-01-01\"\n"},
          {"rules.toml", std::move(rules)}};
}

// A floor that rises in 2026, as its own history.
inline constexpr const char* kFloor = R"([[rule]]
code = "floor"
name = ["底线", "Floor"]
applies_to = "community"
measure = "households"
at_least = 1000
rows = ["R052"]
to = "2026-01-01"

[[rule]]
code = "floor"
name = ["底线", "Floor"]
applies_to = "community"
measure = "households"
at_least = 1500
rows = ["R052"]
from = "2026-01-01"
)";

}  // namespace linli::rules::testing
