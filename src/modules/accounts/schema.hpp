#pragma once

#include <array>

#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::accounts {

extern const storage::Schema kAccountsSchema;

// Tables the journal vouches for. Sessions and failures change too often to be digested; their events stand in the
// journal all the same.
inline constexpr std::array kTables{
    storage::TableSpec{"districts", "id", "name, code, offset_minutes, created_at"},
    storage::TableSpec{"accounts", "id",
                       "login, login_key, name, state, password_hash, password_set_at, must_change, created_at"},
    storage::TableSpec{"role_bindings", "id",
                       "account, role, area, body, valid_from, valid_to, granted_by, granted_at, closed_by, closed_at"},
    storage::TableSpec{"api_tokens", "id",
                       "account, name, secret_digest, role, area, body, created_at, expires_at, revoked_at"},
};
inline constexpr const storage::TableSpec& kDistrictsTable = kTables[0];
inline constexpr const storage::TableSpec& kAccountsTable = kTables[1];
inline constexpr const storage::TableSpec& kBindingsTable = kTables[2];
inline constexpr const storage::TableSpec& kTokensTable = kTables[3];

}  // namespace linli::accounts
