#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::public_face {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "public_face.not_found",
                                     "没有找到。它可能没有公开，或已经撤回。",
                                     "It is not there: not released, or withdrawn again."};
inline constexpr ErrorSpec kNotSettled{ErrorKind::Conflict, "public_face.not_settled",
                                       "这件还没有结案。结案后才能公开。",
                                       "This matter is not closed yet; it can be released once it is."};
inline constexpr ErrorSpec kConfidential{ErrorKind::Conflict, "public_face.confidential", "这件是保密件，不能公开。",
                                         "A confidential matter is never released."};
inline constexpr ErrorSpec kPersonal{ErrorKind::Conflict, "public_face.personal",
                                     "这是个人事务（服务类事项），不能公开。",
                                     "A matter of a person (a service) is never released."};
inline constexpr ErrorSpec kDiverted{ErrorKind::Conflict, "public_face.diverted",
                                     "这件是告知或分流的，没有办理结果可以公开。",
                                     "This one was answered or passed elsewhere; there is no result to release."};
inline constexpr ErrorSpec kAlready{ErrorKind::Conflict, "public_face.already_released",
                                    "这件已经公开。要改写，请先撤回再公开。",
                                    "This matter is released already. To change it, withdraw it first."};
inline constexpr ErrorSpec kAlreadyWithdrawn{ErrorKind::Conflict, "public_face.already_withdrawn",
                                             "这件已经撤回。请刷新后再看。", "It is withdrawn already; reload."};
inline constexpr ErrorSpec kBadText{ErrorKind::Invalid, "public_face.bad_text", "有几处需要修改，请按提示修改。",
                                    "Some entries need correction; see the notes."};
inline constexpr ErrorSpec kMarksLeft{
    ErrorKind::Invalid, "public_face.marks_left",
    "文字里有像电话、证件号、姓名或门牌的内容。请改掉；确认可以公开的，勾选“我已逐处看过”再提交。",
    "The text holds what looks like a phone, a number, a name or a door. Change it, or confirm that you looked at "
    "each."};
inline constexpr ErrorSpec kBadPhoto{ErrorKind::Invalid, "public_face.bad_photo",
                                     "照片没有找到，或是居民提交的原图。请重新遮盖后上传。",
                                     "The photo is not there, or is somebody's original. Redact and upload it again."};
inline constexpr ErrorSpec kBadFilter{ErrorKind::BadRequest, "public_face.bad_filter", "筛选条件有误，请按提示修改。",
                                      "A filter cannot be used; see the notes."};

}  // namespace linli::public_face
