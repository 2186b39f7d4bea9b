#include "modules/cases/name_cache.hpp"

#include <atomic>

#include "modules/accounts/api.hpp"
#include "modules/bodies/api.hpp"

namespace linli::cases {

namespace {
constexpr std::int64_t kFreshMs = 30'000;
constexpr std::size_t kMostNames = 20'000;
}  // namespace

NameCache::Shelf& NameCache::shelf() {
  static std::atomic<std::size_t> threads = 0;
  thread_local const std::size_t number = threads++;
  return shelves_[number % shelves_.size()];
}

template <class Load>
std::string NameCache::find(storage::Snapshot& snapshot, std::int64_t id, const Load& load) {
  if (id == 0) return {};
  const auto now = to_ms(snapshot.now());
  auto& [mutex, names] = shelf();
  {
    const std::scoped_lock lock(mutex);
    const auto found = names.find(id);
    if (found != names.end() && now >= found->second.loaded_at && now - found->second.loaded_at < kFreshMs)
      return found->second.name;
  }
  auto name = load().value_or(std::string());
  const std::scoped_lock lock(mutex);
  if (names.size() >= kMostNames) names.clear();
  names[id] = {name, now};
  return name;
}

std::string NameCache::account(storage::Snapshot& snapshot, DistrictId district, AccountId account) {
  return find(snapshot, account.value, [&] { return accounts::account_name(snapshot, district, account); });
}

std::string NameCache::body(storage::Snapshot& snapshot, DistrictId district, BodyId body) {
  return find(snapshot, body.value, [&] { return bodies::body_name(snapshot, district, body); });
}

}  // namespace linli::cases
