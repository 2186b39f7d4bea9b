#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::feedback {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "feedback.not_found", "没有找到。请核对编号和查询码。",
                                     "There is no such entry. Please check the number and the secret."};
inline constexpr ErrorSpec kBadFeedback{ErrorKind::Invalid, "feedback.bad_feedback",
                                        "有几处需要修改，请按提示修改后再提交。",
                                        "Some entries need correction; see the notes, then send again."};
inline constexpr ErrorSpec kStale{ErrorKind::Conflict, "feedback.stale",
                                  "别人刚刚更新了这一条。请看过最新情况再操作，您填的内容还在。",
                                  "Somebody has just updated this entry. Look again; what you typed is kept."};
inline constexpr ErrorSpec kAnswered{ErrorKind::Conflict, "feedback.answered", "这一条已经答复。请刷新后再看。",
                                     "This entry is answered already; reload."};
inline constexpr ErrorSpec kNotAnswered{ErrorKind::Conflict, "feedback.not_answered", "还没有答复，可以先补充说明。",
                                        "There is no answer yet; you may add to it."};
inline constexpr ErrorSpec kRecused{ErrorKind::Conflict, "feedback.recused",
                                    "被反映的单位不能处理这一条。请转给别的街道，或留在区里。",
                                    "Whom it is about cannot answer it. Choose another desk, or keep it."};
inline constexpr ErrorSpec kBadDesk{ErrorKind::Invalid, "feedback.bad_desk", "只能转给区、街道或社区。请另选。",
                                    "Only a district, subdistrict or community has a desk. Choose another."};
inline constexpr ErrorSpec kKeyReused{ErrorKind::Conflict, "feedback.key_reused",
                                      "同一个提交编号已用过。请刷新页面后重新提交。",
                                      "This submission key was used before. Reload the page and send again."};
inline constexpr ErrorSpec kNoContact{ErrorKind::NotFound, "feedback.no_contact", "没有留联系方式。",
                                      "No contact was left."};
inline constexpr ErrorSpec kBadCursor{ErrorKind::BadRequest, "feedback.bad_cursor", "翻页位置有误。请从第一页开始。",
                                      "The page mark is wrong. Start from the first page."};

}  // namespace linli::feedback
