#pragma once
// Words of Chinese text for search. Two-character words are the common case, so a run of Han characters becomes its
// overlapping pairs (停水漏水 → 停水 水漏 漏水, and 水, so that the last character is found alone too); a run of
// letters and digits is one word. The same tokens go into both databases' indexes.

#include <string>
#include <string_view>
#include <vector>

namespace linli {

// As texts are compared: full-width and compatibility forms made usual, case folded. `A１栋` → `a1栋`.
[[nodiscard]] std::string fold_text(std::string_view text);

// The distinct tokens under which a text is found, in order of bytes. They hold letters, digits and Han characters
// only, so no text can produce a token that begins with a character of private use.
[[nodiscard]] std::vector<std::string> index_tokens(std::string_view text);

struct SearchToken {
  std::string token;
  bool begins = false;  // any token that begins so
  bool operator==(const SearchToken&) const = default;
};

// One word as somebody typed it: what has no space or punctuation inside.
struct SearchWord {
  std::string text;                 // folded
  std::vector<SearchToken> tokens;  // a text with this word has all of these
  bool proven = false;              // and one with all of these has the word: nothing to look up again
};
// At most that many; what is typed beyond is not looked for.
inline constexpr std::size_t kMostSearchWords = 8;
[[nodiscard]] std::vector<SearchWord> parse_search(std::string_view typed);

}  // namespace linli
