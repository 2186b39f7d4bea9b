#pragma once
// SQL of sessions, API tokens and failed sign-ins.

#include <optional>
#include <string_view>
#include <vector>

#include "modules/accounts/policy.hpp"
#include "modules/accounts/types.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::accounts::store {

// Neither ended nor past its absolute end; idleness is the caller's question.
[[nodiscard]] std::optional<Session> find_session(storage::Snapshot& snapshot, const storage::Digest& secret);
void insert_session(storage::Transaction& transaction, const Session& session, const storage::Digest& secret);
void touch_session(storage::Transaction& transaction, DistrictId district, std::int64_t session, Instant seen_at);
void end_session(storage::Transaction& transaction, DistrictId district, std::int64_t session);
// All of the account but `kept` (0: none is kept).
void end_sessions(storage::Transaction& transaction, DistrictId district, AccountId account, std::int64_t kept);

// Neither revoked nor expired.
[[nodiscard]] std::optional<Token> find_token(storage::Snapshot& snapshot, const storage::Digest& secret);
[[nodiscard]] std::vector<Token> list_tokens(storage::Snapshot& snapshot, DistrictId district, AccountId account);
void insert_token(storage::Transaction& transaction, const Token& token, const storage::Digest& secret);
// False when there is no live one of that account.
bool revoke_token(storage::Transaction& transaction, DistrictId district, AccountId account, std::int64_t token);

// Seconds until `subject` may try again; 0: now.
[[nodiscard]] std::int64_t locked_seconds(storage::Snapshot& snapshot, std::string_view subject);
// Counts one more failure and sets the wait that follows from it.
void count_failure(storage::Transaction& transaction, std::string_view subject, const BackOff& back_off);
// Takes one failure back (the attempt was right after all).
void forgive_failure(storage::Transaction& transaction, std::string_view subject);
void forget_failures(storage::Transaction& transaction, std::string_view subject);

// Drops sessions ended and failures last seen before then.
void sweep(storage::Transaction& transaction, Instant before);

}  // namespace linli::accounts::store
