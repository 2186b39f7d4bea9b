#pragma once
// UTF-8 text as offices write it.

#include <cstddef>
#include <string>
#include <string_view>

namespace linli {

// Well-formed UTF-8 without NUL.
[[nodiscard]] bool is_valid_utf8(std::string_view text);
// An ASCII digit; `std::isdigit` asks the locale.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Number of code points.
[[nodiscard]] std::size_t length_utf8(std::string_view text);
// The first `count` code points.
[[nodiscard]] std::string_view prefix_utf8(std::string_view text, std::size_t count);
// Without spaces at both ends; the ideographic and the no-break space are spaces too.
[[nodiscard]] std::string_view trim(std::string_view text);
// NFKC: full-width digits, letters and brackets become the usual ones.
[[nodiscard]] std::string normalise_width(std::string_view text);

}  // namespace linli
