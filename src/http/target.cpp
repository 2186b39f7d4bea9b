#include "http/target.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace linli::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_clean(std::string_view text) { return is_valid_utf8(text) && std::ranges::none_of(text, is_control); }

// One segment of the path as sent. An encoded slash would move the borders between segments.
bool append_segment(std::string_view raw, std::string& path) {
  const auto segment = percent_decode(raw, false);
  if (!segment || segment->empty() || *segment == "." || *segment == "..") return false;
  if (segment->find_first_of("/\\") != std::string::npos || !is_clean(*segment)) return false;
  path += '/';
  path += *segment;
  return true;
}

bool parse_path(std::string_view raw, std::string& path) {
  if (raw == "/") {
    path = "/";
    return true;
  }
  raw.remove_prefix(1);
  if (raw.size() > 1 && raw.ends_with('/')) raw.remove_suffix(1);
  while (true) {
    const auto end = raw.find('/');
    if (!append_segment(raw.substr(0, end), path)) return false;
    if (end == std::string_view::npos) return true;
    raw.remove_prefix(end + 1);
  }
}

bool parse_query(std::string_view raw, std::vector<std::pair<std::string, std::string>>& query) {
  while (!raw.empty()) {
    const auto end = std::min(raw.find('&'), raw.size());
    const std::string_view pair = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value || !is_clean(*name) || !is_valid_utf8(*value)) return false;
    query.emplace_back(std::move(*name), std::move(*value));
  }
  return true;
}

// `http://host/path` → `/path`. Proxies send it; RFC 9112 3.2.2 wants every server to take it.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const auto slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  return target;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

std::optional<Target> parse_target(std::string_view target) {
  target = without_authority(target);
  if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return std::nullopt;
  const auto mark = std::min(target.find('?'), target.size());
  Target out;
  if (!parse_path(target.substr(0, mark), out.path)) return std::nullopt;
  if (mark < target.size() && !parse_query(target.substr(mark + 1), out.query)) return std::nullopt;
  return out;
}

}  // namespace linli::http
