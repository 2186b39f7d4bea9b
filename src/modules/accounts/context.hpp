#pragma once
// What the parts of the service share. Built once by Accounts; everything in it is thread-safe.

#include <chrono>
#include <string>
#include <vector>

#include "modules/accounts/api.hpp"
#include "modules/accounts/caller_cache.hpp"
#include "modules/accounts/passwords.hpp"
#include "storage/store.hpp"

namespace linli::accounts {

struct AccountsOptions {
  std::chrono::minutes idle{30};       // without a request for so long a session ends (GB/T 22239-2019 8.1.4.1 b)
  std::chrono::hours absolute{12};     // a working day; then the password is asked for again
  std::chrono::seconds revalidate{5};  // how late a change made by another process may be noticed
  Argon2Cost cost;
  int hash_threads = 1;  // of two cores one always serves pages
  int hash_queue = 64;
  int max_token_days = 366;
  std::vector<std::string> origins;  // further origins whose pages may send requests: `https://linli.example`
};

struct Context {
  storage::Store& store;
  const Clock& clock;
  const Lookups lookups;
  const AccountsOptions options;
  CallerCache cache;
  PasswordPool passwords;

  Context(storage::Store& opened, const Clock& time, Lookups asked, AccountsOptions chosen)
      : store(opened),
        clock(time),
        lookups(std::move(asked)),
        options(std::move(chosen)),
        passwords(options.hash_threads, options.hash_queue, options.cost) {}

  // The next request of the account asks the tables.
  void forget_after_commit(storage::Transaction& transaction, AccountId account) {
    transaction.after_commit([this, account] { cache.forget(account); });
  }
};

}  // namespace linli::accounts
