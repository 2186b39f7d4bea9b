// The table of headings, Chinese and English. A new way of heading a column is one more word here.

#include <algorithm>
#include <array>
#include <unordered_map>

#include "modules/intake_files/fields.hpp"
#include "modules/intake_files/names.hpp"

namespace linli::intake_files {
namespace {

struct Words {
  Concept meaning;
  std::string_view words;  // separated by spaces; compared as heading_key
};

constexpr Words kWords[] = {
    {Concept::Subdistrict,
     "街道 街道名称 所属街道 所在街道 街道乡镇 乡镇街道 乡镇 镇街 街镇 街道办 街道办事处 所属街道办 所属乡镇 乡镇名称 "
     "镇 "
     "subdistrict subdistrictname street streetname town township subname"},
    {Concept::SubdistrictCode, "街道代码 街道编码 街道区划代码 乡镇代码 乡镇编码 subdistrictcode streetcode"},
    {Concept::Community,
     "社区 社区名称 所属社区 所在社区 社区名 社区村 村居 村社区 居委会 社区居委会 村居名称 所属村居 行政村 村 居村委 "
     "community communityname neighbourhood"},
    {Concept::CommunityCode, "社区代码 社区编码 社区区划代码 村居代码 村居编码 communitycode"},
    {Concept::Courtyard,
     "小区 小区名称 小区名 所属小区 所在小区 院落 院落名称 庭院 庭院名称 楼院 楼院名称 小区院落 小区院落名称 居民小区 "
     "住宅小区 住宅小区名称 物业小区 courtyard courtyardname estate estatename compound"},
    {Concept::CourtyardCode, "小区代码 小区编码 院落代码 院落编码 courtyardcode"},
    {Concept::Building,
     "楼栋 楼栋名称 楼栋号 楼号 栋号 幢号 楼幢 楼幢号 幢 栋 楼 楼栋名 building buildingname buildingno"},
    {Concept::BuildingCode, "楼栋代码 楼栋编码 楼栋编号 buildingcode"},
    {Concept::Grid, "网格 网格名称 网格名 所属网格 grid gridname"},
    {Concept::GridCode, "网格编码 网格代码 网格编号 网格号 gridcode"},
    {Concept::Body,
     "单位 单位名称 部门 部门名称 机构 机构名称 组织名称 责任单位 承办单位 body organisation organization department"},
    {Concept::Name, "名称 名字 全称 name title"},
    {Concept::Code, "代码 编码 区划代码 行政区划代码 统计用区划代码 区划编码 行政区划编码 code"},
    {Concept::Households, "户数 实有户数 居民户数 总户数 住户数 常住户数 家庭户数 居民户 户数合计 households"},
    {Concept::Kind, "类型 类别 性质 小区类型 小区性质 院落类型 房屋类型 单位类型 机构类型 单位性质 kind type"},
    {Concept::Address,
     "地址 详细地址 坐落 门牌地址 小区地址 院落地址 办公地址 地点 具体地址 诉求地址 事发地址 事发地点 发生地点 "
     "问题地点 反映地址 address"},
    {Concept::BuiltYear, "建成年份 建成年代 建设年份 建设年代 建造年份 建成时间 竣工年份 建成年 builtyear yearbuilt"},
    {Concept::Lon, "经度 x x坐标 东经 坐标x lon lng longitude"},
    {Concept::Lat, "纬度 y y坐标 北纬 坐标y lat latitude"},
    {Concept::Position, "坐标 经纬度 位置坐标 定位坐标 经纬度坐标 coordinates position"},
    {Concept::Steward, "网格员 网格员姓名 网格长 专职网格员 网格责任人 网格负责人 责任人 steward"},
    {Concept::Deputy, "副网格员 副网格长 副网格员姓名 兼职网格员 协管员 b岗 deputy"},
    {Concept::Phone,
     "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 网格员电话 网格员联系电话 办公电话 服务电话 phone mobile "
     "tel "
     "telephone"},
    {Concept::SupervisionPhone, "监督电话 投诉电话 监督投诉电话 supervisionphone"},
    {Concept::Members,
     "包含小区 包含小区院落 覆盖小区 覆盖范围 网格范围 包含院落 所含小区 所辖小区 小区列表 网格内小区 范围 包含楼栋 "
     "members"},
    {Concept::Layer, "网格层级 网格类型 网格类别 层级 layer"},
    {Concept::Areas, "服务范围 服务区域 管辖范围 辖区 服务社区 areas"},
    {Concept::CaseNumber, "工单编号 工单号 受理编号 受理号 诉求编号 事件编号 案件编号 casenumber ticket"},
    {Concept::ReceivedAt, "受理时间 受理日期 登记时间 接收时间 来电时间 上报时间 反映时间 received receivedat"},
    {Concept::Channel, "受理渠道 诉求来源 诉求渠道 来源 来源渠道 上报方式 渠道 channel source"},
    {Concept::Matter, "诉求分类 诉求类别 诉求类型 事项 事项分类 事项名称 问题分类 问题类型 事件类型 matter class"},
    {Concept::CaseText, "诉求内容 反映内容 问题描述 事件描述 诉求描述 反映问题 主要内容 内容 text description"},
    {Concept::LimitDays, "办结时限 办理时限 时限 承诺时限 limit limitdays"},
    {Concept::DueAt, "截止时间 截止日期 办理截止时间 办结截止时间 到期时间 应办结时间 答复截止时间 due dueat deadline"},
    {Concept::DoneAt, "办结时间 办结日期 办理完成时间 完成时间 doneat closed"},
    {Concept::Visit, "回访结果 回访情况 回访 是否解决 解决情况 visit"},
    {Concept::Rating, "满意度 满意度评价 评价 满意情况 rating satisfaction"},
    {Concept::PersonName, "姓名 居民姓名 人员姓名 居民 住户姓名 personname fullname residentname"},
    {Concept::IdNumber,
     "身份证号 身份证 身份证号码 公民身份号码 公民身份证号码 证件号 证件号码 idnumber idcard idno citizenid"},
    {Concept::Gender, "性别 gender sex"},
    {Concept::Birth, "出生日期 出生年月 出生年月日 生日 birth birthdate dateofbirth"},
    {Concept::Door,
     "单元门牌 门牌 门牌号 门牌号码 房号 房间号 户室 室号 单元房号 单元室号 门户号 住址 现住址 居住地址 door room "
     "apartment flat"},
    {Concept::Relation, "与户主关系 户主关系 和户主关系 家庭关系 relation relationtohead"},
    {Concept::Stay, "居住方式 居住类型 居住情况 人口类型 居住状态 stay residencetype"},
    {Concept::Since, "入住日期 入住时间 居住开始日期 来此居住日期 迁入日期 since movedin residentsince"},
    {Concept::Education, "文化程度 学历 教育程度 education"},
    {Concept::Tags, "服务标签 标签 关爱标签 服务类别 tags caretags"},
    {Concept::ContactName,
     "联系人 联系人姓名 诉求人 诉求人姓名 来电人 来电人姓名 反映人 反映人姓名 contact contactname"},
    {Concept::SentAt, "派单时间 派发时间 下派时间 交办时间 转办时间 退回时间 重办时间 sentat"},
    {Concept::SentBack,
     "是否退回 是否重办 是否退回/重办 是否退回重办 是否退回或重办 退回/重办 退回重办 是否退件 是否二次派单 重办 退回 "
     "sentback"},
    {Concept::SentReason, "退回原因 退回理由 退回意见 重办原因 重办意见 重办要求 sentreason"},
};

// Where a longer heading only contains one of these, it still speaks of that: 实有总户数, 网格员手机号.
struct Contained {
  std::string_view word;
  Concept meaning;
};
constexpr Contained kContained[] = {
    {"户数", Concept::Households},           {"经度", Concept::Lon},           {"纬度", Concept::Lat},
    {"监督电话", Concept::SupervisionPhone}, {"电话", Concept::Phone},         {"手机", Concept::Phone},
    {"建成年", Concept::BuiltYear},          {"网格编码", Concept::GridCode},  {"区划代码", Concept::Code},
    {"包含小区", Concept::Members},          {"小区名称", Concept::Courtyard}, {"社区名称", Concept::Community},
    {"街道名称", Concept::Subdistrict},      {"网格名称", Concept::Grid},      {"楼栋名称", Concept::Building},
};

const std::unordered_map<std::string_view, Concept>& exact_words() {
  static const auto map = [] {
    std::unordered_map<std::string_view, Concept> out;
    for (const auto& [meaning, words] : kWords) {
      for (std::size_t at = 0; at < words.size();) {
        const auto end = std::min(words.find(' ', at), words.size());
        out.emplace(words.substr(at, end - at), meaning);
        at = end + 1;
      }
    }
    return out;
  }();
  return map;
}

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out.push_back(c);
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

}  // namespace

std::string heading_key(std::string_view heading) {
  std::string key = name_key(heading);
  std::erase_if(key, [](char c) { return c == '*' || c == ':' || c == '_' || c == '-' || c == '.' || c == '#'; });
  auto bare = without_brackets(key);
  return bare.empty() ? key : bare;
}

std::optional<Concept> concept_of(std::string_view heading) {
  const auto key = heading_key(heading);
  const auto& words = exact_words();
  if (const auto found = words.find(key); found != words.end()) return found->second;
  // Longer texts are titles and remarks, not headings.
  if (key.size() > 36) return std::nullopt;
  for (const auto& [word, meaning] : kContained) {
    if (key.find(word) != std::string::npos) return meaning;
  }
  return std::nullopt;
}

}  // namespace linli::intake_files
