#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::grid_plans {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "plans.not_found", "没有这个方案，或者您看不到它。",
                                     "There is no such plan, or it is not yours to see."};
inline constexpr ErrorSpec kNoGrid{ErrorKind::NotFound, "plans.no_grid", "方案里没有这个网格。",
                                   "The plan has no such grid."};
inline constexpr ErrorSpec kInvalid{ErrorKind::Invalid, "plans.invalid", "填写的内容有问题，请按提示修改。",
                                    "Something that was entered cannot be taken; please mend what is named."};
inline constexpr ErrorSpec kStale{ErrorKind::Conflict, "plans.stale", "别人刚改过这个方案，请刷新后再试。",
                                  "Somebody has just changed this plan; reload it and try again."};
inline constexpr ErrorSpec kWrongState{ErrorKind::Conflict, "plans.wrong_state",
                                       "方案现在的状态不能做这一步，请刷新后查看。",
                                       "The plan's state does not allow this step; reload it and look."};
inline constexpr ErrorSpec kBusy{ErrorKind::Conflict, "plans.busy", "方案正在计算，请等它完成或先取消。",
                                 "The plan is being worked out; wait for it or cancel first."};
inline constexpr ErrorSpec kNotRunning{ErrorKind::Conflict, "plans.not_running", "方案没有在计算。",
                                       "Nothing is being worked out."};
inline constexpr ErrorSpec kNoResult{ErrorKind::Conflict, "plans.no_result", "方案还没有结果，请先计算。",
                                     "The plan has no result yet; run it first."};
inline constexpr ErrorSpec kOutdated{ErrorKind::Conflict, "plans.outdated",
                                     "规则或范围在计算之后改过，请重新计算后再审批。",
                                     "Rules or areas changed after the run; run it again before it is approved."};
inline constexpr ErrorSpec kSamePerson{ErrorKind::Conflict, "plans.same_person",
                                       "您已经批准过。方案需要两人批准，请另一位有权限的人来办。",
                                       "You have approved it already. It takes two persons; ask another one."};
inline constexpr ErrorSpec kOtherCommunity{ErrorKind::Invalid, "plans.other_community",
                                           "网格不能跨社区，请选择同一社区的网格。",
                                           "Grids do not cross communities; choose one of the same community."};
inline constexpr ErrorSpec kNothingToUndo{ErrorKind::Conflict, "plans.nothing_to_undo", "没有可以撤销的调整。",
                                          "There is no move to take back."};
inline constexpr ErrorSpec kTooLate{ErrorKind::Conflict, "plans.too_late",
                                    "启用日期已到，不能再撤回。需要改变时请新建方案。",
                                    "The day has come; it cannot be rolled back. Make a new plan to change it."};
inline constexpr ErrorSpec kCannotAdopt{
    ErrorKind::Conflict, "plans.cannot_adopt", "方案与现在的辖区对不上，不能启用。请按提示处理，或重新计算。",
    "The plan does not fit the territory of today; mend what is named or run again."};
inline constexpr ErrorSpec kTooManyJobs{ErrorKind::TooMany, "plans.too_many_jobs", "排队的计算太多，请稍后再试。",
                                        "Too many plans are waiting; please try again later."};

inline constexpr ErrorSpec kNoBarrier{ErrorKind::NotFound, "plans.no_barrier", "没有这条阻隔线。",
                                      "There is no such barrier."};
inline constexpr ErrorSpec kBarrierEnded{ErrorKind::Conflict, "plans.barrier_ended",
                                         "这条阻隔线已经停用。需要时请重新画一条。",
                                         "This barrier has ended already; draw a new one where it is needed."};

}  // namespace linli::grid_plans
