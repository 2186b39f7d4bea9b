#include "modules/intake_files/fields.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace linli::intake_files {
namespace {

using enum Concept;

constexpr Concept kSubdistrict[] = {Subdistrict};
constexpr Concept kSubdistrictCode[] = {SubdistrictCode};
constexpr Concept kCommunity[] = {Community};
constexpr Concept kCommunityCode[] = {CommunityCode};
constexpr Concept kCourtyard[] = {Courtyard};
constexpr Concept kHouseholds[] = {Households};
constexpr Concept kKind[] = {Kind};
constexpr Concept kAddress[] = {Address};
constexpr Concept kBuiltYear[] = {BuiltYear};
constexpr Concept kLon[] = {Lon};
constexpr Concept kLat[] = {Lat};
constexpr Concept kPosition[] = {Position};
constexpr Concept kPhone[] = {Phone};
constexpr Concept kSubdistrictName[] = {Subdistrict, Name};
constexpr Concept kSubdistrictOwnCode[] = {SubdistrictCode, Code};
constexpr Concept kCommunityName[] = {Community, Name};
constexpr Concept kCommunityOwnCode[] = {CommunityCode, Code};
constexpr Concept kCourtyardName[] = {Courtyard, Name};
constexpr Concept kCourtyardOwnCode[] = {CourtyardCode, Code};
constexpr Concept kBuildingName[] = {Building, Name};
constexpr Concept kBuildingOwnCode[] = {BuildingCode, Code};
constexpr Concept kOutlineName[] = {Building, Courtyard, Name};
constexpr Concept kOutlineCode[] = {Code, CommunityCode, CourtyardCode, SubdistrictCode};
constexpr Concept kGridName[] = {Grid, Name};
constexpr Concept kGridOwnCode[] = {GridCode, Code};
constexpr Concept kMembers[] = {Members, Courtyard};
constexpr Concept kSteward[] = {Steward};
constexpr Concept kDeputy[] = {Deputy};
constexpr Concept kSupervisionPhone[] = {SupervisionPhone};
constexpr Concept kLayer[] = {Layer};
constexpr Concept kBodyName[] = {Body, Name};
constexpr Concept kAreas[] = {Areas, Community, Subdistrict};

constexpr FieldSpec kSubdistrictParent{"subdistrict", "所属街道", "subdistrict", false, false, kSubdistrict};
constexpr FieldSpec kSubdistrictParentCode{"subdistrict_code", "街道代码", "subdistrict code", false, false,
                                           kSubdistrictCode};
constexpr FieldSpec kCommunityParentCode{"community_code", "社区代码", "community code", false, false, kCommunityCode};
constexpr FieldSpec kHouseholdCount{"households", "户数", "households", false, false, kHouseholds};
constexpr FieldSpec kKindField{"kind", "类型", "kind", false, false, kKind};
constexpr FieldSpec kAddressField{"address", "地址", "address", false, false, kAddress};
constexpr FieldSpec kYearField{"built_year", "建成年份", "year built", false, false, kBuiltYear};
constexpr FieldSpec kLonField{"lon", "经度", "longitude", false, false, kLon};
constexpr FieldSpec kLatField{"lat", "纬度", "latitude", false, false, kLat};
constexpr FieldSpec kPositionField{"position", "经纬度(一格)", "longitude and latitude in one cell",
                                   false,      false,          kPosition};

constexpr FieldSpec kSubdistricts[] = {
    {"name", "街道名称", "name of the subdistrict", true, true, kSubdistrictName},
    {"code", "街道代码(9 位)", "code (9 digits)", false, true, kSubdistrictOwnCode},
};
constexpr FieldSpec kCommunities[] = {
    {"name", "社区名称", "name of the community", true, true, kCommunityName},
    {"code", "社区代码(12 位)", "code (12 digits)", false, true, kCommunityOwnCode},
    {"subdistrict", "所属街道", "subdistrict", false, true, kSubdistrict},
    kSubdistrictParentCode,
    kHouseholdCount,
    kAddressField,
};
constexpr FieldSpec kCourtyards[] = {
    {"name", "小区(院落)名称", "name of the courtyard", true, true, kCourtyardName},
    {"code", "小区代码", "code", false, true, kCourtyardOwnCode},
    {"community", "所属社区", "community", true, true, kCommunity},
    kCommunityParentCode,
    kSubdistrictParent,
    kHouseholdCount,
    kKindField,
    kYearField,
    kAddressField,
    kLonField,
    kLatField,
    kPositionField,
};
constexpr FieldSpec kBuildings[] = {
    {"name", "楼栋名称", "name of the building", true, true, kBuildingName},
    {"code", "楼栋代码", "code", false, true, kBuildingOwnCode},
    {"courtyard", "所属小区(院落)", "courtyard", true, true, kCourtyard},
    {"community", "所属社区", "community", false, true, kCommunity},
    kCommunityParentCode,
    kSubdistrictParent,
    kHouseholdCount,
    kKindField,
    kYearField,
    kAddressField,
    kLonField,
    kLatField,
    kPositionField,
};
constexpr FieldSpec kBoundaries[] = {
    {"name", "名称", "name", true, true, kOutlineName},
    {"code", "代码", "code", false, true, kOutlineCode},
    {"community", "所属社区", "community", false, true, kCommunity},
    kSubdistrictParent,
};
constexpr FieldSpec kGrids[] = {
    {"name", "网格名称", "name of the grid", true, true, kGridName},
    {"code", "网格编码(15 位)", "code (15 digits)", false, true, kGridOwnCode},
    {"community", "所属社区", "community", true, true, kCommunity},
    kCommunityParentCode,
    kSubdistrictParent,
    {"members", "包含小区(院落)", "courtyards in it", true, false, kMembers},
    {"households", "户数(核对用)", "households (to check)", false, false, kHouseholds},
    {"steward", "网格员", "steward", false, false, kSteward},
    {"deputy", "副网格员", "deputy", false, false, kDeputy},
    {"phone", "联系电话", "phone", false, false, kPhone},
    {"supervision_phone", "监督电话", "supervision phone", false, false, kSupervisionPhone},
    {"layer", "网格层级", "layer", false, false, kLayer},
};
constexpr Concept kCaseNumber[] = {CaseNumber, Code};
constexpr Concept kReceivedAt[] = {ReceivedAt};
constexpr Concept kChannel[] = {Channel};
constexpr Concept kMatter[] = {Matter, Kind};
constexpr Concept kCaseText[] = {CaseText};
constexpr Concept kHandler[] = {Body};
constexpr Concept kLimitDays[] = {LimitDays};
constexpr Concept kDueAt[] = {DueAt};
constexpr Concept kDoneAt[] = {DoneAt};
constexpr Concept kVisit[] = {Visit};
constexpr Concept kRating[] = {Rating};
constexpr FieldSpec kCases[] = {
    {"number", "工单编号", "number", true, true, kCaseNumber},
    {"received_at", "受理时间", "time of receipt", true, false, kReceivedAt},
    {"channel", "受理渠道", "channel", false, false, kChannel},
    {"matter", "诉求分类", "class", true, false, kMatter},
    {"text", "诉求内容", "what was said", true, false, kCaseText},
    {"community", "所属社区", "community", true, false, kCommunity},
    kCommunityParentCode,
    kSubdistrictParent,
    {"courtyard", "小区(院落)", "courtyard", false, false, kCourtyard},
    {"handler", "承办单位", "with whom", false, false, kHandler},
    {"limit_days", "办结时限(工作日)", "limit in working days", false, false, kLimitDays},
    {"due_at", "截止时间", "deadline", false, false, kDueAt},
    {"done_at", "办结时间", "time it was done", false, false, kDoneAt},
    {"visit", "回访结果", "outcome of the call", false, false, kVisit},
    {"rating", "满意度", "rating", false, false, kRating},
};
constexpr Concept kPersonName[] = {PersonName, Name};
constexpr Concept kIdNumber[] = {IdNumber};
constexpr Concept kGender[] = {Gender};
constexpr Concept kBirth[] = {Birth};
constexpr Concept kBuilding[] = {Building};
constexpr Concept kDoor[] = {Door, Address};
constexpr Concept kRelation[] = {Relation};
constexpr Concept kStay[] = {Stay};
constexpr Concept kSince[] = {Since};
constexpr Concept kEducation[] = {Education};
constexpr Concept kTags[] = {Tags};
constexpr FieldSpec kHomeCourtyard{"courtyard", "小区(院落)", "courtyard", false, false, kCourtyard};
constexpr FieldSpec kHomeBuilding{"building", "楼栋", "building", false, false, kBuilding};
constexpr FieldSpec kPersons[] = {
    {"name", "姓名", "name", true, true, kPersonName},
    {"id_number", "身份证号", "ID number", false, true, kIdNumber},
    {"phone", "联系电话", "telephone", false, false, kPhone},
    {"gender", "性别", "gender", false, false, kGender},
    {"birth", "出生日期", "birth date", false, false, kBirth},
    {"community", "所属社区", "community", true, false, kCommunity},
    kCommunityParentCode,
    kSubdistrictParent,
    kHomeCourtyard,
    kHomeBuilding,
    {"door", "单元门牌", "door", false, false, kDoor},
    {"relation", "与户主关系", "relation to the head", false, false, kRelation},
    {"stay", "居住方式", "way of living there", false, false, kStay},
    {"from", "入住日期", "since", false, false, kSince},
    {"education", "文化程度", "education", false, false, kEducation},
    {"tags", "服务标签", "care tags", false, false, kTags},
};
constexpr FieldSpec kHouseholdRows[] = {
    {"door", "单元门牌", "door", true, true, kDoor},
    {"community", "所属社区", "community", true, false, kCommunity},
    kCommunityParentCode,
    kSubdistrictParent,
    kHomeCourtyard,
    kHomeBuilding,
    {"kind", "户的类型", "kind of household", false, false, kKind},
};
constexpr Concept kCityDue[] = {DueAt, LimitDays};
constexpr Concept kContactName[] = {ContactName};
constexpr Concept kSentAt[] = {SentAt};
constexpr Concept kSentBack[] = {SentBack};
constexpr Concept kSentReason[] = {SentReason};
constexpr FieldSpec kHotline[] = {
    {"number", "工单编号", "number", true, true, kCaseNumber},
    {"received_at", "受理时间", "time of receipt", true, false, kReceivedAt},
    {"due_at", "办结时限", "the city's deadline", false, false, kCityDue},
    {"matter", "诉求分类", "class", true, false, kMatter},
    {"text", "诉求内容", "what was said", true, false, kCaseText},
    {"contact", "联系人", "contact", false, false, kContactName},
    {"phone", "联系电话", "phone", false, false, kPhone},
    {"address", "地址", "address", false, false, kAddress},
    {"community", "所属社区", "community", false, false, kCommunity},
    {"subdistrict", "所属街道", "subdistrict", false, false, kSubdistrict},
    {"handler", "承办单位", "with whom", false, false, kHandler},
    {"sent_at", "派单时间", "time it was sent", false, false, kSentAt},
    {"sent_back", "是否退回/重办", "sent back", false, false, kSentBack},
    {"reason", "退回原因", "why it was sent back", false, false, kSentReason},
};
constexpr FieldSpec kBodies[] = {
    {"name", "单位名称", "name", true, true, kBodyName},
    {"kind", "单位类型", "kind", false, false, kKind},
    {"phone", "联系电话", "phone", false, false, kPhone},
    {"areas", "服务范围(街道、社区)", "areas served", false, false, kAreas},
};

}  // namespace

std::span<const FieldSpec> fields_of(Target target) {
  switch (target) {
    case Target::Subdistricts:
      return kSubdistricts;
    case Target::Communities:
      return kCommunities;
    case Target::Courtyards:
      return kCourtyards;
    case Target::Buildings:
      return kBuildings;
    case Target::Boundaries:
      return kBoundaries;
    case Target::Grids:
      return kGrids;
    case Target::Bodies:
      return kBodies;
    case Target::Cases:
      return kCases;
    case Target::Persons:
      return kPersons;
    case Target::Households:
      return kHouseholdRows;
    case Target::Hotline:
      return kHotline;
  }
  return {};
}

const FieldSpec* find_field(Target target, std::string_view id) {
  const auto fields = fields_of(target);
  const auto found = std::ranges::find(fields, id, &FieldSpec::id);
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace linli::intake_files
