#pragma once
// Who may do what: pure decisions on roles and dates.

#include <span>
#include <vector>

#include "modules/accounts/types.hpp"

namespace linli::accounts {

// What a role is bound to.
enum class Bound { ToDistrict, ToGrids, ToArea, ToBody };
[[nodiscard]] Bound bound_of(Role role);
[[nodiscard]] std::span<const Right> rights_of(Role role);
[[nodiscard]] bool is_administrator(Role role);

// [from, to) holds on that day.
[[nodiscard]] bool in_force(const DatedBinding& binding, Date on);
[[nodiscard]] bool same_duty(const RoleBinding& a, const RoleBinding& b);

// Does the binding make sense by itself: an area where the role needs one, none where it may not have one, dates in
// order?
[[nodiscard]] Result<void> check_binding(const NewBinding& binding);

// GB/T 22239-2019 8.1.4.2 d (separation of administrators): system, security and audit administrator never meet in one
// person, not on a single day, the future included.
[[nodiscard]] Result<void> check_administrators_apart(std::span<const DatedBinding> held, const NewBinding& wanted);

// Fills rights and scopes from the roles in force; `grids` are those the account answers for as steward or deputy.
void derive_authority(Caller& caller, std::span<const GridId> grids);

// A login that people can type and that cannot be mistaken: letters and digits of any script and . _ - @, 2 to 64.
[[nodiscard]] Result<void> check_account(const NewAccount& account);
// Logins are compared in this form: width and case do not matter. Empty when not usable as a login.
[[nodiscard]] std::string login_key(std::string_view login);

}  // namespace linli::accounts
