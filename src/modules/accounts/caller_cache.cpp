#include "modules/accounts/caller_cache.hpp"

namespace linli::accounts {

CallerCache::Shard& CallerCache::shard_of(const storage::Digest& digest) {
  return shards_[std::to_integer<std::size_t>(digest.back()) % shards_.size()];
}

const CallerCache::Shard& CallerCache::shard_of(const storage::Digest& digest) const {
  return shards_[std::to_integer<std::size_t>(digest.back()) % shards_.size()];
}

std::shared_ptr<CallerCache::Entry> CallerCache::find(const storage::Digest& digest) const {
  const auto& shard = shard_of(digest);
  const std::scoped_lock lock(shard.mutex);
  const auto found = shard.entries.find(digest);
  return found == shard.entries.end() ? nullptr : found->second;
}

void CallerCache::put(const storage::Digest& digest, std::shared_ptr<Entry> entry, std::uint64_t generation) {
  auto& shard = shard_of(digest);
  const std::scoped_lock lock(shard.mutex);
  // Compared under the lock: a forget that raised the generation before has yet to pass through this shard, one that
  // raises it later will find the entry.
  if (generation != generation_.load(std::memory_order_acquire)) return;
  if (shard.entries.size() >= kMaxPerShard) shard.entries.clear();
  shard.entries.insert_or_assign(digest, std::move(entry));
}

void CallerCache::forget(const storage::Digest& digest) {
  generation_.fetch_add(1, std::memory_order_acq_rel);
  auto& shard = shard_of(digest);
  const std::scoped_lock lock(shard.mutex);
  shard.entries.erase(digest);
}

void CallerCache::forget(AccountId account) {
  generation_.fetch_add(1, std::memory_order_acq_rel);
  for (auto& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    std::erase_if(shard.entries,
                  [account](const auto& item) { return item.second->credential.caller->account == account; });
  }
}

void CallerCache::forget_all() {
  generation_.fetch_add(1, std::memory_order_acq_rel);
  for (auto& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    shard.entries.clear();
  }
}

}  // namespace linli::accounts
