#pragma once
// Plain values of identity.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/accounts/api.hpp"

namespace linli::accounts {

enum class AccountState {
  Active,
  Locked,  // by an administrator; the lock-out after failed sign-ins is not a state, it passes by itself
  Closed,
};
[[nodiscard]] std::string_view to_string(AccountState state);
[[nodiscard]] std::optional<AccountState> parse_state(std::string_view text);

struct Account {
  DistrictId district;
  AccountId id;
  std::string login;
  std::string name;
  AccountState state = AccountState::Active;
  std::string password_hash;  // PHC string; empty: cannot sign in
  Instant password_set_at;
  bool must_change = false;
};

// A role with its dates: [from, to).
struct DatedBinding {
  RoleBinding binding;
  Date from{};
  std::optional<Date> to;
};

struct Session {
  DistrictId district;
  std::int64_t id = 0;
  AccountId account;
  Instant started_at;
  Instant seen_at;
  Instant expires_at;
};

struct Token {
  DistrictId district;
  std::int64_t id = 0;
  AccountId account;
  std::string name;
  RoleBinding binding;  // its id is not set: the token lives while its owner holds such a role
  Instant expires_at;
};

}  // namespace linli::accounts
