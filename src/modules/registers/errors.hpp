#pragma once
// What can be wrong with declared records: meaning → status, code, words.

#include "base/error.hpp"

namespace linli::registers {

inline constexpr ErrorSpec kNoKind{ErrorKind::NotFound, "registers.no_kind", "没有这种台账，或者您看不到它。",
                                   "There is no such register, or it is not yours to see."};
inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "registers.not_found", "没有这条记录，或者您看不到它。",
                                     "There is no such record, or it is not yours to see."};
inline constexpr ErrorSpec kInvalid{ErrorKind::Invalid, "registers.invalid", "填写的内容有问题，请按提示修改。",
                                    "Something that was entered cannot be taken; please mend what is named."};
inline constexpr ErrorSpec kNotYours{ErrorKind::Forbidden, "registers.read_only", "您可以查看这种台账，但不能修改。",
                                     "You may read this register, but not change it."};
inline constexpr ErrorSpec kStale{ErrorKind::Conflict, "registers.stale", "别人刚刚修改过这条记录，请核对后再保存。",
                                  "Somebody else has just changed this record; look at it and save again."};
inline constexpr ErrorSpec kEnded{ErrorKind::Conflict, "registers.ended", "这条记录已经停用，不能再修改。",
                                  "This record has ended and cannot be changed any more."};
inline constexpr ErrorSpec kBadCursor{ErrorKind::BadRequest, "registers.bad_cursor", "翻页位置无效，请重新查询。",
                                      "The place in the list is not valid; please ask again from the start."};
inline constexpr ErrorSpec kBadFilter{ErrorKind::Invalid, "registers.bad_filter", "筛选条件无法识别。",
                                      "The filter cannot be understood."};
inline constexpr ErrorSpec kNotReady{ErrorKind::Unavailable, "registers.filter_not_ready",
                                     "新增的筛选项正在整理历史数据，请稍后再试。",
                                     "Older records are still being sorted for this new filter; try again shortly."};
inline constexpr ErrorSpec kErased{ErrorKind::NotFound, "registers.erased", "这条记录的受保护内容已到期销毁。",
                                   "The protected values of this record were destroyed when their time was up."};
inline constexpr ErrorSpec kNoReason{ErrorKind::Invalid, "registers.no_reason", "请写明查看原因。",
                                     "Please say why you need to see this."};
inline constexpr ErrorSpec kNotBookable{ErrorKind::Conflict, "registers.not_bookable", "这里不能预约。",
                                        "This cannot be booked."};
inline constexpr ErrorSpec kTaken{ErrorKind::Conflict, "registers.taken", "这段时间已经被预约。",
                                  "It is booked already at that time."};
inline constexpr ErrorSpec kNoBooking{ErrorKind::NotFound, "registers.no_booking", "没有这次预约，或者您看不到它。",
                                      "There is no such booking, or it is not yours to see."};
inline constexpr ErrorSpec kBookingOver{ErrorKind::Conflict, "registers.booking_over", "这次预约已经取消或结束。",
                                        "This booking has been cancelled or is over."};
inline constexpr ErrorSpec kNoImport{ErrorKind::NotFound, "registers.no_import", "没有这次导入，或者已经过期。",
                                     "There is no such import, or its time is up."};
inline constexpr ErrorSpec kHasFaults{ErrorKind::Conflict, "registers.has_faults",
                                      "有的行不能导入：请改正后重新上传，或选择只导入没有问题的行。",
                                      "Some rows cannot be taken: mend them and send the file again, or take the good "
                                      "rows only."};
inline constexpr ErrorSpec kTooManyRows{ErrorKind::TooLarge, "registers.too_many_rows",
                                        "一次最多导入 50000 行，请分成几个文件。",
                                        "At most 50,000 rows at a time; please split the file."};
inline constexpr ErrorSpec kBadMapping{ErrorKind::Invalid, "registers.bad_mapping", "列的对应有问题。",
                                       "Something is wrong with the columns' fields."};

}  // namespace linli::registers
