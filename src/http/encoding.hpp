#pragma once
// gzip, and the two request headers that decide about it and about 304.

#include <optional>
#include <string>
#include <string_view>

namespace linli::http {

[[nodiscard]] std::string gzip(std::string_view data);
// Empty when it is not gzip, or unpacks to more than `limit`.
[[nodiscard]] std::optional<std::string> gunzip(std::string_view data, std::size_t limit = 64 << 20);

// Whether an Accept-Encoding header lets us send gzip.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);
// Text gains from compression, images and archives do not.
[[nodiscard]] bool is_compressible(std::string_view content_type);
// If-None-Match against our tag, by weak comparison (RFC 9110 13.1.2).
[[nodiscard]] bool etag_matches(std::string_view if_none_match, std::string_view etag);
// A quoted tag of the content.
[[nodiscard]] std::string etag_of(std::string_view content);

}  // namespace linli::http
