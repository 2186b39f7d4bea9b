#include "base/pinyin.hpp"

#include <gtest/gtest.h>

namespace linli {
namespace {

TEST(PinyinOf, NamesAreFoundBySyllablesInitialsAndBothMixed) {
  Pinyin pinyin;
  const auto name = pinyin.read("解放社区");
  for (const auto* typed : {"解放", "jiefang", "jfsq", "jiefsq", "fang", "shequ", "jiefangshequ", "sq"})
    EXPECT_TRUE(name.matches(typed)) << typed;
  for (const auto* typed : {"j", "jfx", "iefang", "春秋", "jiefangx", ""}) EXPECT_FALSE(name.matches(typed)) << typed;
}

TEST(PinyinOf, CharactersOfTwoReadingsAreFoundByEither) {
  Pinyin pinyin;
  EXPECT_TRUE(pinyin.read("长葛路").matches("changge"));
  EXPECT_TRUE(pinyin.read("长葛路").matches("zhangge"));
  EXPECT_TRUE(pinyin.read("绿地").matches("lvdi"));
  EXPECT_TRUE(pinyin.read("建设银行").matches("jsyh"));
}

TEST(PinyinOf, LettersAndDigitsReadAsThemselves) {
  Pinyin pinyin;
  EXPECT_TRUE(pinyin.read("A8小区").matches("a8xq"));
  EXPECT_TRUE(pinyin.read("解放社区第3网格").matches("d3wg"));
}

TEST(PinyinOf, RubbishIsReadWithoutHarm) {
  Pinyin pinyin;
  EXPECT_FALSE(pinyin.read("\xff\xfe").matches("ab"));
  EXPECT_FALSE(pinyin.read("").matches("ab"));
  EXPECT_TRUE(pinyin.read(std::string(300, 'a')).matches(std::string(40, 'a')));
}

}  // namespace
}  // namespace linli
