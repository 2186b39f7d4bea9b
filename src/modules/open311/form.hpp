#pragma once
// Bodies of type application/x-www-form-urlencoded.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/open311/types.hpp"

namespace linli::open311 {

// Decoded, in order; nothing when a percent sign or the UTF-8 is wrong, or when there are more than a thousand.
[[nodiscard]] std::optional<Pairs> parse_form(std::string_view body);
// The inverse; parse_form(write_form(p)) == p.
[[nodiscard]] std::string write_form(const Pairs& pairs);

// The first value of that name without spaces at its ends; an empty parameter is the same as a missing one.
[[nodiscard]] std::string_view value_in(const Pairs& pairs, std::string_view name);
// `a, b,c` → a b c.
[[nodiscard]] std::vector<std::string> comma_list(std::string_view text);
// The values of `attribute[CODE]` and `attribute[CODE][]`, by code, in order.
[[nodiscard]] Pairs attributes_in(const Pairs& pairs);

}  // namespace linli::open311
