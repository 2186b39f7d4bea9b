#include "modules/intake_files/upload.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/intake_files/errors.hpp"

namespace linli::intake_files {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped =
        text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    if (escaped) {
      out.push_back(static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

// The last part of whatever path the sender's machine put there; it is shown, never opened.
std::string base_name(std::string name) {
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (!is_valid_utf8(name) || name.empty()) return "file";
  return std::string(prefix_utf8(name, 120));
}

std::string_view quoted_value(std::string_view header, std::string_view name) {
  const auto at = header.find(name);
  if (at == std::string_view::npos) return {};
  auto rest = header.substr(at + name.size());
  if (!rest.starts_with('"')) return rest.substr(0, rest.find_first_of("; \r\n"));
  rest.remove_prefix(1);
  return rest.substr(0, rest.find('"'));
}

// Parts stand between `--boundary` lines; the first with a file name is taken.
Result<Upload> from_multipart(std::string_view body, std::string_view boundary) {
  const auto mark = "--" + std::string(boundary);
  for (std::size_t at = body.find(mark); at != std::string_view::npos;) {
    const auto head = body.find("\r\n", at);
    const auto blank = body.find("\r\n\r\n", at);
    if (head == std::string_view::npos || blank == std::string_view::npos) break;
    const auto next = body.find("\r\n" + mark, blank);
    if (next == std::string_view::npos) break;
    const auto headers = body.substr(head, blank - head);
    if (const auto name = quoted_value(headers, "filename="); !name.empty()) {
      const auto from = blank + 4;
      return Upload{base_name(percent_decoded(name)), std::string(body.substr(from, next > from ? next - from : 0))};
    }
    at = next + 2;
  }
  return fail(kNoFile);
}

}  // namespace

Result<Upload> upload_of(http::Request& request) {
  const auto type = request.header("content-type");
  if (type.starts_with("multipart/form-data")) {
    const auto boundary = quoted_value(type, "boundary=");
    if (boundary.empty() || boundary.size() > 70) return fail(kNoFile);
    return from_multipart(request.body, boundary);
  }
  if (request.body.empty()) return fail(kNoFile);
  return Upload{base_name(percent_decoded(request.header("x-file-name"))), std::move(request.body)};
}

}  // namespace linli::intake_files
