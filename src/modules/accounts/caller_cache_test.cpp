#include "modules/accounts/caller_cache.hpp"

#include <gtest/gtest.h>

namespace linli::accounts {
namespace {

storage::Digest digest_of(int number) {
  storage::Digest digest{};
  std::memcpy(digest.data(), &number, sizeof number);
  digest.back() = static_cast<std::byte>(number);
  return digest;
}

std::shared_ptr<CallerCache::Entry> entry_of(AccountId account) {
  auto caller = std::make_shared<Caller>();
  caller->account = account;
  return std::make_shared<CallerCache::Entry>(Credential{.caller = caller});
}

TEST(CallerCache, ForgetsAllEntriesOfAnAccount) {
  CallerCache cache;
  for (int i = 0; i < 64; ++i) cache.put(digest_of(i), entry_of(AccountId{i % 2 + 1}), cache.generation());
  cache.forget(AccountId{1});
  for (int i = 0; i < 64; ++i) EXPECT_EQ(cache.find(digest_of(i)) != nullptr, i % 2 == 1) << i;
}

TEST(CallerCache, KeepsNothingThatWasReadBeforeAChange) {
  CallerCache cache;
  const auto before = cache.generation();
  cache.forget(AccountId{1});  // while the tables were being read
  cache.put(digest_of(7), entry_of(AccountId{1}), before);
  EXPECT_EQ(cache.find(digest_of(7)), nullptr);
}

TEST(CallerCache, StaysBounded) {
  CallerCache cache;
  for (int i = 0; i < 100'000; ++i) cache.put(digest_of(i), entry_of(AccountId{1}), cache.generation());
  int kept = 0;
  for (int i = 0; i < 100'000; ++i) kept += cache.find(digest_of(i)) != nullptr ? 1 : 0;
  EXPECT_LE(kept, 16 * 2048);
  EXPECT_NE(cache.find(digest_of(99'999)), nullptr) << "the newest is there";
}

}  // namespace
}  // namespace linli::accounts
