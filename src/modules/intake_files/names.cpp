#include "modules/intake_files/names.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"

namespace linli::intake_files {
namespace {

// Common ideographs (U+4000–U+9FFF) are their own NFKC.
bool is_stable(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const bool ideograph = lead >= 0xE4 && lead <= 0xE9 && i + 2 < text.size();
    if (!ideograph && (lead < 0x20 || lead >= 0x7F)) return false;
    i += ideograph ? 3 : 1;
  }
  return true;
}

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> out;
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), i, size, c);
    out.push_back(static_cast<char32_t>(c));
  }
  return out;
}

void append_utf8(std::string& out, UChar32 c) {
  std::array<char, U8_MAX_LENGTH> buffer{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer.data(), length, c);
  out.append(buffer.data(), static_cast<std::size_t>(length));
}

bool is_wide_alphanumeric(UChar32 c) {
  return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
}

bool is_invisible(UChar32 c) { return c < 0x20 || c == 0x7F || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF; }

}  // namespace

std::string clean_text(std::string_view text) {
  text = trim(text);
  // An export puts an apostrophe before what a spreadsheet would run as a formula.
  if (text.size() > 1 && text[0] == '\'' && std::string_view("=+-@").find(text[1]) != std::string_view::npos)
    text.remove_prefix(1);
  if (is_stable(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), i, size, c);
    if (c == '\n' || c == '\r' || c == '\t' || c == 0x3000 || c == 0xA0) c = ' ';
    if (is_invisible(c)) continue;
    append_utf8(out, is_wide_alphanumeric(c) ? c - 0xFEE0 : c);
  }
  return std::string(trim(out));
}

std::string name_key(std::string_view text) {
  std::string wide;
  if (!is_stable(text)) {
    wide = normalise_width(text);
    text = wide;
  }
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == ' ' || (static_cast<unsigned char>(c) < 0x20)) continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

std::string_view name_stem(std::string_view key) {
  constexpr std::array<std::string_view, 12> kEndings{"社区居民委员会", "社区居委会", "居民委员会", "村民委员会",
                                                      "街道办事处",     "居委会",     "村委会",     "办事处",
                                                      "社区",           "街道",       "村",         "镇"};
  for (const auto ending : kEndings) {
    if (key.size() > ending.size() && key.ends_with(ending)) return key.substr(0, key.size() - ending.size());
  }
  return key;
}

bool means_unknown(std::string_view text) {
  constexpr std::array<std::string_view, 16> kWords{"不详", "无", "暂无", "未知", "不清楚", "待定", "待核实", "待补",
                                                    "-",    "--", "—",    "/",    "\\",     "n/a",  "无数据", "null"};
  const auto key = name_key(text);
  return std::ranges::find(kWords, key) != kWords.end() || key == "——";
}

std::vector<std::string_view> split_list(std::string_view text) {
  constexpr std::array<std::string_view, 8> kSeparators{"、", ",", "\uFF0C", ";", "\uFF1B", "\n", "\r", "|"};
  std::vector<std::string_view> out;
  std::size_t start = 0;
  auto take = [&](std::size_t end) {
    if (const auto item = trim(text.substr(start, end - start)); !item.empty()) out.push_back(item);
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    const auto* separator = std::ranges::find_if(kSeparators, [&](auto s) { return rest.starts_with(s); });
    if (separator == kSeparators.end()) {
      ++i;
      continue;
    }
    take(i);
    i += separator->size();
    start = i;
  }
  take(text.size());
  return out;
}

int edit_distance(std::string_view a, std::string_view b) {
  const auto from = code_points(a);
  const auto to = code_points(b);
  std::vector<int> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= from.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[to.size()];
}

std::vector<std::string> nearest_names(std::string_view key, std::span<const std::string> names, std::size_t count) {
  std::vector<std::pair<int, const std::string*>> ranked;
  const auto length = static_cast<int>(length_utf8(key));
  for (const auto& name : names) {
    // The same stem under another ending is nearer than any slip of the pen.
    const bool same_stem = name_stem(key) == name_stem(name);
    const int distance = same_stem ? 0 : edit_distance(key, name);
    if (distance * 2 <= length) ranked.emplace_back(distance, &name);
  }
  std::ranges::sort(ranked, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : *a.second < *b.second;
  });
  std::vector<std::string> out;
  for (const auto& [distance, name] : ranked) {
    if (out.size() == count) break;
    out.push_back(*name);
  }
  return out;
}

}  // namespace linli::intake_files
