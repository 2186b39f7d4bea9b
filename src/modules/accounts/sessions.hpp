#pragma once
// Signing in and out, the own password, and the first account of an installation.

#include <mutex>
#include <optional>
#include <string>

#include "modules/accounts/context.hpp"
#include "modules/accounts/types.hpp"

namespace linli::accounts {

struct SignIn {
  std::string login;
  std::string password;
  std::string peer;
  std::string old_secret;  // of a session this browser still has: it ends
};

struct SignedIn {
  DistrictId district;
  AccountId account;
  std::string secret;  // goes into the cookie and nowhere else
};

struct SetUp {
  std::string code;
  std::string login;
  std::string name;
  std::string password;
  std::string peer;
  std::string district_name;  // used when there is no district yet; may be empty
  std::string district_code;
};

class Sessions {
 public:
  explicit Sessions(Context& context) : context_(context) {}

  // Faults: accounts.bad_login (unknown, wrong, locked or closed, told apart by nothing, not even the time it takes),
  // accounts.locked_out, accounts.busy.
  [[nodiscard]] http::asio::awaitable<Result<SignedIn>> sign_in(SignIn request);
  [[nodiscard]] http::asio::awaitable<void> sign_out(const Caller& caller);
  // Ends all other sessions of the account. Failures count like failed sign-ins: a stolen session must not be a way to
  // guess the password.
  [[nodiscard]] http::asio::awaitable<Result<void>> change_password(const Caller& caller, std::string old_password,
                                                                    std::string new_password, std::string peer);

  // True while there is no account at all.
  [[nodiscard]] http::asio::awaitable<bool> setup_needed();
  // The code that the operator must type; made at the first call, nothing once there is an account. Blocks: for start.
  [[nodiscard]] std::optional<std::string> setup_code();
  // Makes the first account, a security administrator, who then gives everybody else their roles.
  [[nodiscard]] http::asio::awaitable<Result<AccountId>> set_up(SetUp request);

 private:
  struct Attempt {
    std::string login_subject;
    std::string peer_subject;
  };
  // Counts the attempt as failed before the password is looked at, so that many at once find the lock as well.
  [[nodiscard]] http::asio::awaitable<Result<void>> begin_attempt(const Attempt& attempt);
  [[nodiscard]] http::asio::awaitable<void> record_failure(const std::optional<Account>& account,
                                                           std::string_view peer);
  [[nodiscard]] http::asio::awaitable<Result<SignedIn>> open_session(const Account& account, const Attempt& attempt,
                                                                     const SignIn& request);
  [[nodiscard]] http::asio::awaitable<Result<void>> check_new_password(const Account& account,
                                                                       const std::string& password);
  [[nodiscard]] bool take_code(std::string_view code);

  Context& context_;
  std::mutex mutex_;
  std::optional<std::string> code_;  // guarded by mutex_
};

}  // namespace linli::accounts
