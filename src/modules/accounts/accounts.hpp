#pragma once
// The module as app builds it: one object, made once after the store is open, destroyed after the server has stopped.

#include "http/router.hpp"
#include "modules/accounts/context.hpp"
#include "modules/accounts/gate.hpp"
#include "modules/accounts/people.hpp"
#include "modules/accounts/sessions.hpp"

namespace linli::accounts {

class Accounts {
 public:
  Accounts(storage::Store& store, const Clock& clock, Lookups lookups, AccountsOptions options = {});

  // For http::Server; holds a reference to this object.
  [[nodiscard]] http::Gate gate();
  // The code to print at start while there is no account.
  [[nodiscard]] std::optional<std::string> setup_code() { return sessions_.setup_code(); }
  // The account's scopes changed elsewhere (a grid's steward): its next request asks the tables. Thread-safe.
  void forget(AccountId account) { context_.cache.forget(account); }
  // The account with the roles of now, for work that goes on after the request; nothing when it is closed or locked.
  [[nodiscard]] std::optional<Caller> caller(storage::Snapshot& snapshot, DistrictId district, AccountId account) const;
  // Who is behind an API token that came otherwise than in a header (Open311's api_key); nothing when it is not good.
  [[nodiscard]] std::optional<Caller> caller_of_key(storage::Snapshot& snapshot, std::string_view key) const;
  // Timed duty, daily: drops sessions and failures that are a month past.
  void sweep();

  [[nodiscard]] Sessions& sessions() { return sessions_; }
  [[nodiscard]] People& people() { return people_; }
  [[nodiscard]] Context& context() { return context_; }

 private:
  Context context_;
  Gatekeeper gatekeeper_;
  Sessions sessions_;
  People people_;
};

}  // namespace linli::accounts
