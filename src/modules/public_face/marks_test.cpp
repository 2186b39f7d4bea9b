#include "modules/public_face/marks.hpp"

#include <gtest/gtest.h>

namespace linli::public_face {
namespace {

std::string kinds_in(std::string_view text, std::vector<std::string> names = {}) {
  std::string said;
  for (const auto& mark : marks_in(text, names))
    said += (said.empty() ? "" : " ") + std::string(to_string(mark.kind)) + ":" + mark.text;
  return said;
}

struct Row {
  const char* text;
  const char* marks;
};

TEST(Marks, FindWhatTellsWhoSomebodyIsOrWhereTheyLive_R196) {
  const Row rows[] = {
      {"请打13800138000联系", "phone:13800138000"},
      {"电话 138 0013 8000。", "phone:138 0013 8000"},
      {"１３８００１３８０００", "phone:１３８００１３８０００"},
      {"座机0374-2331234有人接", "phone:0374-2331234"},
      {"打2331234", "phone:2331234"},
      {"身份证41100219800101123X", "number:41100219800101123X"},
      {"卡号6222021702001234567", "number:6222021702001234567"},
      {"写信到 li.ming@example.cn", "mail:li.ming@example.cn"},
      {"豫K12345堵门", "plate:豫K12345"},
      {"3号楼2单元501室漏水", "door:3号楼2单元501室"},
      {"三号楼东户", "door:三号楼东户"},
      {"B座1203室", "door:B座1203室"},
      {"3-2-501门口", "door:3-2-501"},
      {"住301户的", "door:301户"},
      {"王大爷反映", "name:王大爷"},
      {"张建国老师说", "name:张建国老师"},
      {"老李家门口", "name:老李"},
  };
  for (const auto& row : rows) EXPECT_EQ(kinds_in(row.text), row.marks) << row.text;
}

TEST(Marks, LeaveOrdinaryWordsAlone) {
  for (const auto* text :
       {"路灯三天不亮，已更换灯泡。", "12号停水，13号恢复", "共清运垃圾30车", "2026年11月30日处理完毕",
        "东门和西门的垃圾桶", "用户反映水压低", "十户居民受影响", "坐302路公交", "更换井盖2个，用时40分钟"})
    EXPECT_EQ(kinds_in(text), "") << text;
}

TEST(Marks, FindTheNameThatTheCaseKnows) {
  EXPECT_EQ(kinds_in("欧阳明月家的灯", {"欧阳明月"}), "name:欧阳明月");
  EXPECT_EQ(kinds_in("明月当空", {"月"}), "") << "one character is no name";
}

TEST(Marks, CountInCodePointsAndDoNotOverlap) {
  const auto marks = marks_in("🙂电话13800138000，住3号楼");
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_EQ(marks[0].from, 3U);
  EXPECT_EQ(marks[0].length, 11U);
  EXPECT_EQ(marks[1].text, "3号楼");
}

TEST(Marks, AreMaskedInTheProposalSoThatNothingIsMarkedInIt) {
  const std::vector<std::string> names{"赵四"};
  const auto text = masked("赵四(13800138000)说3号楼501室漏水", names);
  EXPECT_EQ(text, "[姓名]([电话])说[门牌]漏水");
  EXPECT_TRUE(marks_in(text, names).empty());
}

TEST(Marks, TakeBrokenAndEmptyText) {
  EXPECT_TRUE(marks_in("").empty());
  EXPECT_TRUE(marks_in("\xff\xfe").empty());
}

}  // namespace
}  // namespace linli::public_face
