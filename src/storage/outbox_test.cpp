#include "storage/outbox.hpp"

#include <gtest/gtest.h>

#include "storage/testing/notes.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;
using std::chrono::hours;
using std::chrono::seconds;

constexpr ErrorSpec kBusy{ErrorKind::Unavailable, "test.busy", "忙", "busy"};

class OutboxOnBoth : public ::testing::TestWithParam<Engine> {
 protected:
  void send(std::string payload) {
    world->write_now([&](Transaction& t) {
      t.send({kDistrict, "sms", payload});
      return 0;
    });
  }
  Outbox outbox(OutboxOptions options = {}) {
    return {*world,
            {{"sms",
              [this](const OutboxItem& item) -> Result<void> {
                ++tries;
                if (failing) return fail(kBusy);
                received.push_back(item.payload);
                return {};
              }}},
            options};
  }
  OutboxCounts counts() {
    return world->read_now([](Snapshot& s) { return count_outbox(s); });
  }

  TestStore world{{kNotes}, GetParam()};
  std::vector<std::string> received;
  int tries = 0;
  bool failing = false;
};
INSTANTIATE_TEST_SUITE_P(Engines, OutboxOnBoth, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(OutboxOnBoth, DeliversOnceAndInOrder) {
  for (int i = 0; i < 120; ++i) send(std::to_string(i));
  auto box = outbox();
  EXPECT_EQ(box.deliver_due(), 120);
  EXPECT_EQ(box.deliver_due(), 0);
  ASSERT_EQ(received.size(), 120U);
  EXPECT_EQ(received.front(), "0");
  EXPECT_EQ(received.back(), "119");
  EXPECT_EQ(counts().waiting, 0);
}

TEST_P(OutboxOnBoth, WaitsLongerAfterEachFailureThenGivesUpVisibly) {
  failing = true;
  send("a");
  auto box = outbox({.most_attempts = 3, .first_wait = seconds(10)});
  box.deliver_due();
  EXPECT_EQ(tries, 1);
  world.clock.advance(seconds(9));
  box.deliver_due();
  EXPECT_EQ(tries, 1) << "too early";
  world.clock.advance(seconds(1));
  box.deliver_due();
  EXPECT_EQ(tries, 2);
  world.clock.advance(seconds(19));
  box.deliver_due();
  EXPECT_EQ(tries, 2) << "the second wait is twice the first";
  world.clock.advance(seconds(1));
  box.deliver_due();
  EXPECT_EQ(tries, 3);
  world.clock.advance(hours(100));
  box.deliver_due();
  EXPECT_EQ(tries, 3) << "dead";
  const auto dead = world->read_now([](Snapshot& s) { return list_outbox(s, OutboxList::Dead, 0, 10); });
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].last_error, "忙 / busy");
  EXPECT_EQ(counts().dead, 1);

  failing = false;
  EXPECT_TRUE(world->write_now([&](Transaction& t) { return replay(t, dead[0].id); }));
  EXPECT_FALSE(world->write_now([&](Transaction& t) { return replay(t, 12345); }));
  EXPECT_EQ(box.deliver_due(), 1);
  EXPECT_EQ(received, std::vector<std::string>{"a"});
}

TEST_P(OutboxOnBoth, WhoVanishedWhileSendingDoesNotLoseTheMessage) {
  send("a");
  Outbox vanishing(*world, {{"sms", [&](const OutboxItem&) -> Result<void> {
                               EXPECT_EQ(outbox().deliver_due(), 0) << "somebody has it";
                               throw 1;  // as a kill would: nothing after it runs
                             }}});
  EXPECT_THROW(vanishing.deliver_due(), int);
  EXPECT_EQ(outbox().deliver_due(), 0);
  world.clock.advance(std::chrono::minutes(5));
  EXPECT_EQ(outbox().deliver_due(), 1);
}

TEST_P(OutboxOnBoth, WhatIsPointlessIsGivenUpAtOnceAndWhatWasNotTriedIsNotCounted) {
  ErrorKind kind = ErrorKind::TooMany;
  int asked = 0;
  Outbox box(*world,
             {{"sms",
               [&](const OutboxItem&) -> Result<void> {
                 ++tries;
                 return fail(Error{kind, "test", {"否", "no"}, {}, asked});
               }}},
             {.most_attempts = 2, .first_wait = seconds(10)});
  send("a");
  asked = 60;
  box.deliver_due();
  world.clock.advance(seconds(59));
  box.deliver_due();
  EXPECT_EQ(tries, 1) << "not before the minute is over";
  kind = ErrorKind::Unavailable;
  world.clock.advance(seconds(1));
  box.deliver_due();
  world.clock.advance(seconds(59));
  box.deliver_due();
  EXPECT_EQ(tries, 2) << "the server asked for a minute, although ten seconds are the rule";
  EXPECT_EQ(counts().dead, 0) << "one counted try of two";
  kind = ErrorKind::Invalid;
  world.clock.advance(seconds(1));
  box.deliver_due();
  EXPECT_EQ(counts().dead, 1);
}

TEST_P(OutboxOnBoth, OneChannelCanBeServedAlone) {
  send("a");
  world->write_now([&](Transaction& t) {
    t.send({kDistrict, "pigeon", "{}"});
    return 0;
  });
  EXPECT_EQ(outbox({.channel = "sms"}).deliver_due(), 1);
  EXPECT_EQ(counts().waiting, 1);
  const auto waiting = world->read_now([](Snapshot& s) { return list_outbox(s, OutboxList::Waiting, 0, 10); });
  EXPECT_EQ(waiting[0].attempts, 0) << "left alone";
}

TEST_P(OutboxOnBoth, AChannelWithoutSenderIsAFailureThatSaysSo) {
  world->write_now([&](Transaction& t) {
    t.send({kDistrict, "pigeon", "{}"});
    return 0;
  });
  EXPECT_EQ(outbox().deliver_due(), 0);
  const auto waiting = world->read_now([](Snapshot& s) { return list_outbox(s, OutboxList::Waiting, 0, 10); });
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].last_error, "没有配置这个通道的发送方式 / no sender is configured for this channel");
}

}  // namespace
}  // namespace linli::storage
