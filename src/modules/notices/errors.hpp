#pragma once
// What notices can refuse, and how sending fails.

#include "base/error.hpp"

namespace linli::notices {

inline constexpr ErrorSpec kNoChannel{ErrorKind::NotFound, "notices.no_channel", "没有这个发送通道。",
                                      "There is no such channel."};
inline constexpr ErrorSpec kBadChannel{ErrorKind::Invalid, "notices.bad_channel", "通道设置不能用。",
                                       "The channel's settings cannot be used."};
inline constexpr ErrorSpec kBadChoice{ErrorKind::Invalid, "notices.bad_choice", "通知设置不能用。",
                                      "These choices cannot be used."};
inline constexpr ErrorSpec kNoCase{ErrorKind::NotFound, "notices.no_case", "编号或查询码不对。",
                                   "Number or secret do not fit."};
inline constexpr ErrorSpec kNoCall{ErrorKind::NotFound, "notices.no_call", "没有这条回访，或已经办完。",
                                   "There is no such call, or it is settled."};
inline constexpr ErrorSpec kNoItem{ErrorKind::NotFound, "notices.no_item", "没有这条通知。",
                                   "There is no such notice."};

// Of sending. Invalid: trying again is pointless. Unavailable: later. TooMany: not tried (see storage/outbox.hpp).
inline constexpr ErrorSpec kUnreachable{ErrorKind::Unavailable, "notices.unreachable", "连不上服务器",
                                        "the server cannot be reached"};
inline constexpr ErrorSpec kServerBusy{ErrorKind::Unavailable, "notices.server_busy", "服务器暂时不收",
                                       "the server does not take it now"};
inline constexpr ErrorSpec kRefused{ErrorKind::Invalid, "notices.refused", "服务器拒收", "the server refused it"};
inline constexpr ErrorSpec kNoAddress{ErrorKind::Invalid, "notices.no_address", "没有收件地址",
                                      "there is no address to send to"};
inline constexpr ErrorSpec kUnknownMessage{ErrorKind::Invalid, "notices.unknown_message", "认不出这条消息",
                                           "the message cannot be read"};
inline constexpr ErrorSpec kChannelOff{ErrorKind::Unavailable, "notices.channel_off", "通道没有设置或已停用",
                                       "the channel is not set up, or switched off"};
inline constexpr ErrorSpec kHeld{ErrorKind::TooMany, "notices.held", "安静时段，稍后发送",
                                 "quiet hours; it goes afterwards"};
inline constexpr ErrorSpec kResting{ErrorKind::TooMany, "notices.resting", "服务器刚才没有应答，稍后再试",
                                    "the server did not answer a moment ago; later"};
inline constexpr ErrorSpec kStopping{ErrorKind::TooMany, "notices.stopping", "服务正在停止", "the service is stopping"};

}  // namespace linli::notices
