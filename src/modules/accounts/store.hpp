#pragma once
// SQL of districts, accounts and role bindings.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/accounts/types.hpp"
#include "storage/store.hpp"

namespace linli::accounts::store {

[[nodiscard]] bool any_account(storage::Snapshot& snapshot);

[[nodiscard]] std::optional<Account> find_account(storage::Snapshot& snapshot, DistrictId district, AccountId account);
// By login_key(), in the whole installation.
[[nodiscard]] std::optional<Account> find_login(storage::Snapshot& snapshot, std::string_view login_key);

// Accounts whose login or name contains `text`, by login, after the login key `after`.
struct AccountFilter {
  std::string text;
  std::string after;
  int limit = 50;
};
struct AccountLine {
  Account account;
  std::string login_key;  // cursor
};
[[nodiscard]] std::vector<AccountLine> list_accounts(storage::Snapshot& snapshot, DistrictId district,
                                                     const AccountFilter& filter);

// False when the login is taken.
bool insert_account(storage::Transaction& transaction, const Account& account, std::string_view login_key);
void update_account(storage::Transaction& transaction, const Account& account);

// All of the account, ended ones included, oldest first.
[[nodiscard]] std::vector<DatedBinding> list_bindings(storage::Snapshot& snapshot, DistrictId district,
                                                      AccountId account);
void insert_binding(storage::Transaction& transaction, DistrictId district, AccountId account, AccountId granted_by,
                    const DatedBinding& binding);
void close_binding(storage::Transaction& transaction, DistrictId district, std::int64_t binding, AccountId closed_by,
                   Date on);

// Newest first.
[[nodiscard]] std::vector<std::string> earlier_passwords(storage::Snapshot& snapshot, DistrictId district,
                                                         AccountId account, int count);
void remember_password(storage::Transaction& transaction, const Account& account);

}  // namespace linli::accounts::store
