#pragma once
// What can be wrong with adopting a model: meaning → status, code, words.

#include "base/error.hpp"

namespace linli::rules {

inline constexpr ErrorSpec kBadModel{ErrorKind::Invalid, "rules.bad_model", "模式有错误,没有启用,请按提示改正。",
                                     "The model has mistakes and was not taken; please see each line."};
inline constexpr ErrorSpec kBackdated{
    ErrorKind::Invalid, "rules.backdated", "模式不能从过去的日子起启用:已经给出的答案不改变。",
    "A model cannot hold from a day that has passed: answers given stay as they are."};
inline constexpr ErrorSpec kNoDictionary{ErrorKind::NotFound, "rules.no_dictionary", "没有这个词典。",
                                         "There is no such dictionary."};

}  // namespace linli::rules
