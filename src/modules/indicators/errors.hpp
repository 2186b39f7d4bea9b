#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::indicators {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "indicators.not_found",
                                     "没有这个区域或网格，或者它不在您的范围内。",
                                     "There is no such area or grid, or it is not yours to see."};
inline constexpr ErrorSpec kBadPeriod{ErrorKind::BadRequest, "indicators.bad_period",
                                      "时段写法不对。请写年、年-月或年-月-日，例如 2026-11。",
                                      "The period cannot be read. Write a year, a month or a day, such as 2026-11."};
inline constexpr ErrorSpec kNoBoard{
    ErrorKind::Invalid, "indicators.no_board", "小区和楼栋没有单独的看板。请看它所在的网格或社区。",
    "Courtyards and buildings have no board of their own. See their grid or community."};

}  // namespace linli::indicators
