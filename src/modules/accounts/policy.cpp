#include "modules/accounts/policy.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>

#include "base/text.hpp"
#include "modules/accounts/errors.hpp"
#include "modules/accounts/rules.hpp"

namespace linli::accounts {
namespace {

// The standard asks for complexity and periodic change and names no numbers; those are what comparable products for
// level 3 ship (JeecgBoot, SmartAdmin), so a locality may replace them.
constexpr std::string_view kSourceZh = "GB/T 22239-2019 身份鉴别 a；数值按同类产品惯例";
constexpr std::string_view kSourceEn = "GB/T 22239-2019, identity authentication a; numbers by practice";

constexpr std::array<PolicyRule, 5> kShipped{{
    {PolicyItem::MinLength, 8, "2019-12-01", kSourceZh, kSourceEn},
    {PolicyItem::MinKinds, 3, "2019-12-01", kSourceZh, kSourceEn},
    {PolicyItem::PassphraseLength, 16, "2019-12-01", kSourceZh, kSourceEn},
    {PolicyItem::MaxAgeDays, 180, "2019-12-01", kSourceZh, kSourceEn},
    {PolicyItem::Remembered, 5, "2019-12-01", kSourceZh, kSourceEn},
}};

// What is tried first everywhere, compared without regard to case. Mixed enough to pass the other rules.
constexpr std::array<std::string_view, 14> kTriedFirst{
    "password1!", "passw0rd!", "p@ssw0rd",  "p@ssword1", "aa123456!",   "abc123456!", "admin123!",
    "admin@123",  "qwer1234!", "1qaz2wsx!", "1qaz@wsx",  "a123456789!", "abcd1234!",  "woaini1314!"};

constexpr std::size_t kMaxBytes = 512;

Fault weak(std::string zh, std::string en, const PolicyRule* rule) {
  Text remedy{"换一个更长、更难猜的密码；几个不相干的词连起来就很好。",
              "Choose a longer password that is harder to guess; a few unrelated words do well."};
  if (rule != nullptr) {
    remedy.zh += "（依据：" + std::string(rule->source_zh) + "）";
    remedy.en += " (Source: " + std::string(rule->source_en) + ".)";
  }
  return {"password", std::nullopt, "", {std::move(zh), std::move(en)}, std::move(remedy)};
}

int kinds_of(std::string_view password) {
  bool lower = false;
  bool upper = false;
  bool digit = false;
  bool other = false;
  for (const char c : password) {
    if (c >= 'a' && c <= 'z')
      lower = true;
    else if (c >= 'A' && c <= 'Z')
      upper = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      other = true;
  }
  return int{lower} + int{upper} + int{digit} + int{other};
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Contains the owner's login or name, which are on every list of guesses.
bool names_owner(std::string_view password, const PasswordOwner& owner) {
  const auto folded = lower_case(password);
  const auto login = lower_case(owner.login);
  if (login.size() >= 4 && folded.contains(login)) return true;
  return length_utf8(owner.name) >= 2 && length_utf8(password) < length_utf8(owner.name) + 6 &&
         password.contains(owner.name);
}

}  // namespace

std::span<const PolicyRule> shipped_password_rules() { return kShipped; }

const PolicyRule& rule_on(std::span<const PolicyRule> rules, PolicyItem item, Date on) {
  const PolicyRule* found = nullptr;
  const auto day = format_date(on);
  for (const auto& rule : rules) {
    if (rule.item != item || rule.valid_from > day) continue;
    if (found == nullptr || rule.valid_from >= found->valid_from) found = &rule;
  }
  // A clock before every rule must not leave passwords unchecked: the earliest holds.
  if (found == nullptr) {
    for (const auto& rule : rules) {
      if (rule.item == item && (found == nullptr || rule.valid_from < found->valid_from)) found = &rule;
    }
  }
  LINLI_ASSERT(found != nullptr);
  return *found;
}

Result<void> check_password(std::string_view password, const PasswordOwner& owner, Date on,
                            std::span<const PolicyRule> rules) {
  std::vector<Fault> faults;
  const auto& shortest = rule_on(rules, PolicyItem::MinLength, on);
  const auto& mixed = rule_on(rules, PolicyItem::MinKinds, on);
  const auto& phrase = rule_on(rules, PolicyItem::PassphraseLength, on);
  if (!is_valid_utf8(password) || password.size() > kMaxBytes) {
    faults.push_back(
        weak("密码太长，或含有不能使用的字符。", "Too long, or with characters that cannot be used.", nullptr));
    return fail(kWeakPassword, std::move(faults));
  }
  const auto length = static_cast<int>(length_utf8(password));
  if (length < shortest.value) {
    const auto number = std::to_string(shortest.value);
    faults.push_back(
        weak("密码至少要 " + number + " 个字符。", "At least " + number + " characters are needed.", &shortest));
  } else if (length < phrase.value && kinds_of(password) < mixed.value) {
    const auto number = std::to_string(mixed.value);
    const auto enough = std::to_string(phrase.value);
    faults.push_back(weak(
        "大写字母、小写字母、数字、其他字符中至少要有 " + number + " 种；或者用 " + enough + " 个字符以上的长密码。",
        "Mix at least " + number + " of capitals, small letters, digits and other characters; or use " + enough +
            " characters or more.",
        &mixed));
  }
  if (names_owner(password, owner))
    faults.push_back(
        weak("密码里不要有自己的用户名或姓名。", "The password must not contain your login or name.", nullptr));
  if (std::ranges::find(kTriedFirst, lower_case(password)) != kTriedFirst.end())
    faults.push_back(weak("这个密码人人都会先试。", "This is a password that everybody tries first.", nullptr));
  if (!faults.empty()) return fail(kWeakPassword, std::move(faults));
  return {};
}

std::chrono::seconds delay_after(const BackOff& back_off, int failures) {
  if (failures < back_off.free) return {};
  auto delay = back_off.first;
  for (int i = back_off.free; i < failures && delay < back_off.longest; ++i) delay *= 2;
  return std::min(delay, back_off.longest);
}

std::string peer_subject(std::string_view address) {
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address(std::string(address), error);
  if (error || parsed.is_v4()) return "peer:" + std::string(address.substr(0, 64));
  auto bytes = parsed.to_v6().to_bytes();
  if (parsed.to_v6().is_v4_mapped())
    return "peer:" + boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, parsed.to_v6()).to_string();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return "peer:" + boost::asio::ip::address_v6(bytes).to_string() + "/64";
}

}  // namespace linli::accounts
