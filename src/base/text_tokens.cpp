#include "base/text_tokens.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace linli {
namespace {

enum class RunKind { Gap, Han, Word };

// Longer ones are cut: nobody searches for the end of a hash.
constexpr std::size_t kLongestToken = 64;

struct Run {
  RunKind kind = RunKind::Gap;
  std::vector<std::size_t> starts;  // of characters, and the end
  [[nodiscard]] std::size_t size() const { return starts.size() - 1; }
};

RunKind kind_of(UChar32 c) {
  constexpr UChar32 kFirstHan = 0x4E00;
  constexpr UChar32 kLastHan = 0x9FFF;
  if (c >= kFirstHan && c <= kLastHan) return RunKind::Han;
  if (c < 0x80) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    return word ? RunKind::Word : RunKind::Gap;
  }
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0) return RunKind::Han;
  return u_isalnum(c) != 0 || u_charType(c) == U_NON_SPACING_MARK ? RunKind::Word : RunKind::Gap;
}

UChar32 next_character(std::string_view text, std::size_t& at) {
  UChar32 c = 0;
  auto index = static_cast<std::int64_t>(at);
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), index, static_cast<std::int64_t>(text.size()), c);
  at = static_cast<std::size_t>(index);
  return c;
}

// The runs of a folded text, gaps included.
std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  for (std::size_t at = 0; at < text.size();) {
    const auto start = at;
    const auto kind = kind_of(next_character(text, at));
    if (runs.empty() || runs.back().kind != kind) runs.push_back({kind, {start}});
    runs.back().starts.push_back(at);
  }
  return runs;
}

std::string_view piece(std::string_view text, const Run& run, std::size_t first, std::size_t count) {
  return text.substr(run.starts[first], run.starts[first + count] - run.starts[first]);
}

std::string_view whole(std::string_view text, const Run& run) {
  auto word = piece(text, run, 0, run.size());
  if (word.size() <= kLongestToken) return word;
  word = word.substr(0, kLongestToken);
  while (!word.empty() && !is_valid_utf8(word)) word.remove_suffix(1);
  return word;
}

void add_run(std::string_view text, const Run& run, std::vector<std::string>& tokens) {
  if (run.kind == RunKind::Word) tokens.emplace_back(whole(text, run));
  if (run.kind != RunKind::Han) return;
  for (std::size_t i = 0; i + 1 < run.size(); ++i) tokens.emplace_back(piece(text, run, i, 2));
  tokens.emplace_back(piece(text, run, run.size() - 1, 1));
}

void look_for_run(std::string_view text, const Run& run, SearchWord& word) {
  if (run.kind == RunKind::Word) {
    word.tokens.push_back({std::string(whole(text, run)), true});
  } else if (run.size() == 1) {
    word.tokens.push_back({std::string(piece(text, run, 0, 1)), true});
  } else {
    for (std::size_t i = 0; i + 1 < run.size(); ++i)
      word.tokens.push_back({std::string(piece(text, run, i, 2)), false});
  }
}

}  // namespace

std::string fold_text(std::string_view text) {
  const auto wide = normalise_width(text);
  std::string folded;
  folded.reserve(wide.size());
  for (std::size_t at = 0; at < wide.size();) {
    const auto start = at;
    const auto c = next_character(wide, at);
    if (c < 0x80) {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
      continue;
    }
    const auto lower = u_foldCase(c, U_FOLD_CASE_DEFAULT);
    if (lower == c) {
      folded.append(wide, start, at - start);
      continue;
    }
    std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, lower);
    folded.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
  }
  return folded;
}

std::vector<std::string> index_tokens(std::string_view text) {
  const auto folded = fold_text(text);
  std::vector<std::string> tokens;
  tokens.reserve(folded.size() / 2);
  for (const auto& run : runs_of(folded)) add_run(folded, run, tokens);
  std::ranges::sort(tokens);
  const auto repeated = std::ranges::unique(tokens);
  tokens.erase(repeated.begin(), repeated.end());
  return tokens;
}

std::vector<SearchWord> parse_search(std::string_view typed) {
  const auto folded = fold_text(typed);
  std::vector<SearchWord> words;
  bool open = false;
  for (const auto& run : runs_of(folded)) {
    if (run.kind == RunKind::Gap) {
      open = false;
      continue;
    }
    if (!open && words.size() == kMostSearchWords) break;
    if (!open) words.emplace_back();
    open = true;
    words.back().text += piece(folded, run, 0, run.size());
    look_for_run(folded, run, words.back());
  }
  for (auto& word : words) word.proven = word.tokens.size() == 1;
  return words;
}

}  // namespace linli
