#pragma once
// What can be wrong with a body: meaning → status, code, words.

#include "base/error.hpp"

namespace linli::bodies {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "bodies.not_found", "没有这个单位,或者它已经撤销。",
                                     "There is no such body, or it has ended."};
inline constexpr ErrorSpec kBadBody{ErrorKind::Invalid, "bodies.bad_body", "单位信息有误,请按提示修改。",
                                    "Some details of the body cannot be taken; please see each field."};

}  // namespace linli::bodies
