#pragma once
// What stands in the outbox: whom, about what, in which words; never an address, so that nothing personal lies about.

#include <optional>
#include <string>
#include <string_view>

#include "modules/notices/types.hpp"

namespace linli::notices {

// Names of the outbox's channels: each is served by a thread of its own.
inline constexpr std::string_view kMailQueue = "mail";
inline constexpr std::string_view kSmsQueue = "sms";
inline constexpr std::string_view kWebhookQueue = "webhook";

enum class Recipient { Account, Resident, Channel };

struct Message {
  Recipient to{};
  std::int64_t id = 0;  // of the account, the resident's case, or the receiving channel
  std::string kind;     // with the event, says which words
  std::string event;
  std::string number;
  std::string subject_kind;
  std::int64_t subject = 0;
  // Of a resident's case: which desk calls when this cannot be delivered.
  AreaId community;
  AreaId subdistrict;
  bool has_phone = false;
};

[[nodiscard]] std::string payload_of(const Message& message);
[[nodiscard]] std::optional<Message> read_message(std::string_view payload);

// The words with their link, as people and programs get them.
struct Words {
  Text text;
  std::string link;
  std::string number;
  std::string event;
  std::string kind;
};
[[nodiscard]] Words words_of(const Message& message, const Text& text, std::string_view url);

}  // namespace linli::notices
