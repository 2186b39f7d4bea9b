#include "http/live_hub.hpp"

#include <gtest/gtest.h>

namespace linli::http {
namespace {

class LiveHubTest : public ::testing::Test {
 protected:
  std::string news(LiveHub::Impl::Cursor& cursor) {
    std::string out;
    hub_.impl().fetch(cursor, out);
    return out;
  }
  // The id of the last message in a piece of event-stream text.
  static std::string last_id(const std::string& text) {
    const auto at = text.rfind("id: ") + 4;
    return text.substr(at, text.find('\n', at) - at);
  }
  void say(std::string data, std::vector<std::int64_t> scopes) {
    hub_.publish({"case", std::move(data), std::move(scopes)});
  }

  LiveHub hub_;
};

TEST_F(LiveHubTest, AStreamHearsItsScopesOnceAndInOrder) {
  auto cursor = hub_.impl().open({7, 8}, "");
  say("1", {7, 8});
  say("2", {9});
  say("3", {0});
  say("4", {8});
  const std::string text = news(cursor);
  EXPECT_EQ(text.find("data: 2"), std::string::npos);
  EXPECT_LT(text.find("data: 1"), text.find("data: 3"));
  EXPECT_LT(text.find("data: 3"), text.find("data: 4"));
  EXPECT_EQ(text.find("data: 1"), text.rfind("data: 1"));
  EXPECT_EQ(news(cursor), "");
  hub_.impl().close(cursor);
}

TEST_F(LiveHubTest, WhatIsSaidAgainTakesTheOlderPlace) {
  auto cursor = hub_.impl().open({7}, "");
  say("board", {7});
  say("case", {7});
  for (int i = 0; i < 1000; ++i) say("board", {7});
  const std::string text = news(cursor);
  EXPECT_EQ(text.find("resync"), std::string::npos);
  EXPECT_LT(text.find("data: case"), text.find("data: board"));
  hub_.impl().close(cursor);
}

TEST_F(LiveHubTest, WhoFallsBehindIsToldToLoadAnew) {
  auto cursor = hub_.impl().open({7}, "");
  for (int i = 0; i < 100; ++i) say(std::to_string(i), {7});
  const std::string text = news(cursor);
  EXPECT_NE(text.find("event: resync"), std::string::npos);
  EXPECT_EQ(text.find("event: case"), std::string::npos);
  say("after", {7});
  EXPECT_NE(news(cursor).find("data: after"), std::string::npos);
  hub_.impl().close(cursor);
}

TEST_F(LiveHubTest, ABreakIsBridged) {
  auto cursor = hub_.impl().open({7}, "");
  say("before", {7});
  const std::string id = last_id(news(cursor));
  hub_.impl().close(cursor);
  say("meanwhile", {7});
  auto again = hub_.impl().open({7}, id);
  const std::string text = news(again);
  EXPECT_NE(text.find("data: meanwhile"), std::string::npos);
  EXPECT_EQ(text.find("before"), std::string::npos);
  hub_.impl().close(again);
}

TEST_F(LiveHubTest, ABreakThatCannotBeBridgedIsSaid) {
  const std::string foreign[]{"deadbeef-5", "nonsense", "1", "deadbeef-99999999999999999999"};
  for (const std::string& id : foreign) {
    auto cursor = hub_.impl().open({7}, id);
    EXPECT_NE(news(cursor).find("event: resync"), std::string::npos) << id;
    hub_.impl().close(cursor);
  }
  // A scope that nobody listened to has kept nothing.
  auto cursor = hub_.impl().open({7}, "");
  say("x", {7});
  const std::string id = last_id(news(cursor));
  say("y", {8});
  auto other = hub_.impl().open({8}, id);
  EXPECT_NE(news(other).find("event: resync"), std::string::npos);
  hub_.impl().close(other);
  hub_.impl().close(cursor);
}

TEST_F(LiveHubTest, LineBreaksCannotForgeMessages) {
  auto cursor = hub_.impl().open({7}, "");
  hub_.publish({"case\nevent: x", "1\n\nevent: forged\ndata: 2", {7}});
  const std::string text = news(cursor);
  EXPECT_EQ(text.find("\nevent: forged"), std::string::npos);
  EXPECT_EQ(text.find("\nevent: x"), std::string::npos);
  hub_.impl().close(cursor);
}

}  // namespace
}  // namespace linli::http
