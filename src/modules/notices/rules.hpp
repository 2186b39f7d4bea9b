#pragma once
// Pure decisions: by which way, when, in which words.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/notices/api.hpp"

namespace linli::notices {

// `21:30` → minutes of the day.
[[nodiscard]] std::optional<int> parse_minute(std::string_view text);
[[nodiscard]] std::string format_minute(int minute);

// How long it still is to the end of the quiet hours; zero outside them.
[[nodiscard]] std::chrono::seconds quiet_left(const Quiet& quiet, Instant now, Offset offset);

// No braces but {number}.
[[nodiscard]] bool is_impersonal(std::string_view text);
[[nodiscard]] std::string fill(std::string_view text, std::string_view number);

[[nodiscard]] bool applies(const Notice& notice, const Announcement& said);

// What a person of staff hears of a kind by: their own choice, else what the kind brings. Duties always stand in the
// inbox.
[[nodiscard]] Ways ways_of(const Person& person, const Kind& kind);

// What is known when a resident is to be told.
struct Reach {
  Wish wish;
  bool has_name = false;
  bool has_phone = false;
  bool reported_by_page = false;
  bool mail_works = false;  // the district can send mail
  bool sms_works = false;
};
// What the resident asked for if it can be done; else the next best. Who reported on a page follows it there; who came
// by telephone or to the window, and cannot be written to, is called. Nothing: nobody left anything to be told by.
[[nodiscard]] std::optional<Way> way_to_resident(const Reach& reach);

// Each fault names its field.
[[nodiscard]] std::vector<Fault> check_channel(const Channel& channel, const std::vector<std::string>& kinds);
[[nodiscard]] bool is_mail_address(std::string_view text);
// Digits, and + ( ) - and spaces between; 5 to 20 digits.
[[nodiscard]] bool is_phone(std::string_view text);
[[nodiscard]] Fault fault_of(std::string field, Text reason, Text remedy);

}  // namespace linli::notices
