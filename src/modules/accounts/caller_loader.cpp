#include "modules/accounts/caller_loader.hpp"

#include <algorithm>

#include "modules/accounts/rules.hpp"
#include "modules/accounts/session_store.hpp"
#include "modules/accounts/store.hpp"

namespace linli::accounts {
namespace {

bool holds_steward(const Caller& caller) {
  return std::ranges::any_of(caller.roles, [](const RoleBinding& held) { return held.role == Role::Steward; });
}

// Everything but rights and scopes, which follow from `roles`.
std::optional<Caller> load_identity(storage::Snapshot& snapshot, DistrictId district, AccountId account) {
  const auto row = store::find_account(snapshot, district, account);
  if (!row || row->state != AccountState::Active) return std::nullopt;
  const auto home = find_district(snapshot, district);
  if (!home) return std::nullopt;
  Caller caller;
  caller.district = district;
  caller.account = account;
  caller.name = row->name;
  caller.offset = home->offset;
  caller.must_change_password = row->must_change;
  caller.log_label = to_string(account);
  const auto day = date_of(snapshot.now(), caller.offset);
  for (const auto& dated : store::list_bindings(snapshot, district, account)) {
    if (in_force(dated, day)) caller.roles.push_back(dated.binding);
  }
  return caller;
}

void add_authority(storage::Snapshot& snapshot, Caller& caller, const Lookups& lookups) {
  std::vector<GridId> grids;
  if (holds_steward(caller) && lookups.grids_of) grids = lookups.grids_of(snapshot, caller.district, caller.account);
  derive_authority(caller, grids);
}

Credential credential_of(Caller caller, Instant now, Instant expires_at, Instant seen_at) {
  const auto tomorrow = Date{std::chrono::sys_days{date_of(now, caller.offset)} + std::chrono::days{1}};
  const auto day_ends_at = start_of(tomorrow, caller.offset);
  return {.caller = std::make_shared<const Caller>(std::move(caller)),
          .csrf = {},
          .expires_at = expires_at,
          .day_ends_at = day_ends_at,
          .seen_at = seen_at};
}

}  // namespace

storage::Digest session_digest(const storage::KeyRing& keys, std::string_view secret) {
  return keys.secret_digest("session", secret);
}

storage::Digest token_digest(const storage::KeyRing& keys, std::string_view secret) {
  return keys.secret_digest("api-token", secret);
}

std::string csrf_token(const storage::KeyRing& keys, std::string_view secret) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string token;
  for (const auto byte : keys.secret_digest("csrf", secret)) {
    token += kHex[std::to_integer<unsigned>(byte) >> 4U];
    token += kHex[std::to_integer<unsigned>(byte) & 15U];
  }
  return token;
}

std::optional<Caller> load_caller(storage::Snapshot& snapshot, DistrictId district, AccountId account,
                                  const Lookups& lookups) {
  auto caller = load_identity(snapshot, district, account);
  if (caller) add_authority(snapshot, *caller, lookups);
  return caller;
}

std::optional<Credential> load_session(storage::Snapshot& snapshot, const storage::Digest& digest,
                                       std::chrono::milliseconds idle, const Lookups& lookups) {
  const auto session = store::find_session(snapshot, digest);
  if (!session || session->seen_at + idle <= snapshot.now()) return std::nullopt;
  auto caller = load_caller(snapshot, session->district, session->account, lookups);
  if (!caller) return std::nullopt;
  caller->session = session->id;
  return credential_of(std::move(*caller), snapshot.now(), session->expires_at, session->seen_at);
}

std::optional<Credential> load_token(storage::Snapshot& snapshot, const storage::Digest& digest,
                                     const Lookups& lookups) {
  const auto token = store::find_token(snapshot, digest);
  if (!token) return std::nullopt;
  auto caller = load_identity(snapshot, token->district, token->account);
  if (!caller) return std::nullopt;
  // The token carries one of its owner's roles and nothing else, for as long as the owner holds it.
  std::erase_if(caller->roles, [&](const RoleBinding& held) { return !same_duty(held, token->binding); });
  if (caller->roles.empty()) return std::nullopt;
  caller->token = token->id;
  caller->must_change_password = false;
  add_authority(snapshot, *caller, lookups);
  return credential_of(std::move(*caller), snapshot.now(), token->expires_at, snapshot.now());
}

}  // namespace linli::accounts
