#pragma once

#include "base/error.hpp"

namespace linli::hotline {

inline constexpr ErrorSpec kNothingToReport{
    ErrorKind::Conflict, "hotline.nothing_to_report", "没有待报送的办理结果。核查通过或结案的12345工单才会列入。",
    "There is nothing to hand out: only verified or closed cases of the hotline are."};
inline constexpr ErrorSpec kNoReport{ErrorKind::NotFound, "hotline.no_report", "没有这一次报送。",
                                     "There is no such report."};

}  // namespace linli::hotline
