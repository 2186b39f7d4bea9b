#pragma once
// Accounts, roles and tokens as administrators and owners manage them.

#include <optional>
#include <string>
#include <vector>

#include "modules/accounts/context.hpp"
#include "modules/accounts/records.hpp"
#include "modules/accounts/types.hpp"

namespace linli::accounts {

// A role with the names that pages show.
struct RoleView {
  DatedBinding dated;
  std::optional<AreaLabel> area;
  std::optional<std::string> body;
};

struct AccountView {
  Account account;
  std::vector<RoleView> roles;  // in force or to come
};

struct AccountPage {
  std::vector<AccountView> accounts;
  std::optional<std::string> next;
};

struct SessionView {
  Account account;
  District district;
  std::vector<RoleView> roles;        // in force today
  bool must_change_password = false;  // set for the person, or older than the rule wants
};

struct NewToken {
  std::string name;
  RoleBinding binding;
  Date expires{};  // the first day it no longer opens anything
};
struct IssuedToken {
  std::int64_t id = 0;
  std::string secret;  // shown once
};
struct TokenView {
  Token token;
  RoleView role;
};

// Every call takes the caller it is made for and touches that caller's district only: what lies in another reads as
// not found. Changes are felt by the very next request.
class People {
 public:
  explicit People(Context& context) : context_(context) {}

  [[nodiscard]] http::asio::awaitable<std::optional<SessionView>> session(const Caller& caller);
  [[nodiscard]] http::asio::awaitable<AccountPage> list(const Caller& caller, std::string text, std::string after,
                                                        int limit);
  [[nodiscard]] http::asio::awaitable<Result<AccountView>> add(const Caller& caller, std::string login,
                                                               std::string name, std::string password);
  [[nodiscard]] http::asio::awaitable<Result<AccountView>> change(const Caller& caller, AccountId account,
                                                                  AccountChange change);
  // Somebody else's password: it must be changed at the next sign-in. Not of an audit administrator.
  [[nodiscard]] http::asio::awaitable<Result<void>> reset_password(const Caller& caller, AccountId account,
                                                                   std::string password);

  [[nodiscard]] http::asio::awaitable<Result<RoleView>> give_role(const Caller& caller, AccountId account,
                                                                  NewBinding binding);
  [[nodiscard]] http::asio::awaitable<Result<void>> end_role(const Caller& caller, AccountId account,
                                                             std::int64_t binding, std::optional<Date> on);

  [[nodiscard]] http::asio::awaitable<std::vector<TokenView>> tokens(const Caller& caller);
  // Faults: accounts.token_role when the caller does not hold the role; accounts.session_only.
  [[nodiscard]] http::asio::awaitable<Result<IssuedToken>> issue_token(const Caller& caller, NewToken token);
  [[nodiscard]] http::asio::awaitable<Result<void>> revoke_token(const Caller& caller, std::int64_t token);

 private:
  [[nodiscard]] RoleView view(storage::Snapshot& snapshot, DistrictId district, const DatedBinding& binding) const;
  [[nodiscard]] AccountView view(storage::Snapshot& snapshot, Account account) const;
  // Area and body exist in the caller's district.
  [[nodiscard]] Result<void> check_places(storage::Snapshot& snapshot, DistrictId district,
                                          const NewBinding& binding) const;

  Context& context_;
};

}  // namespace linli::accounts
