#pragma once
// What can be wrong with a change of territory: meaning → status, code, words.

#include "base/error.hpp"

namespace linli::areas {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "areas.not_found", "没有这个区域，或者您看不到它。",
                                     "There is no such area, or it is not yours to see."};
inline constexpr ErrorSpec kGridNotFound{ErrorKind::NotFound, "areas.grid_not_found", "没有这个网格，或者您看不到它。",
                                         "There is no such grid, or it is not yours to see."};
inline constexpr ErrorSpec kOutsideScope{ErrorKind::Forbidden, "areas.outside_scope", "这个区域不在您的管理范围内。",
                                         "This area lies outside what you answer for."};
inline constexpr ErrorSpec kInvalid{ErrorKind::Invalid, "areas.invalid", "填写的内容有问题，请按提示修改。",
                                    "Something that was entered cannot be taken; please mend what is named."};
inline constexpr ErrorSpec kDuplicate{ErrorKind::Conflict, "areas.duplicate", "已经有相同的区域或编码。",
                                      "The same area or code is there already."};
inline constexpr ErrorSpec kHasChildren{ErrorKind::Conflict, "areas.has_children",
                                        "其中还有未撤销的区域或网格，请先决定它们的去向。",
                                        "Areas or grids still stand in it; decide first what becomes of them."};
inline constexpr ErrorSpec kMemberTaken{ErrorKind::Conflict, "areas.member_taken",
                                        "有小区或楼栋已经属于另一个基础网格。",
                                        "A courtyard or building is in another base grid already."};
inline constexpr ErrorSpec kMergeApart{ErrorKind::Conflict, "areas.merge_apart", "这些区域不能合并。",
                                       "These areas cannot be merged."};
inline constexpr ErrorSpec kSplitIncomplete{ErrorKind::Conflict, "areas.split_incomplete", "拆分方案不完整。",
                                            "The parts do not make up the whole."};

}  // namespace linli::areas
