#include "base/text.hpp"

#include <gtest/gtest.h>

namespace linli {
namespace {

TEST(Utf8, TellsWellFormedFromBroken) {
  EXPECT_TRUE(is_valid_utf8("停水了 𠮷"));
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_FALSE(is_valid_utf8("\xc3\x28"));
  EXPECT_FALSE(is_valid_utf8(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_valid_utf8("\xed\xa0\x80"));
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(length_utf8("停水𠮷a"), 4u);
  EXPECT_EQ(prefix_utf8("停水𠮷a", 3), "停水𠮷");
  EXPECT_EQ(prefix_utf8("停水", 9), "停水");
  EXPECT_EQ(prefix_utf8("停水", 0), "");
}

TEST(Trim, TakesIdeographicSpacesToo) { EXPECT_EQ(trim("\u3000 解放社区\u00a0\n"), "解放社区"); }

TEST(NormaliseWidth, MakesFullWidthDigitsUsual) { EXPECT_EQ(normalise_width("３００户（老旧）Ａ"), "300户(老旧)A"); }

}  // namespace
}  // namespace linli
