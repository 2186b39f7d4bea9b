#pragma once
// What can be wrong with relations and posts: meaning → status, code, words.

#include "base/error.hpp"

namespace linli::organisation {

inline constexpr ErrorSpec kNoBody{ErrorKind::NotFound, "organisation.no_body", "没有这个组织,或者它已经撤销。",
                                   "There is no such body, or it has ended."};
inline constexpr ErrorSpec kNoArea{ErrorKind::NotFound, "organisation.no_area", "没有这个区域。",
                                   "There is no such area."};
inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "organisation.not_found",
                                     "没有这条关系或任职,或者它已经结束。",
                                     "There is no such relation or appointment, or it has ended."};
inline constexpr ErrorSpec kBadRelation{ErrorKind::Invalid, "organisation.bad_relation",
                                        "这条组织关系有误,请按提示修改。",
                                        "This relation cannot be taken; please see each field."};
inline constexpr ErrorSpec kBadAppointment{ErrorKind::Invalid, "organisation.bad_appointment",
                                           "任职信息有误,请按提示修改。",
                                           "This appointment cannot be taken; please see each field."};
inline constexpr ErrorSpec kBadRotation{ErrorKind::Invalid, "organisation.bad_rotation", "轮值安排有误,请按提示修改。",
                                        "This rotation cannot be taken; please see each field."};

}  // namespace linli::organisation
