#pragma once
// Changes that may be sent again. Whoever adds a key of their own to a request has it done once, however often it
// arrives: the key is kept in the transaction of the change itself, so that both are on disk or neither is.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::storage {

// Longer keys are refused by the routes.
inline constexpr std::size_t kLongestRequestKey = 100;

// What a key stands for. Only digests are kept: neither the key nor what was sent.
struct SentRequest {
  DistrictId district;
  AccountId account;
  Digest key{};
  Digest request{};
};

// `key` as the sender chose it; `request` is everything that makes two requests the same: path and body.
[[nodiscard]] SentRequest sent_request(const KeyRing& keys, DistrictId district, AccountId account,
                                       std::string_view key, std::string_view request);

struct EarlierRequest {
  std::int64_t subject = 0;  // what the first one changed or made
  std::int64_t version = 0;  // which it had then
  bool same = false;         // false: the key belongs to another request of this sender
};
[[nodiscard]] std::optional<EarlierRequest> find_earlier(Snapshot& snapshot, const SentRequest& sent);
// Throws ConstraintError when the same request is being written elsewhere at this moment (PostgreSQL): try again then,
// and find_earlier finds it.
void keep_sent(Transaction& transaction, const SentRequest& sent, std::int64_t subject, std::int64_t version);
// Forgets keys from before an instant; how many. One portion a call.
int drop_sent(Transaction& transaction, DistrictId district, Instant before, int portion);

}  // namespace linli::storage
