#include "app/demo/names.hpp"

#include <fmt/core.h>

#include <array>
#include <string_view>

namespace linli::app::demo {
namespace {

using std::string_view;

constexpr std::array<string_view, kSubdistricts> kSubdistrictNames{"东关", "西湖", "南城", "北关", "望月", "清河",
                                                                   "长桥", "文昌", "新兴", "高岗", "柳林", "七里"};
constexpr std::array<string_view, 24> kCommunityStems{"解放", "建设", "和平", "新民", "友谊", "青年", "向阳", "东风",
                                                      "健康", "团结", "幸福", "光明", "春风", "运河", "文庙", "学府",
                                                      "莲池", "仓前", "钟楼", "铁西", "南海", "前进", "裕丰", "双井"};
constexpr std::array<string_view, 6> kCommunityEndings{"", "东", "西", "南", "北", "一"};
constexpr std::array<string_view, 40> kCourtyardStems{
    "锦绣", "阳光", "滨河", "丽景", "瑞丰", "翠园", "金桂", "梧桐", "银杏", "香樟", "海棠", "玉兰", "清风", "明月",
    "朝晖", "晨光", "和顺", "安泰", "永宁", "福星", "康乐", "春晓", "枫林", "荷塘", "桃源", "杏林", "松鹤", "竹苑",
    "梅岭", "兰亭", "紫薇", "芳草", "碧波", "云锦", "长青", "四季", "百合", "望湖", "临江", "观澜"};
constexpr std::array<string_view, 10> kNewEndings{"花园", "新村", "家园", "小区", "华庭",
                                                  "公寓", "雅苑", "新城", "名邸", "佳苑"};
constexpr std::array<string_view, 8> kOldUnits{"纺织厂",   "二中",   "粮食局", "电机厂",
                                               "人民医院", "供销社", "邮电局", "建筑公司"};
constexpr std::array<string_view, 30> kSurnames{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",
                                                "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗",
                                                "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧"};
constexpr std::array<string_view, 24> kGivenNames{"建国", "秀英", "海涛", "志远", "丽华", "敏",   "强",   "红梅",
                                                  "文静", "国栋", "春燕", "立新", "晓东", "淑芬", "永刚", "桂兰",
                                                  "思源", "佳慧", "明哲", "雨桐", "振华", "玉珍", "凯",   "静怡"};
constexpr std::array<string_view, 12> kStreets{"建设路", "解放路", "文化路", "劳动路", "人民路", "新华街",
                                               "八一路", "五一路", "学院街", "健康街", "湖滨路", "工农路"};

}  // namespace

std::string subdistrict_name(int index) {
  const auto i = static_cast<std::size_t>(index);
  const auto round = i / kSubdistrictNames.size();
  // After the twelve names come numbered ones: models with more subdistricts must not run out.
  return fmt::format("{}{}街道", kSubdistrictNames[i % kSubdistrictNames.size()],
                     round == 0 ? "" : std::to_string(round + 1));
}

std::string community_name(int index) {
  const auto i = static_cast<std::size_t>(index);
  const auto round = i / (kCommunityStems.size() * kCommunityEndings.size());
  return fmt::format("{}{}{}社区", kCommunityStems[i % kCommunityStems.size()],
                     kCommunityEndings[(i / kCommunityStems.size()) % kCommunityEndings.size()],
                     round == 0 ? "" : std::to_string(round + 1));
}

std::string courtyard_name(int index, Random& random) {
  const auto i = static_cast<std::size_t>(index);
  // Every sixth is an old unit's yard: those carry their street and number.
  if (i % 6 == 5) return fmt::format("{}家属院{}号", random.pick(kOldUnits), i / 6 + 1);
  const auto stem = kCourtyardStems[i % kCourtyardStems.size()];
  const auto ending = kNewEndings[(i / kCourtyardStems.size()) % kNewEndings.size()];
  const auto phase = i / (kCourtyardStems.size() * kNewEndings.size());
  constexpr std::array<string_view, 4> kPhases{"", "二期", "三期", "四期"};
  return fmt::format("{}{}{}", stem, ending, kPhases[phase % kPhases.size()]);
}

std::string person_name(Random& random) {
  return fmt::format("{}{}", random.pick(kSurnames), random.pick(kGivenNames));
}

std::string street_name(Random& random) { return std::string(random.pick(kStreets)); }

}  // namespace linli::app::demo
