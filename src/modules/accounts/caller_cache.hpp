#pragma once
// Callers that were resolved a moment ago, so that a request costs no query. Entries go at once when something about
// the account changes in this process, and are looked up again after a few seconds for what other processes changed.

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/time.hpp"
#include "modules/accounts/api.hpp"
#include "storage/keys.hpp"

namespace linli::accounts {

// What a secret opens, as the tables said it.
struct Credential {
  std::shared_ptr<const Caller> caller;
  std::string csrf;     // empty for API tokens
  Instant expires_at;   // the session's or token's absolute end
  Instant day_ends_at;  // midnight of the district: role dates may change
  Instant seen_at;      // as stored
};

// Thread-safe.
class CallerCache {
 public:
  struct Entry {
    explicit Entry(Credential opened) : credential(std::move(opened)) {}
    const Credential credential;
    std::atomic<std::int64_t> seen_ms{0};         // last request
    std::atomic<std::int64_t> stored_seen_ms{0};  // last request that the table knows of
    std::atomic<std::int64_t> check_at_ms{0};     // when to ask the tables again
  };

  [[nodiscard]] std::shared_ptr<Entry> find(const storage::Digest& digest) const;
  // Taken before the tables are asked; put() drops what was overtaken by a change in between.
  [[nodiscard]] std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }
  void put(const storage::Digest& digest, std::shared_ptr<Entry> entry, std::uint64_t generation);

  void forget(const storage::Digest& digest);
  void forget(AccountId account);
  void forget_all();

 private:
  struct DigestHash {
    std::size_t operator()(const storage::Digest& digest) const noexcept {
      std::size_t hash = 0;
      std::memcpy(&hash, digest.data(), sizeof hash);  // it is random already
      return hash;
    }
  };
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<storage::Digest, std::shared_ptr<Entry>, DigestHash> entries;  // guarded by mutex
  };
  [[nodiscard]] Shard& shard_of(const storage::Digest& digest);
  [[nodiscard]] const Shard& shard_of(const storage::Digest& digest) const;

  static constexpr std::size_t kMaxPerShard = 2048;
  std::array<Shard, 16> shards_;
  std::atomic<std::uint64_t> generation_{0};
};

}  // namespace linli::accounts
