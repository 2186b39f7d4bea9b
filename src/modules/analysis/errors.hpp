#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::analysis {

inline constexpr ErrorSpec kBadPeriod{ErrorKind::BadRequest, "analysis.bad_period",
                                      "时段写法不对。请写年或年-月，例如 2026-11。",
                                      "The period cannot be read. Write a year or a month, such as 2026-11."};
inline constexpr ErrorSpec kBadMark{ErrorKind::BadRequest, "analysis.bad_cursor", "翻页位置不对，请从第一页看起。",
                                    "This place in the list cannot be read; start from its first page."};
inline constexpr ErrorSpec kNoPlace{ErrorKind::NotFound, "analysis.no_place", "没有这个地方，或者它不在您的范围内。",
                                    "There is no such place, or it is not yours to see."};
inline constexpr ErrorSpec kBadYardstick{ErrorKind::Invalid, "analysis.bad_yardstick", "口径没有写对，见各项说明。",
                                         "The weights and thresholds are not right; see what is said of each."};
inline constexpr ErrorSpec kStale{ErrorKind::Conflict, "analysis.stale", "别人已经先改了，请重新打开再改。",
                                  "Somebody has changed it meanwhile; open it again."};
inline constexpr ErrorSpec kNoTask{ErrorKind::NotFound, "governance.not_found",
                                   "没有这项治理任务，或者它不在您的范围内。",
                                   "There is no such task, or it is not yours to see."};
inline constexpr ErrorSpec kBadFigure{
    ErrorKind::BadRequest, "analysis.bad_figure", "没有这样的数字：请从分析页面点数字进来，或按接口说明填写。",
    "There is no such figure: open one from the analysis pages, or see the interface."};
inline constexpr ErrorSpec kBadTask{ErrorKind::Invalid, "governance.bad_task", "治理任务没有填完整，见各项说明。",
                                    "The task is not complete; see what is said of each field."};
inline constexpr ErrorSpec kTaskClosed{ErrorKind::Conflict, "governance.closed", "这项任务已经办结，不能再改。",
                                       "This task has been closed; nothing more can be changed."};
inline constexpr ErrorSpec kNotYours{ErrorKind::Forbidden, "governance.not_yours",
                                     "这一步由责任单位或所在地的派单人员来做。",
                                     "This is for the body that answers for the task, or the desk of its place."};

}  // namespace linli::analysis
