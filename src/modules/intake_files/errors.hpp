#pragma once
// What an import can refuse as a whole.

#include "base/error.hpp"

namespace linli::intake_files {

inline constexpr ErrorSpec kNoImport{ErrorKind::NotFound, "imports.not_found", "没有这次导入,或者它不是您的。",
                                     "There is no such import, or it is not yours."};
inline constexpr ErrorSpec kBadTarget{
    ErrorKind::Invalid, "imports.bad_target",
    "请说明导入什么:subdistricts、communities、courtyards、buildings、boundaries、grids 或 bodies。",
    "Say what to import: subdistricts, communities, courtyards, buildings, boundaries, grids or bodies."};
inline constexpr ErrorSpec kBadKind{
    ErrorKind::Unsupported, "imports.bad_kind",
    "认不出这个文件。可以导入 .xlsx、.xls、.ods、.csv、.geojson 和 Shapefile(.zip)。",
    "This file is of no known kind. Send .xlsx, .xls, .ods, .csv, .geojson or a Shapefile (.zip)."};
inline constexpr ErrorSpec kBadEncoding{ErrorKind::Invalid, "imports.bad_encoding", "文件的文字编码读不懂。",
                                        "The text of this file cannot be decoded."};
inline constexpr ErrorSpec kBrokenFile{ErrorKind::Invalid, "imports.broken_file", "文件损坏或不完整,没有读。",
                                       "The file is broken or incomplete; it was not read."};
inline constexpr ErrorSpec kEmptyFile{ErrorKind::Invalid, "imports.empty_file", "文件里没有数据行。",
                                      "The file has no rows of data."};
inline constexpr ErrorSpec kTooLarge{
    ErrorKind::TooLarge, "imports.too_large", "文件超过 50 MB,请分几次导入,或请管理员在服务器上用 linli import 导入。",
    "The file is larger than 50 MB; import it in parts, or let the administrator use linli import on the server."};
inline constexpr ErrorSpec kTooLargeForCommand{ErrorKind::TooLarge, "imports.too_large_for_command",
                                               "文件超过 500 MB,请分几次导入。",
                                               "The file is larger than 500 MB; import it in parts."};
inline constexpr ErrorSpec kBadMapping{ErrorKind::Invalid, "imports.bad_mapping", "列与字段的对应不完整或不对。",
                                       "The columns are not mapped to the fields they need."};
inline constexpr ErrorSpec kBadAnswer{ErrorKind::Invalid, "imports.bad_answer", "对问题的回答不在选项之中。",
                                      "An answer is not among the choices of its question."};
inline constexpr ErrorSpec kWrongState{ErrorKind::Conflict, "imports.wrong_state",
                                       "这次导入正在进行或已经结束,不能这样做。",
                                       "This import is under way or over; that cannot be done now."};
inline constexpr ErrorSpec kHasFaults{
    ErrorKind::Invalid, "imports.has_faults",
    "有不能导入的行,所以一行也没有导入。请改正后再传,或选择“只导入没有问题的行”。",
    "Some rows cannot be taken, so none was. Correct them, or choose “the good rows only”."};
inline constexpr ErrorSpec kNoDistrict{ErrorKind::Conflict, "imports.no_district", "还没有建立区县,无法导入。",
                                       "The district itself has not been set up yet."};
inline constexpr ErrorSpec kCancelled{ErrorKind::Conflict, "imports.cancelled", "导入已取消,没有改动任何数据。",
                                      "The import was cancelled; nothing was changed."};
inline constexpr ErrorSpec kTookTooLong{ErrorKind::Invalid, "imports.took_too_long",
                                        "读这个文件超出了时间或内存的限制。",
                                        "Reading this file went over the limits of time or memory."};

inline constexpr ErrorSpec kNoFaults{ErrorKind::NotFound, "imports.no_faults", "这次导入没有错误文件。",
                                     "This import has no file of faults."};
inline constexpr ErrorSpec kCouldNot{ErrorKind::Unavailable, "imports.could_not",
                                     "服务器没能完成导入,没有改动任何数据;原因已记入日志。",
                                     "The server could not finish this import; nothing was changed. The log says why."};
inline constexpr ErrorSpec kNoFile{ErrorKind::BadRequest, "imports.no_file", "请求里没有文件。",
                                   "The request holds no file."};

}  // namespace linli::intake_files
