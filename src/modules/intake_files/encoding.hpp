#pragma once
// Bytes of a text file → UTF-8.

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace linli::intake_files {

enum class Encoding { Utf8, Gb18030, Utf16Le, Utf16Be };

struct Decoded {
  std::string text;  // UTF-8 without byte order mark
  Encoding encoding{};
};

// By the byte order mark; else UTF-8 when every byte of it is UTF-8; else GB18030. A detector that guesses from
// statistics takes a short GB18030 name for UTF-16.
[[nodiscard]] Result<Decoded> decode_text(std::string bytes);
// UTF-8 → GB18030, for exports.
[[nodiscard]] std::string encode_gb18030(std::string_view utf8);

}  // namespace linli::intake_files
