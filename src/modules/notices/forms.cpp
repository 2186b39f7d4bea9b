#include "modules/notices/forms.hpp"

#include <date/date.h>

#include <algorithm>
#include <boost/json/parse.hpp>

#include "base/json_writer.hpp"
#include "modules/notices/errors.hpp"
#include "storage/crypto.hpp"

namespace linli::notices {
namespace {

constexpr std::size_t kLineLength = 76;  // RFC 2045 6.8
constexpr int kRobotPause = 60;          // seconds: robots take some twenty messages a minute

const std::string& in(const Text& text, std::string_view language) { return language == "en" ? text.en : text.zh; }

storage::Digest hmac(std::string_view key, std::string_view text) {
  storage::Mac mac(storage::as_bytes_view(key));
  mac.update(storage::as_bytes_view(text));
  return mac.finish();
}

// RFC 2047, one word of at most 75 characters at a time, cut between characters.
std::string header_text(std::string_view text) {
  constexpr std::size_t kBytesAWord = 39;  // with `Subject: ` before it still a line of 78 characters

  std::string words;
  while (!text.empty()) {
    auto length = std::min(kBytesAWord, text.size());
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
    words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return words;
}

std::string lines_of(std::string_view encoded) {
  std::string lines;
  for (std::size_t at = 0; at < encoded.size(); at += kLineLength)
    lines.append(encoded.substr(at, kLineLength)).append("\r\n");
  return lines;
}

std::string escape_in_url(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~') {
      escaped += c;
    } else {
      escaped += '%';
      escaped += kHex[byte >> 4U];
      escaped += kHex[byte & 15U];
    }
  }
  return escaped;
}

std::string dingtalk_url(const Channel& robot, Instant now) {
  if (robot.secret.empty()) return robot.url;
  const auto stamp = std::to_string(to_ms(now));
  const auto digest = hmac(robot.secret, stamp + "\n" + robot.secret);
  return robot.url + (robot.url.find('?') == std::string::npos ? "?" : "&") + "timestamp=" + stamp +
         "&sign=" + escape_in_url(base64(storage::as_text(digest)));
}

std::string robot_text(const Words& words) {
  JsonWriter w;
  w.begin_object().field("msgtype", "text").key("text").begin_object();
  w.field("content", "【邻里】" + words.text.zh + "\n" + words.link).end_object();
  return w.end_object().take();
}

std::string webhook_body(const Words& words, std::int64_t id, Instant now) {
  JsonWriter w;
  w.begin_object().field("id", std::to_string(id)).field("event", words.event).field("kind", words.kind);
  w.field("number", words.number).field("text", words.text).field("link", words.link);
  return w.field("at", format_instant(now)).end_object().take();
}

std::unexpected<Error> said(const ErrorSpec& spec, const std::string& what, int retry_after_seconds) {
  auto error = make_error(spec);
  error.message.zh += "：" + what;
  error.message.en += ": " + what;
  error.retry_after_seconds = retry_after_seconds;
  return fail(std::move(error));
}

}  // namespace

std::string base64(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) {
      return i + k < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[i + k])) : 0U;
    };
    const auto group = at(0) << 16U | at(1) << 8U | at(2);
    text += kAlphabet[group >> 18U & 63U];
    text += kAlphabet[group >> 12U & 63U];
    text += i + 1 < bytes.size() ? kAlphabet[group >> 6U & 63U] : '=';
    text += i + 2 < bytes.size() ? kAlphabet[group & 63U] : '=';
  }
  return text;
}

std::string hmac_hex(std::string_view key, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  for (const auto byte : hmac(key, text)) {
    hex += kHex[std::to_integer<unsigned>(byte) >> 4U];
    hex += kHex[std::to_integer<unsigned>(byte) & 15U];
  }
  return hex;
}

Letter letter_of(const Channel& mail, std::string_view to, const Words& words, std::string_view language,
                 std::int64_t id, Instant now) {
  const auto domain = mail.from.substr(mail.from.find('@') + 1);
  const auto date = date::format("%a, %d %b %Y %H:%M:%S +0000",
                                 date::sys_seconds{std::chrono::floor<std::chrono::seconds>(now).time_since_epoch()});
  const auto& line = in(words.text, language);
  const std::string brand = language == "en" ? "[Linli] " : "【邻里】";
  const std::string foot = language == "en"
                               ? "\n\nSent by Linli. The link asks you to sign in, or for the secret of the report."
                               : "\n\n由邻里平台发出。打开链接要登录，或填写查询码。";
  Letter letter{mail.from, std::string(to), {}};
  letter.text = "Date: " + date + "\r\nFrom: " + header_text(language == "en" ? "Linli" : "邻里") + " <" + mail.from +
                ">\r\nTo: <" + letter.to + ">\r\nSubject: " + header_text(brand + line) + "\r\nMessage-ID: <" +
                std::to_string(id) + ".linli@" + domain +
                ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
                "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                lines_of(base64(line + "\n" + words.link + foot));
  return letter;
}

Post sms_of(const Channel& sms, std::string_view phone, const Words& words, std::string_view language,
            std::int64_t id) {
  const std::string brand = language == "en" ? "[Linli] " : "【邻里】";
  JsonWriter w;
  w.begin_object().field("id", std::to_string(id)).field("to", phone);
  w.field("text", brand + in(words.text, language) + " " + words.link).end_object();
  Post post{sms.url, {"Idempotency-Key: " + std::to_string(id)}, w.take()};
  if (!sms.secret.empty()) post.headers.push_back("Authorization: Bearer " + sms.secret);
  return post;
}

Post webhook_of(const Channel& receiver, const Words& words, std::int64_t id, Instant now) {
  if (receiver.kind == ChannelKind::WeCom) return {receiver.url, {}, robot_text(words)};
  if (receiver.kind == ChannelKind::DingTalk) return {dingtalk_url(receiver, now), {}, robot_text(words)};
  const auto stamp = std::to_string(to_ms(now) / 1000);
  auto body = webhook_body(words, id, now);
  const auto signature = "Linli-Signature: t=" + stamp + ",v1=" + hmac_hex(receiver.secret, stamp + "." + body);
  return {receiver.url,
          {"Linli-Event: " + words.event, "Linli-Delivery: " + std::to_string(id), signature},
          std::move(body)};
}

Result<void> outcome_of(const Reply& reply, bool robot) {
  const auto status = "HTTP " + std::to_string(reply.status);
  const bool later = reply.status == 408 || reply.status == 425 || reply.status == 429 || reply.status >= 500;
  if (later) return said(kServerBusy, status, reply.retry_after_seconds);
  if (reply.status < 200 || reply.status > 299) return said(kRefused, status, 0);
  if (!robot) return {};
  boost::system::error_code failed;
  const auto answer = boost::json::parse(reply.body, failed);
  const auto* object = failed ? nullptr : answer.if_object();
  const auto* code = object != nullptr ? object->if_contains("errcode") : nullptr;
  if (code != nullptr && code->is_int64() && code->get_int64() == 0) return {};
  return said(kServerBusy, "errcode " + (code != nullptr && code->is_int64() ? std::to_string(code->get_int64()) : "?"),
              kRobotPause);
}

}  // namespace linli::notices
