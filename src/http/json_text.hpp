#pragma once
// JSON as it comes from outside: strict, bounded in depth, and without the same member twice (Boost.JSON would let the
// last one win in silence).

#include <boost/json/value.hpp>
#include <expected>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace linli::http {

struct JsonFault {
  std::size_t offset = 0;  // bytes before the place
  Text reason;
  std::string member;  // the one that stands twice
};

inline constexpr std::size_t kMaxJsonDepth = 32;

[[nodiscard]] std::expected<boost::json::value, JsonFault> parse_json(std::string_view text);

}  // namespace linli::http
