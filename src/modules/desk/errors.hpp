#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::desk {

inline constexpr ErrorSpec kNoItem{ErrorKind::NotFound, "desk.not_found", "没有找到它，可能已被删除。请刷新列表。",
                                   "It is not there; somebody may have removed it. Reload the list."};
inline constexpr ErrorSpec kNotYourItem{ErrorKind::Forbidden, "desk.not_yours",
                                        "共用的内容由有派单权限的人维护。可以另存一份给自己用。",
                                        "What everybody uses is kept by those who dispatch. Save a copy of your own."};
inline constexpr ErrorSpec kBadItem{ErrorKind::Invalid, "desk.bad_item", "有几处需要修改，请按提示修改。",
                                    "Some entries need correction; see the notes."};
inline constexpr ErrorSpec kManyItems{ErrorKind::Conflict, "desk.many_items", "保存的已经太多，请先删掉不用的。",
                                      "Too many are kept; remove those you no longer use."};
inline constexpr ErrorSpec kNoJob{ErrorKind::NotFound, "desk.no_job", "没有找到这项任务。", "There is no such job."};
inline constexpr ErrorSpec kNoFile{ErrorKind::NotFound, "desk.no_file", "文件还没有生成，或已过保存期。请重新导出。",
                                   "The file is not ready, or its time has passed. Export again."};
inline constexpr ErrorSpec kBadOrder{ErrorKind::Invalid, "desk.bad_order", "有几处需要修改，请按提示修改。",
                                     "Some entries need correction; see the notes."};
inline constexpr ErrorSpec kKeyReused{ErrorKind::Conflict, "desk.key_reused",
                                      "同一个提交编号已用于另一项任务。请刷新页面后重试。",
                                      "This submission key belongs to another job. Reload the page and try again."};

}  // namespace linli::desk
