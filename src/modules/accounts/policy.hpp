#pragma once
// Numbers that law, standards or practice set for passwords and lock-out: data with their source, dated, picked by day.

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"

namespace linli::accounts {

enum class PolicyItem {
  MinLength,         // characters
  MinKinds,          // of: lower-case, upper-case, digits, anything else
  PassphraseLength,  // from here on no mixture is asked for
  MaxAgeDays,        // then the pages ask for a new one; nobody is shut out
  Remembered,        // as many earlier passwords are not taken again
};

struct PolicyRule {
  PolicyItem item{};
  int value = 0;
  std::string_view valid_from;  // date
  std::string_view source_zh;
  std::string_view source_en;
};
// Shipped rules; a later one with the same item replaces the earlier from its date on.
[[nodiscard]] std::span<const PolicyRule> shipped_password_rules();
// The rule in force; asserts that there is one.
[[nodiscard]] const PolicyRule& rule_on(std::span<const PolicyRule> rules, PolicyItem item, Date on);

struct PasswordOwner {
  std::string_view login;
  std::string_view name;
};
// Is it long and mixed enough, and not the login or a password that everybody tries first?
[[nodiscard]] Result<void> check_password(std::string_view password, const PasswordOwner& owner, Date on,
                                          std::span<const PolicyRule> rules = shipped_password_rules());

// How long to wait after so many failures in a row: nothing below `free`, then `first`, doubling up to `longest`.
// Without a failure for `forget_after` counting starts again.
struct BackOff {
  int free = 0;
  std::chrono::seconds first{};
  std::chrono::seconds longest{};
  std::chrono::seconds forget_after{};
};
// GB/T 22239-2019 8.1.4.1 b asks for a limit and leaves the numbers open. The cap keeps a stranger from locking a
// colleague out for the day; an office behind one address shares the larger allowance.
inline constexpr BackOff kAccountBackOff{5, std::chrono::seconds{30}, std::chrono::minutes{15}, std::chrono::hours{24}};
inline constexpr BackOff kPeerBackOff{20, std::chrono::seconds{30}, std::chrono::minutes{15}, std::chrono::hours{24}};
[[nodiscard]] std::chrono::seconds delay_after(const BackOff& back_off, int failures);

// Under which name failures of an address are counted: an IPv6 customer owns a whole /64.
[[nodiscard]] std::string peer_subject(std::string_view address);

}  // namespace linli::accounts
