// Whatever the target, the path that comes out is clean, and decoding it again changes nothing.

#include <cstddef>
#include <cstdint>

#include "base/error.hpp"
#include "base/text.hpp"
#include "http/encoding.hpp"
#include "http/message.hpp"
#include "http/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace linli;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto target = http::parse_target(text)) {
    const std::string& path = target->path;
    LINLI_ASSERT(path.starts_with('/') && is_valid_utf8(path));
    LINLI_ASSERT(path == "/" || !path.ends_with('/'));
    LINLI_ASSERT(path.find("//") == std::string::npos);
    LINLI_ASSERT((path + '/').find("/../") == std::string::npos && (path + '/').find("/./") == std::string::npos);
    for (const auto& [name, value] : target->query) LINLI_ASSERT(is_valid_utf8(name) && is_valid_utf8(value));
  }
  http::Request request;
  request.headers.emplace_back("cookie", text);
  static_cast<void>(request.cookie("linli_session"));
  static_cast<void>(http::accepts_gzip(text));
  static_cast<void>(http::etag_matches(text, "\"a\""));
  static_cast<void>(http::gunzip(text, 1 << 20));
  return 0;
}
