#pragma once
// What can be wrong with residents, homes and visits: meaning → status, code, words. What is not the caller's to see
// reads as not there.

#include "base/error.hpp"

namespace linli::people {

inline constexpr ErrorSpec kNoPerson{ErrorKind::NotFound, "people.no_person", "没有这位居民，或者您看不到。",
                                     "There is no such person, or it is not yours to see."};
inline constexpr ErrorSpec kNoHousehold{ErrorKind::NotFound, "people.no_household", "没有这一户，或者您看不到。",
                                        "There is no such household, or it is not yours to see."};
inline constexpr ErrorSpec kNoArea{ErrorKind::NotFound, "people.no_area", "没有这个区域，或者不在您的范围内。",
                                   "There is no such area, or it is not within your scope."};
inline constexpr ErrorSpec kNoPlan{ErrorKind::NotFound, "people.no_plan", "没有这个走访计划，或者您看不到。",
                                   "There is no such plan of visits, or it is not yours to see."};
inline constexpr ErrorSpec kInvalid{ErrorKind::Invalid, "people.invalid", "填写的内容有问题，请按提示修改。",
                                    "Something that was entered cannot be taken; please mend what is named."};
inline constexpr ErrorSpec kStale{ErrorKind::Conflict, "people.stale", "别人刚刚修改过，请核对后再保存。",
                                  "Somebody else has just changed this; look at it and save again."};
inline constexpr ErrorSpec kErased{ErrorKind::Conflict, "people.erased", "这位居民的信息已经依申请删除。",
                                   "This person's data was erased on request."};
inline constexpr ErrorSpec kMerged{ErrorKind::Conflict, "people.merged", "这条记录已经并入另一条。",
                                   "This record has been merged into another one."};
inline constexpr ErrorSpec kKnown{ErrorKind::Conflict, "people.known",
                                  "您的范围内已有同一身份证号的居民，请在那条记录上修改。",
                                  "Somebody with this ID number is registered within your scope; change that record."};
inline constexpr ErrorSpec kNotYours{ErrorKind::Forbidden, "people.not_yours", "删除居民信息要由街道或区级人员决定。",
                                     "Erasing somebody's data is decided by the subdistrict or the district."};
inline constexpr ErrorSpec kNoReason{ErrorKind::Invalid, "people.no_reason", "请写明查看原因。",
                                     "Please say why you need to see this."};
inline constexpr ErrorSpec kBadCursor{ErrorKind::BadRequest, "people.bad_cursor", "翻页位置无效，请重新查询。",
                                      "The place in the list is not valid; please ask again from the start."};
inline constexpr ErrorSpec kTooManyLookups{ErrorKind::TooMany, "people.too_many_lookups",
                                           "按证件号或电话查找的次数已到上限，请稍后再试。",
                                           "The limit of look-ups by number is reached; please try again later."};
inline constexpr ErrorSpec kNoTag{ErrorKind::Invalid, "people.no_tag", "服务标签字典里没有这一项。",
                                  "The dictionary of care tags has no such entry."};
inline constexpr ErrorSpec kBadCode{ErrorKind::NotFound, "people.bad_code",
                                    "查询码不对、已经用过或已过期，请到社区窗口重新打印。",
                                    "The code is wrong, used or out of date; please have a new one printed at the "
                                    "window."};
inline constexpr ErrorSpec kNoRequest{ErrorKind::NotFound, "people.no_request", "没有这份申请，或者您看不到。",
                                      "There is no such request, or it is not yours to see."};
inline constexpr ErrorSpec kAnswered{ErrorKind::Conflict, "people.answered", "这份申请已经答复。",
                                     "This request has been answered."};
inline constexpr ErrorSpec kNoConsent{ErrorKind::NotFound, "people.no_consent", "没有这条同意记录。",
                                      "There is no such consent."};
inline constexpr ErrorSpec kTwoNumbers{ErrorKind::Conflict, "people.two_numbers",
                                       "两条记录的身份证号不同，不是同一个人。",
                                       "The two have different ID numbers: they are not the same person."};
inline constexpr ErrorSpec kNoMerge{ErrorKind::NotFound, "people.no_merge", "没有这次合并，或者您看不到。",
                                    "There is no such merge, or it is not yours to see."};
inline constexpr ErrorSpec kChangedSince{ErrorKind::Conflict, "people.changed_since",
                                         "合并之后又有修改，不能整体撤销；请直接改正。",
                                         "It was changed after the merge, which cannot be undone as a whole; please "
                                         "correct it directly."};
inline constexpr ErrorSpec kBadBook{ErrorKind::Invalid, "people.bad_book", "居民信息的字段声明有错。",
                                    "The declaration of residents' fields is wrong."};

}  // namespace linli::people
