#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::funds {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "funds.not_found",
                                     "没有找到，或不在您的职责范围内。请从经费页面进入。",
                                     "Not there, or not yours to see. Start from the funds page."};
inline constexpr ErrorSpec kBadEntry{ErrorKind::Invalid, "funds.bad_entry", "有几处需要修改，请按提示改正后再提交。",
                                     "Some fields need correction; see the notes, then send again."};
inline constexpr ErrorSpec kStale{ErrorKind::Conflict, "funds.stale",
                                  "别人刚刚更新了这一条。请看过最新情况再操作，您填的内容还在。",
                                  "Somebody has just updated this. Look again; what you typed is kept."};
inline constexpr ErrorSpec kDecided{ErrorKind::Conflict, "funds.decided", "这一条已经审过。请刷新后再看。",
                                    "This is decided already; reload."};
inline constexpr ErrorSpec kSamePerson{ErrorKind::Conflict, "funds.same_person",
                                       "提出的人不能审批自己的一笔。请另一位同事审批。",
                                       "Whoever proposed it cannot approve it. Ask a colleague to decide."};
inline constexpr ErrorSpec kNeedsReason{
    ErrorKind::Conflict, "funds.needs_reason",
    "这一笔有不合规定之处。请先调整预算，或写明照付的理由后再批准，理由会留痕并公开在账上。",
    "Something here departs from the rules. Amend the budget first, or write why "
    "it is approved all the same; the reason stays on the books."};
inline constexpr ErrorSpec kAlreadyOpen{ErrorKind::Conflict, "funds.already_open", "已经开过户。请刷新后再看。",
                                        "There is an account already; reload."};
inline constexpr ErrorSpec kNotBooked{
    ErrorKind::Conflict, "funds.not_booked", "只有已入账的一笔能冲销。未审的一笔请不批准，再重新登记。",
    "Only a booked entry can be reversed. Refuse the one that waits and enter it anew."};
inline constexpr ErrorSpec kReversed{ErrorKind::Conflict, "funds.reversed", "这一笔已经冲销，或冲销正在待审。",
                                     "This entry is reversed already, or its reversal waits for approval."};
inline constexpr ErrorSpec kPending{ErrorKind::Conflict, "funds.pending", "这一年的预算已有一份待审。请先审完那一份。",
                                    "A budget of that year waits already. Decide that one first."};
inline constexpr ErrorSpec kBadCursor{ErrorKind::BadRequest, "funds.bad_cursor", "翻页位置有误。请从第一页开始。",
                                      "The page mark is wrong. Start from the first page."};

}  // namespace linli::funds
