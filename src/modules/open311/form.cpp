#include "modules/open311/form.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/target.hpp"

namespace linli::open311 {
namespace {

constexpr std::size_t kMostPairs = 1000;
constexpr std::string_view kAttribute = "attribute[";

bool is_plain(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

void append_encoded(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_plain(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
}

}  // namespace

std::optional<Pairs> parse_form(std::string_view body) {
  Pairs pairs;
  while (!body.empty()) {
    const auto end = std::min(body.find('&'), body.size());
    const auto pair = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = http::percent_decode(pair.substr(0, equals), true);
    auto value = http::percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value || !is_valid_utf8(*name) || !is_valid_utf8(*value)) return std::nullopt;
    if (pairs.size() == kMostPairs) return std::nullopt;
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

std::string write_form(const Pairs& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out += '&';
    append_encoded(name, out);
    out += '=';
    append_encoded(value, out);
  }
  return out;
}

std::string_view value_in(const Pairs& pairs, std::string_view name) {
  for (const auto& [known, value] : pairs)
    if (known == name && !trim(value).empty()) return trim(value);
  return {};
}

std::vector<std::string> comma_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    if (const auto item = trim(text.substr(0, end)); !item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return items;
}

Pairs attributes_in(const Pairs& pairs) {
  Pairs found;
  for (const auto& [name, value] : pairs) {
    if (!name.starts_with(kAttribute) || trim(value).empty()) continue;
    const auto rest = std::string_view(name).substr(kAttribute.size());
    const auto close = rest.find(']');
    if (close == std::string_view::npos) continue;
    found.emplace_back(std::string(rest.substr(0, close)), std::string(trim(value)));
  }
  return found;
}

}  // namespace linli::open311
