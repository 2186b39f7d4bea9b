#include "storage/sent_requests.hpp"

#include <gtest/gtest.h>

#include "storage/testing/notes.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;

class SentRequests : public ::testing::TestWithParam<Engine> {
 protected:
  SentRequest sent(std::int64_t account, std::string_view key, std::string_view request) {
    return sent_request(world->keys(), kDistrict, AccountId{account}, key, request);
  }
  std::optional<EarlierRequest> find(const SentRequest& one) {
    return world->read_now([&](Snapshot& snapshot) { return find_earlier(snapshot, one); });
  }
  void keep(const SentRequest& one, std::int64_t subject) {
    world->write_now([&](Transaction& transaction) {
      keep_sent(transaction, one, subject, 7);
      return true;
    });
  }

  TestStore world{{kNotes}, GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, SentRequests, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(SentRequests, AreFoundByTheirSenderWithTheirKey) {
  EXPECT_FALSE(find(sent(1, "k", "done")).has_value());
  keep(sent(1, "k", "done"), 42);
  const auto again = find(sent(1, "k", "done"));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->subject, 42);
  EXPECT_EQ(again->version, 7);
  EXPECT_TRUE(again->same);
  const auto other = find(sent(1, "k", "something else"));
  ASSERT_TRUE(other.has_value());
  EXPECT_FALSE(other->same);
  EXPECT_FALSE(find(sent(2, "k", "done")).has_value()) << "somebody else's key is another key";
}

TEST_P(SentRequests, AreKeptTogetherWithTheChangeOrNotAtAll) {
  EXPECT_THROW(world->write_now([&](Transaction& transaction) -> int {
    keep_sent(transaction, sent(1, "k", "done"), 42, 7);
    throw std::logic_error("the change failed");
  }),
               std::logic_error);
  EXPECT_FALSE(find(sent(1, "k", "done")).has_value());
  keep(sent(1, "k", "done"), 42);
  EXPECT_THROW(keep(sent(1, "k", "done"), 43), ConstraintError);
  EXPECT_EQ(find(sent(1, "k", "done"))->subject, 42);
}

TEST_P(SentRequests, AreForgottenByAgeInPortions) {
  for (const auto* key : {"a", "b", "c"}) keep(sent(1, key, "done"), 42);
  const auto drop = [&](std::chrono::hours after) {
    return world->write_now(
        [&](Transaction& transaction) { return drop_sent(transaction, kDistrict, transaction.now() + after, 2); });
  };
  EXPECT_EQ(drop(std::chrono::hours{-1}), 0);
  EXPECT_EQ(drop(std::chrono::hours{1}), 2);
  EXPECT_EQ(drop(std::chrono::hours{1}), 1);
  EXPECT_FALSE(find(sent(1, "a", "done")).has_value());
}

}  // namespace
}  // namespace linli::storage
