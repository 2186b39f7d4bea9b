#include "modules/areas/address_index.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace linli::areas {
namespace {

constexpr std::size_t kLooked = 48;  // entries with the most pairs in common that are scored in full
constexpr double kWorthNaming = 0.3;

std::u32string code_points(std::string_view text) {
  std::u32string points;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    UChar32 point = 0;
    U8_NEXT(bytes, i, size, point);
    if (point > 0) points.push_back(static_cast<char32_t>(point));
  }
  return points;
}

// Pairs of neighbours, each once; a single character counts as a pair with itself.
std::vector<std::uint64_t> pairs_of(std::u32string_view points) {
  std::vector<std::uint64_t> pairs;
  if (points.size() == 1) pairs.push_back((std::uint64_t{points[0]} << 32) | points[0]);
  for (std::size_t i = 1; i < points.size(); ++i) {
    pairs.push_back((std::uint64_t{points[i - 1]} << 32) | points[i]);
  }
  std::ranges::sort(pairs);
  const auto rest = std::ranges::unique(pairs);
  pairs.erase(rest.begin(), rest.end());
  return pairs;
}

bool is_noise(char32_t c) {
  constexpr std::u32string_view kNoise = U" \t,.;:()[]{}<>\"'、，。；：（）【】《》“”‘’·-—_/\\#";
  return kNoise.find(c) != std::u32string_view::npos;
}

void append_utf8(std::string& out, char32_t point) {
  std::array<std::uint8_t, 4> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(point));
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

bool is_number(char32_t c) {
  constexpr std::u32string_view kChinese = U"零一二三四五六七八九十百";
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || kChinese.find(c) != std::u32string_view::npos;
}

// Where `3号楼2单元501` begins, if the text ends so: a number and a word for a part of a courtyard, then whatever.
std::size_t start_of_inner_part(std::u32string_view points) {
  constexpr std::array<std::u32string_view, 6> kParts{U"号楼", U"栋", U"幢", U"单元", U"号门", U"座"};
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (!is_number(points[i - 1])) continue;
    const auto rest = points.substr(i);
    if (std::ranges::none_of(kParts, [&](auto part) { return rest.starts_with(part); })) continue;
    auto start = i - 1;
    while (start > 0 && is_number(points[start - 1])) --start;
    return start;
  }
  return points.size();
}

// How many of the sorted `pairs` stand in the sorted `others`.
std::size_t shared(const std::vector<std::uint64_t>& pairs, const std::vector<std::uint64_t>& others) {
  std::size_t count = 0;
  auto other = others.begin();
  for (const auto pair : pairs) {
    other = std::lower_bound(other, others.end(), pair);
    if (other != others.end() && *other == pair) ++count;
  }
  return count;
}

// Both sides count: a short name within a long address, and a few typed characters of a long name.
double likeness(const std::vector<std::uint64_t>& asked, const std::vector<std::uint64_t>& key) {
  if (asked.empty() || key.empty()) return 0;
  const auto common = static_cast<double>(shared(asked, key));
  return 0.55 * common / static_cast<double>(key.size()) + 0.45 * common / static_cast<double>(asked.size());
}

// 1 only for the very name; containing it, or beginning it, says more than a share of pairs.
double likeness_of_text(const std::string& asked, const std::string& name, const std::string& address) {
  if (asked == name) return 1;
  const auto pairs = pairs_of(code_points(asked));
  auto best =
      std::max(likeness(pairs, pairs_of(code_points(name))), 0.95 * likeness(pairs, pairs_of(code_points(address))));
  if (!name.empty() && asked.contains(name)) best = std::max(best, 0.8);
  if (name.starts_with(asked)) best = std::max(best, 0.75);
  return std::min(best, 0.99);
}

void erase_all(std::string& text, std::string_view part) {
  if (part.empty()) return;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) text.erase(at, part.size());
}

}  // namespace

std::string normalise_address(std::string_view text) {
  std::u32string points;
  for (auto point : code_points(normalise_width(text))) {
    if (is_noise(point)) continue;
    if (point >= U'A' && point <= U'Z') point += U'a' - U'A';
    points.push_back(point);
  }
  const auto inner = start_of_inner_part(points);
  if (inner >= 2) points.resize(inner);  // `3号楼` alone is all there is
  std::string out;
  for (const auto point : points) append_utf8(out, point);
  return out;
}

AddressIndex::AddressIndex(const std::vector<Entry>& entries, const std::vector<std::string>& everywhere) {
  for (const auto& name : everywhere) everywhere_.push_back(normalise_address(name));
  for (const auto& entry : entries) {
    const auto number = static_cast<std::uint32_t>(entries_.size());
    Known known{entry.owner, normalise_address(entry.name), normalise_address(entry.address), {}};
    for (const auto& name : entry.above) known.above.push_back(normalise_address(name));
    auto pairs = pairs_of(code_points(known.name));
    for (const auto pair : pairs_of(code_points(known.address))) pairs.push_back(pair);
    std::ranges::sort(pairs);
    const auto rest = std::ranges::unique(pairs);
    pairs.erase(rest.begin(), rest.end());
    for (const auto pair : pairs) postings_[pair].push_back(number);
    entries_.push_back(std::move(known));
  }
}

std::string AddressIndex::without_everywhere(std::string text) const {
  for (const auto& name : everywhere_) {
    if (text.size() > name.size()) erase_all(text, name);
  }
  return text;
}

double AddressIndex::score(const std::string& asked, const Known& entry) const {
  // What names the areas above points at this entry rather than another of the same name.
  auto own = asked;
  double above = 0;
  for (const auto& name : entry.above) {
    if (name.empty() || own.size() <= name.size() || !own.contains(name)) continue;
    erase_all(own, name);
    above += 0.1;
  }
  auto best = likeness_of_text(own, entry.name, entry.address);
  if (above > 0) best = std::max(best, likeness_of_text(asked, entry.name, entry.address));
  return best >= 1 ? 1 : std::min(0.99, best + above);
}

std::vector<AddressIndex::Match> AddressIndex::find(std::string_view text, std::size_t limit) const {
  const auto asked = without_everywhere(normalise_address(text));
  std::unordered_map<std::uint32_t, std::uint32_t> common;
  for (const auto pair : pairs_of(code_points(asked))) {
    const auto found = postings_.find(pair);
    if (found == postings_.end()) continue;
    for (const auto entry : found->second) ++common[entry];
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> most(common.begin(), common.end());
  const auto looked = std::min(kLooked, most.size());
  std::ranges::partial_sort(most, most.begin() + static_cast<std::ptrdiff_t>(looked), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  std::vector<Match> matches;
  for (std::size_t i = 0; i < looked; ++i) {
    const auto& entry = entries_[most[i].first];
    const auto points = score(asked, entry);
    if (points >= kWorthNaming) matches.push_back({entry.owner, points});
  }
  std::ranges::sort(
      matches, [](const auto& a, const auto& b) { return a.score != b.score ? a.score > b.score : a.owner < b.owner; });
  if (matches.size() > limit) matches.resize(limit);
  return matches;
}

}  // namespace linli::areas
