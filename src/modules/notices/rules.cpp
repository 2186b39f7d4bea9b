#include "modules/notices/rules.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace linli::notices {
namespace {

constexpr int kMinutesADay = 24 * 60;
constexpr std::size_t kLongestAddress = 254;  // RFC 5321 4.5.3.1.3, without the brackets
constexpr std::string_view kNumberMark = "{number}";

template <class T, std::size_t N>
std::string_view word_of(T value, const std::array<std::pair<T, std::string_view>, N>& words) {
  return std::ranges::find(words, value, &std::pair<T, std::string_view>::first)->second;
}
template <class T, std::size_t N>
std::optional<T> value_of(std::string_view word, const std::array<std::pair<T, std::string_view>, N>& words) {
  const auto found = std::ranges::find(words, word, &std::pair<T, std::string_view>::second);
  if (found == words.end()) return std::nullopt;
  return found->first;
}

constexpr std::array<std::pair<Way, std::string_view>, 4> kWays{
    {{Way::Page, "page"}, {Way::Mail, "mail"}, {Way::Sms, "sms"}, {Way::Call, "call"}}};
constexpr std::array<std::pair<ChannelKind, std::string_view>, 5> kChannelKinds{{{ChannelKind::Mail, "mail"},
                                                                                 {ChannelKind::Sms, "sms"},
                                                                                 {ChannelKind::Webhook, "webhook"},
                                                                                 {ChannelKind::WeCom, "wecom"},
                                                                                 {ChannelKind::DingTalk, "dingtalk"}}};
constexpr std::array<std::pair<Security, std::string_view>, 3> kSecurities{
    {{Security::None, "none"}, {Security::StartTls, "starttls"}, {Security::Tls, "tls"}}};
constexpr std::array<std::pair<Outcome, std::string_view>, 5> kOutcomes{{{Outcome::Reached, "reached"},
                                                                         {Outcome::NoAnswer, "no_answer"},
                                                                         {Outcome::WrongNumber, "wrong_number"},
                                                                         {Outcome::Refused, "refused"},
                                                                         {Outcome::ToldOtherwise, "told_otherwise"}}};

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_web_address(std::string_view url) {
  const auto rest = url.starts_with("https://") ? url.substr(8) : url.starts_with("http://") ? url.substr(7) : "";
  return !rest.empty() && rest.front() != '/' && url.size() <= 1000 && is_plain(url) && url.find('@') == url.npos;
}

void check_mail(const Channel& channel, std::vector<Fault>& faults) {
  if (channel.host.empty() || channel.host.size() > 253 || !is_plain(channel.host) ||
      channel.host.find_first_of("/@?#") != std::string::npos)
    faults.push_back(fault_of("host", {"服务器名称为空或不对", "The server's name is empty or wrong"},
                              {"例如 smtp.example.gov.cn", "For example smtp.example.gov.cn"}));
  if (channel.port < 1 || channel.port > 65535)
    faults.push_back(fault_of("port", {"端口应在 1 到 65535 之间", "The port must be 1 to 65535"},
                              {"常用 587（STARTTLS）或 465（TLS）", "Usually 587 (STARTTLS) or 465 (TLS)"}));
  if (!is_mail_address(channel.from))
    faults.push_back(
        fault_of("from", {"发件地址不对", "The sender's address is wrong"},
                 {"写一个邮箱地址，例如 linli@example.gov.cn", "An address such as linli@example.gov.cn"}));
  if (channel.security == Security::None && !channel.user.empty() && channel.host != "127.0.0.1" &&
      channel.host != "localhost")
    faults.push_back(fault_of("security", {"不加密时不能发送密码", "A password must not travel unencrypted"},
                              {"选择 STARTTLS 或 TLS，或去掉用户名", "Choose STARTTLS or TLS, or leave the user out"}));
}

}  // namespace

std::string_view to_string(Way way) { return word_of(way, kWays); }
std::optional<Way> parse_way(std::string_view text) { return value_of(text, kWays); }
std::string_view to_string(ChannelKind kind) { return word_of(kind, kChannelKinds); }
std::optional<ChannelKind> parse_channel_kind(std::string_view text) { return value_of(text, kChannelKinds); }
std::string_view to_string(Security security) { return word_of(security, kSecurities); }
std::optional<Security> parse_security(std::string_view text) { return value_of(text, kSecurities); }
std::string_view to_string(Outcome outcome) { return word_of(outcome, kOutcomes); }
std::optional<Outcome> parse_outcome(std::string_view text) { return value_of(text, kOutcomes); }

std::optional<int> parse_minute(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : -1000; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hour = digit(0) * 10 + digit(1);
  const int minute = digit(3) * 10 + digit(4);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

std::string format_minute(int minute) {
  const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

std::chrono::seconds quiet_left(const Quiet& quiet, Instant now, Offset offset) {
  const auto since_midnight = now - start_of(date_of(now, offset), offset);
  const auto second = std::chrono::duration_cast<std::chrono::seconds>(since_midnight).count();
  const int minute = static_cast<int>(second / 60);
  const bool inside =
      quiet.from <= quiet.to ? quiet.from <= minute && minute < quiet.to : minute >= quiet.from || minute < quiet.to;
  if (!inside) return std::chrono::seconds{0};
  const auto end = std::int64_t{quiet.to} * 60 + (minute >= quiet.to ? std::int64_t{kMinutesADay} * 60 : 0);
  return std::chrono::seconds{end - second};
}

bool is_impersonal(std::string_view text) {
  std::string rest = fill(text, "");
  return rest.find_first_of("{}") == std::string::npos;
}

std::string fill(std::string_view text, std::string_view number) {
  std::string filled(text);
  for (auto at = filled.find(kNumberMark); at != std::string::npos; at = filled.find(kNumberMark, at + number.size()))
    filled.replace(at, kNumberMark.size(), number);
  return filled;
}

bool applies(const Notice& notice, const Announcement& said) {
  switch (notice.only) {
    case Only::Always:
      return true;
    case Only::WithoutLead:
      return said.lead_grid == 0 && said.lead_body == 0;
    case Only::ByResident:
      return said.by_resident;
    case Only::NotByResident:
      break;
  }
  return !said.by_resident;
}

Ways ways_of(const Person& person, const Kind& kind) {
  const auto chosen = std::ranges::find(person.choices, kind.key, &std::pair<std::string, Ways>::first);
  auto ways = chosen != person.choices.end() ? chosen->second : kind.ways;
  if (kind.duty) ways.add(Way::Page);
  return ways;
}

std::optional<Way> way_to_resident(const Reach& reach) {
  const bool can_mail = reach.mail_works && !reach.wish.mail.empty();
  const bool can_sms = reach.sms_works && reach.has_phone;
  const auto wish = reach.wish.way;
  if (wish == Way::Page) return Way::Page;
  const bool can_call = reach.has_phone || reach.has_name;  // a name alone: word is sent
  if (wish == Way::Call && can_call) return Way::Call;
  if (wish == Way::Mail && can_mail) return Way::Mail;
  if (can_sms) return Way::Sms;
  if (can_mail) return Way::Mail;
  if (wish == Way::Sms && reach.has_phone) return Way::Call;
  if (reach.reported_by_page || wish) return Way::Page;
  return can_call ? std::optional(Way::Call) : std::nullopt;
}

std::vector<Fault> check_channel(const Channel& channel, const std::vector<std::string>& kinds) {
  std::vector<Fault> faults;
  const auto name = trim(channel.name);
  if (name.empty() || length_utf8(name) > 60)
    faults.push_back(fault_of("name", {"名称为空或太长", "The name is empty or too long"},
                              {"写 1 到 60 个字", "Write 1 to 60 characters"}));
  if (channel.kind == ChannelKind::Mail) {
    check_mail(channel, faults);
  } else if (!is_web_address(channel.url)) {
    faults.push_back(
        fault_of("url", {"网址不对", "The address is wrong"},
                 {"以 https:// 或 http:// 开头，不带用户名", "Begin with https:// or http://, without a user"}));
  }
  if (channel.kind == ChannelKind::Webhook && channel.secret.size() < 16)
    faults.push_back(
        fault_of("secret", {"签名密钥至少 16 个字符", "A signing secret has 16 characters or more"},
                 {"用随机的长密钥，接收方用它核对签名", "Use a long random one; the receiver checks with it"}));
  for (const auto& kind : channel.kinds) {
    if (std::ranges::find(kinds, kind) == kinds.end())
      faults.push_back(fault_of("kinds", {"没有这一类：" + kind, "There is no such kind: " + kind},
                                {"从清单中选择", "Choose from the list"}));
  }
  if (channel.secret.find_first_of("\r\n") != std::string::npos ||
      channel.user.find_first_of("\r\n") != std::string::npos)
    faults.push_back(
        fault_of("secret", {"不能有换行", "There must be no line break"}, {"写在一行里", "Write it in one line"}));
  return faults;
}

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.size() > kLongestAddress || !is_plain(text)) return false;
  const auto domain = text.substr(at + 1);
  return domain.find('@') == domain.npos && domain.find('.') != domain.npos && !domain.starts_with('.') &&
         !domain.ends_with('.') && text.find_first_of("<>()[],;:\\\"") == text.npos;
}

bool is_phone(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      ++digits;
    else if (std::string_view("+-() ").find(c) == std::string_view::npos)
      return false;
  }
  return digits >= 5 && digits <= 20;
}

Fault fault_of(std::string field, Text reason, Text remedy) {
  return {std::move(field), std::nullopt, {}, std::move(reason), std::move(remedy)};
}

}  // namespace linli::notices
