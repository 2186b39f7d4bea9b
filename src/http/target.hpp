#pragma once
// The request target, decoded once and refused when it could mean two things.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linli::http {

struct Target {
  std::string path;  // begins with `/`, no empty, `.` or `..` segment, no trailing `/`, valid UTF-8 without controls
  std::vector<std::pair<std::string, std::string>> query;
};

// Takes origin form (`/path?query`) and absolute form; empty when it is neither or not clean.
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

// `%41` → `A`, and `+` → space when asked; empty when a percent sign stands without two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

}  // namespace linli::http
