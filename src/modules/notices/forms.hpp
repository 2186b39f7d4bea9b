#pragma once
// The outer form of a message: letters, requests to the SMS adapter, signed webhooks, group robots. Pure.

#include <string>

#include "base/time.hpp"
#include "modules/notices/message.hpp"
#include "modules/notices/transport.hpp"

namespace linli::notices {

// RFC 5322 with a UTF-8 text in base64; `id` makes the Message-ID, the same for every try.
[[nodiscard]] Letter letter_of(const Channel& mail, std::string_view to, const Words& words, std::string_view language,
                               std::int64_t id, Instant now);

// `{"id","to","text"}`, with `Authorization: Bearer` when a token is set.
[[nodiscard]] Post sms_of(const Channel& sms, std::string_view phone, const Words& words, std::string_view language,
                          std::int64_t id);

// Signed: `Linli-Signature: t=<seconds>,v1=<hex of HMAC-SHA-256 over "t.body">`; or as WeCom and DingTalk want it.
[[nodiscard]] Post webhook_of(const Channel& receiver, const Words& words, std::int64_t id, Instant now);

// How the answer reads: 2xx (and errcode 0 of a robot) is taken; 408, 429 and 5xx are for later; others never.
[[nodiscard]] Result<void> outcome_of(const Reply& reply, bool robot);

[[nodiscard]] std::string base64(std::string_view bytes);
[[nodiscard]] std::string hmac_hex(std::string_view key, std::string_view text);

}  // namespace linli::notices
