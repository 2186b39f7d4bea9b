#pragma once
// What can be wrong with asking for a compliance board: meaning → status, code, words.

#include "base/error.hpp"

namespace linli::compliance {

inline constexpr ErrorSpec kNoArea{ErrorKind::NotFound, "compliance.not_found", "没有这个区域,或不在您的范围内。",
                                   "There is no such area, or it is not yours."};
inline constexpr ErrorSpec kNoRule{ErrorKind::NotFound, "compliance.no_rule", "这一天没有这条规则。",
                                   "There is no such rule on that day."};

}  // namespace linli::compliance
