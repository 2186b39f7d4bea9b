#include "base/text_tokens.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace linli {
namespace {

using Tokens = std::vector<std::string>;

// In order of bytes, as the index gives them.
Tokens sorted(Tokens tokens) {
  std::ranges::sort(tokens);
  return tokens;
}

bool finds(std::string_view typed, std::string_view text) {
  const auto tokens = index_tokens(text);
  const auto folded = fold_text(text);
  return std::ranges::all_of(parse_search(typed), [&](const SearchWord& word) {
    const bool has_all = std::ranges::all_of(word.tokens, [&](const SearchToken& wanted) {
      return std::ranges::any_of(tokens, [&](const std::string& token) {
        return wanted.begins ? token.starts_with(wanted.token) : token == wanted.token;
      });
    });
    return has_all && (word.proven || folded.contains(word.text));
  });
}

TEST(TextTokens, HanRunsBecomePairsAndTheirLastCharacter) {
  EXPECT_EQ(index_tokens("停水漏水"), sorted({"停水", "水漏", "漏水", "水"}));
  EXPECT_EQ(index_tokens("水"), sorted({"水"}));
}

TEST(TextTokens, LettersAndDigitsAreOneWordInAnyWidthAndCase) {
  EXPECT_EQ(index_tokens("Ａ１栋，LED路灯"), sorted({"a1", "栋", "led", "路灯", "灯"}));
}

TEST(TextTokens, PunctuationAndPrivateCharactersNeverStandInATokenOrJoinTwo) {
  EXPECT_EQ(index_tokens("停。水"), sorted({"停", "水"}));
  EXPECT_EQ(index_tokens("\uE000abc\""), sorted({"abc"}));
  EXPECT_TRUE(index_tokens("  ，。!\"'*()").empty());
}

TEST(TextTokens, RareHanOutsideTheFirstPlaneIsHan) { EXPECT_EQ(index_tokens("𠮷家"), sorted({"𠮷家", "家"})); }

TEST(TextTokens, BytesThatAreNoTextAreGaps) { EXPECT_NO_THROW((void)index_tokens("\xff\xfe停水\xc3")); }

TEST(TextTokens, WhatIsTypedFindsWhatWasWritten) {
  const std::string text = "3号楼2单元自来水停了两天，电话13800001234，LED灯不亮";
  EXPECT_TRUE(finds("自来水", text));
  EXPECT_TRUE(finds("停了 单元", text));
  EXPECT_TRUE(finds("3号楼", text));
  EXPECT_TRUE(finds("1380000", text));
  EXPECT_TRUE(finds("水", text));
  EXPECT_TRUE(finds("led", text));
  EXPECT_TRUE(finds("ＬＥＤ灯", text));
}

TEST(TextTokens, PairsThatStandApartAreNotTheWord) {
  EXPECT_FALSE(finds("自来水停水", "自来水停了，水停水又来"));
  EXPECT_FALSE(finds("楼3号", "3号楼"));
}

TEST(TextTokens, NothingTypedIsNoWord) {
  EXPECT_TRUE(parse_search(" 　，。").empty());
  EXPECT_EQ(parse_search("一 二 三 四 五 六 七 八 九 十").size(), kMostSearchWords);
}

}  // namespace
}  // namespace linli
