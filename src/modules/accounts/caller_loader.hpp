#pragma once
// From a secret to the caller behind it, by the tables.

#include <optional>
#include <string>

#include "modules/accounts/caller_cache.hpp"
#include "modules/accounts/types.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::accounts {

// What a secret is kept as, and the CSRF token that goes with a session: both follow from the cookie, so that nothing
// in the tables opens a session or forges a request.
[[nodiscard]] storage::Digest session_digest(const storage::KeyRing& keys, std::string_view secret);
[[nodiscard]] storage::Digest token_digest(const storage::KeyRing& keys, std::string_view secret);
[[nodiscard]] std::string csrf_token(const storage::KeyRing& keys, std::string_view secret);

// The caller of an active account with the roles in force on the snapshot's day; nothing when closed or locked.
[[nodiscard]] std::optional<Caller> load_caller(storage::Snapshot& snapshot, DistrictId district, AccountId account,
                                                const Lookups& lookups);

// Nothing when there is no such session or token, or it must not be used any more. `csrf` of the credential is left
// empty.
[[nodiscard]] std::optional<Credential> load_session(storage::Snapshot& snapshot, const storage::Digest& digest,
                                                     std::chrono::milliseconds idle, const Lookups& lookups);
[[nodiscard]] std::optional<Credential> load_token(storage::Snapshot& snapshot, const storage::Digest& digest,
                                                   const Lookups& lookups);

}  // namespace linli::accounts
