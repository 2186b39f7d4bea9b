#pragma once
// Changes of accounts and roles with their events: what the service and the commands share.

#include <optional>
#include <string>
#include <string_view>

#include "modules/accounts/types.hpp"
#include "storage/journal.hpp"
#include "storage/store.hpp"

namespace linli::accounts {

// Who acts: staff, or the system (a command of the operator) when there is no account.
[[nodiscard]] storage::Event account_event(std::string_view kind, DistrictId district, AccountId actor,
                                           AccountId subject);

struct AccountChange {
  std::optional<std::string> name;
  std::optional<AccountState> state;
};
// Anything but active ends the sessions. Nobody changes the state of their own account.
Result<void> change_account(storage::Transaction& transaction, DistrictId district, AccountId actor, AccountId account,
                            const AccountChange& change);

struct NewPassword {
  std::string hash;
  bool must_change = false;
  std::int64_t kept_session = 0;  // 0: every session ends
};
Result<void> set_password(storage::Transaction& transaction, DistrictId district, AccountId actor, AccountId account,
                          const NewPassword& password);

// The binding holds no longer from `on`. Earlier than its start: it never held.
Result<void> close_role(storage::Transaction& transaction, DistrictId district, AccountId actor, AccountId account,
                        std::int64_t binding, Date on);

// The home district; made when there is none yet, since accounts need one to stand in. An empty name becomes one that
// says so.
Result<DistrictId> home_or_new_district(storage::Transaction& transaction, const Lookups& lookups,
                                        std::string_view name = {}, std::string_view code = {});

// Civil date of the district at the transaction's time.
[[nodiscard]] Date today(storage::Snapshot& snapshot, DistrictId district);

}  // namespace linli::accounts
