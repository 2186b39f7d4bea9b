#include "modules/people/book.hpp"

#include <gtest/gtest.h>

namespace linli::people {
namespace {

constexpr std::string_view kHead = R"(
lookups_per_hour = 10
minor_age = 14
code_hours = 24
code_tries = 5
request_days = 15
[[never]]
words = ["宗教", "religion", "hiv"]
reason = ["宗教信仰是敏感个人信息", "Religion is sensitive"]
source = "个人信息保护法 28 条"
)";

std::string with(std::string_view more) { return std::string(kHead) + std::string(more); }

std::string field(std::string_view name, std::string_view zh, std::string_view en) {
  return with("[[field]]\nname = \"" + std::string(name) + "\"\nlabel = [\"" + std::string(zh) + "\", \"" +
              std::string(en) +
              "\"]\npurpose = [\"用\", \"use\"]\nbasis = \"consent\"\nlaw = \"13\"\nkeep_months = "
              "6\ncertainty = \"L\"\n");
}

TEST(PeopleBook, SaysOfEachFieldWhatForOnWhatBasisAndHowLong) {  // R230–R268, PIPL 13, 19
  const auto book = Book::shipped();
  for (const std::string_view name :
       {"name", "birth", "id_number", "phone", "health", "hardship", "contacts", "tags", "residence", "visits"}) {
    const auto* found = book->field(name);
    ASSERT_NE(found, nullptr) << name;
    EXPECT_FALSE(found->purpose.zh.empty());
    EXPECT_FALSE(found->law.empty());
    EXPECT_GT(found->keep_months, 0);
  }
  EXPECT_TRUE(book->field("id_number")->sealed);
  EXPECT_EQ(book->minor_age, 14);
}

TEST(PeopleBook, RefusesAFieldThatMustNotBeCollectedAndNamesTheSource) {
  for (const auto& text : {field("religion", "信教", "Belief"), field("x1", "宗教信仰", "Faith of a person"),
                           with("[[tag]]\ncode = \"t\"\nlabel = [\"宗教人士\", \"clergy\"]\n")}) {
    const auto book = Book::parse(text);
    ASSERT_FALSE(book.has_value());
    ASSERT_FALSE(book.error().faults.empty());
    EXPECT_TRUE(book.error().faults.front().reason.zh.contains("个人信息保护法 28 条"))
        << book.error().faults.front().reason.zh;
    EXPECT_TRUE(book.error().faults.front().row.has_value());
  }
}

TEST(PeopleBook, TakesAWordOfLettersForItselfOnly) {
  EXPECT_TRUE(Book::parse(field("archive", "档案", "Archive")).has_value());
  EXPECT_FALSE(Book::parse(field("hiv_state", "状态", "State")).has_value());
}

TEST(PeopleBook, WantsPurposeBasisLawAndTime) {
  EXPECT_FALSE(Book::parse(with("[[field]]\nname = \"a\"\nlabel = [\"甲\", \"A\"]\n")).has_value());
  auto text = field("a", "甲", "A");
  text.replace(text.find("\"consent\""), 9, "\"because\"");
  EXPECT_FALSE(Book::parse(text).has_value());
}

TEST(PeopleBook, ForbidsWhatIsNeverCollected) {
  const auto book = Book::shipped();
  for (const std::string_view words : {"宗教信仰", "人脸照片", "艾滋病感染者", "精神障碍患者", "社区矫正对象",
                                       "吸毒人员", "重点人员", "Religion", "fingerprint", "watch list", "whereabouts"})
    EXPECT_NE(book->forbids(words), nullptr) << words;
  for (const std::string_view words : {"独居老人", "低保", "残疾人", "archive", "surface"})
    EXPECT_EQ(book->forbids(words), nullptr) << words;
}

}  // namespace
}  // namespace linli::people
