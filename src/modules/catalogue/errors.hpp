#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::catalogue {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "catalogue.not_found", "没有这个事项。请刷新事项列表后再选。",
                                     "There is no such matter. Reload the list of matters and choose again."};
inline constexpr ErrorSpec kBadMatter{ErrorKind::Invalid, "catalogue.bad_matter", "事项填写有误，请按提示修改。",
                                      "The matter needs correction; see the notes."};
inline constexpr ErrorSpec kCodeTaken{ErrorKind::Conflict, "catalogue.code_taken",
                                      "这个编码已经用过。编码不重复使用，请换一个。",
                                      "This code has been used. Codes are never used twice; please choose another."};
inline constexpr ErrorSpec kAlreadyShipped{ErrorKind::Conflict, "catalogue.already_shipped",
                                           "本区已有事项目录，不再重复装入。请在目录里逐项修改。",
                                           "This district has a catalogue already. Change its entries one by one."};
inline constexpr ErrorSpec kBadAlias{ErrorKind::Invalid, "catalogue.bad_alias", "对照名称有误，请按提示修改。",
                                     "The office's class name needs correction; see the notes."};

}  // namespace linli::catalogue
