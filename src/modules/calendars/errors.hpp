#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::calendars {

inline constexpr ErrorSpec kBadCalendar{ErrorKind::Invalid, "calendars.bad_calendar",
                                        "工作日历有几处需要修改，请按提示修改后再保存。",
                                        "The calendar needs correction; see the notes, then save again."};
inline constexpr ErrorSpec kBadQuestion{ErrorKind::Invalid, "calendars.bad_question",
                                        "时限算不出来：请按提示填写起点和时限。",
                                        "This limit cannot be worked out; see the notes on start and limit."};
inline constexpr ErrorSpec kOvertaken{ErrorKind::Conflict, "calendars.overtaken",
                                      "别人刚刚改过工作日历。请看过最新的再保存，您填的内容还在。",
                                      "Somebody has just changed the calendar. Look at it again before you save; what "
                                      "you typed is kept."};

}  // namespace linli::calendars
