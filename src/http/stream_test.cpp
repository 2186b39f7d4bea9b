// Event streams over the wire, and stopping with streams, requests and idle clients at hand.

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "http/testing/client.hpp"
#include "http/testing/world.hpp"

namespace linli::http {
namespace {

using namespace std::chrono_literals;
using testing::RawSocket;
using testing::TestServer;

// The scopes that the test names in a header.
std::vector<std::int64_t> named_scopes(const Request& request) {
  return {parse_id(request.header("x-scope")).value_or(0)};
}

class StreamTest : public ::testing::Test {
 protected:
  StreamTest() { testing::fill_world(world_); }

  void serve(ServerOptions options = {}) {
    server_ = std::make_unique<TestServer>(world_.router, testing::make_gate(), std::move(options), named_scopes);
  }

  RawSocket listen(const std::string& scope, const std::string& last_id = "") {
    RawSocket socket(server_->port());
    socket.send("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nX-Scope: " + scope + "\r\n" +
                (last_id.empty() ? "" : "Last-Event-ID: " + last_id + "\r\n") + "\r\n");
    EXPECT_TRUE(socket.receive_until("retry: 2000\n\n").starts_with("HTTP/1.1 200 OK\r\n"));
    return socket;
  }

  std::chrono::milliseconds stop() {
    const auto start = std::chrono::steady_clock::now();
    server_->server().stop();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  }

  testing::World world_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(StreamTest, OnlySignedInClientsListen) {
  serve();
  EXPECT_EQ(server_->client().get("/api/v1/events").status, 401);
}

TEST_F(StreamTest, ScopesThatCannotBeToldAreAnError) {
  server_ = std::make_unique<TestServer>(
      world_.router, testing::make_gate(), ServerOptions{},
      [](const Request&) -> std::vector<std::int64_t> { throw std::runtime_error("store is down"); });
  EXPECT_EQ(server_->client().get("/api/v1/events", {{"Authorization", "Bearer good"}}).status, 500);
}

TEST_F(StreamTest, MessagesArriveWithinTheirScope) {
  serve();
  RawSocket seven = listen("7");
  RawSocket eight = listen("8");
  server_->hub().publish({"case", R"({"id":"1"})", {7}});
  server_->hub().publish({"board", R"({"area_id":"2"})", {7, 8}});
  const std::string heard = seven.receive_until("\"area_id\":\"2\"}\n\n");
  EXPECT_NE(heard.find("event: case\ndata: {\"id\":\"1\"}\n\n"), std::string::npos);
  EXPECT_EQ(eight.receive_until("\"area_id\":\"2\"}\n\n").find("event: case"), std::string::npos);
}

TEST_F(StreamTest, ABreakIsBridgedByTheLastId) {
  serve();
  std::string id;
  {
    RawSocket first = listen("7");
    server_->hub().publish({"case", "1", {7}});
    const std::string heard = first.receive_until("data: 1\n\n");
    id = heard.substr(heard.find("id: ") + 4, heard.find('\n', heard.find("id: ")) - heard.find("id: ") - 4);
  }
  server_->hub().publish({"case", "2", {7}});
  RawSocket again = listen("7", id);
  const std::string heard = again.receive_until("data: 2\n\n");
  EXPECT_EQ(heard.find("data: 1\n"), std::string::npos);
  EXPECT_NE(listen("7", "elsewhere-1").receive_until("resync\n").find("event: resync"), std::string::npos);
}

TEST_F(StreamTest, LeavingIsNoticed) {
  serve();
  {
    const RawSocket socket = listen("7");
    EXPECT_EQ(server_->hub().streams(), 1U);
  }
  for (int i = 0; i < 100 && server_->hub().streams() > 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(server_->hub().streams(), 0U);
}

TEST_F(StreamTest, SilenceIsFilledWithHeartbeats) {
  ServerOptions options;
  options.stream_heartbeat = 1s;
  options.idle_timeout = 1s;
  serve(std::move(options));
  RawSocket socket = listen("7");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(socket.receive_until(":\n\n"), ":\n\n");
}

TEST_F(StreamTest, ManyStreamsHearWhileAFloodOfMessagesRuns) {
  serve();
  std::vector<RawSocket> sockets;
  for (int i = 0; i < 300; ++i) sockets.push_back(listen(std::to_string(i % 10 + 1)));
  for (int i = 0; i < 20'000; ++i) server_->hub().publish({"case", std::to_string(i), {i % 10 + 1}});
  const auto start = std::chrono::steady_clock::now();
  server_->hub().publish({"case", "last", {0}});
  for (RawSocket& socket : sockets) {
    // Each hears the last word, or that it must load anew, after which nothing is missing.
    std::string heard = "begin";
    while (!heard.empty() && !heard.ends_with("data: last\n\n") && heard.find("event: resync") == std::string::npos) {
      heard = socket.receive_until("\n\n");
    }
    EXPECT_FALSE(heard.empty());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
}

TEST_F(StreamTest, StoppingTakesNoTimeWhenIdle) {
  serve();
  RawSocket stream = listen("7");
  RawSocket idle(server_->port());
  idle.send("GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(idle.receive().status, 200);
  RawSocket silent(server_->port());
  EXPECT_LT(stop(), 1000ms);
  EXPECT_TRUE(stream.is_closed_by_server());
  EXPECT_TRUE(idle.is_closed_by_server());
  EXPECT_TRUE(silent.is_closed_by_server());
  EXPECT_LT(stop(), 100ms);  // again: nothing to do
}

TEST_F(StreamTest, StoppingLetsRunningRequestsFinish) {
  serve();
  RawSocket socket(server_->port());
  socket.send("GET /api/v1/slow?ms=600 HTTP/1.1\r\nHost: x\r\n\r\n");
  while (world_.running == 0) std::this_thread::sleep_for(1ms);
  auto stopped = std::async(std::launch::async, [&] { return stop(); });
  const auto response = socket.receive();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("connection"), "close");
  EXPECT_LT(stopped.get(), 1500ms);
}

TEST_F(StreamTest, PatienceEnds) {
  ServerOptions options;
  options.stop_grace = 1s;
  serve(std::move(options));
  RawSocket socket(server_->port());
  socket.send("POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");
  std::this_thread::sleep_for(50ms);
  const auto took = stop();
  EXPECT_GE(took, 900ms);
  EXPECT_LT(took, 2000ms);
}

TEST_F(StreamTest, StoppingUnderLoadLosesNoAnswer) {
  serve();
  std::atomic<bool> broken{false};
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      RawSocket socket(server_->port());
      while (true) {
        socket.send("GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto response = socket.receive();
        if (response.status == 0) return;  // closed between requests
        if (response.status != 200 || response.body.empty()) broken = true;
        ++answered;
      }
    });
  }
  while (answered < 200) std::this_thread::sleep_for(1ms);
  EXPECT_LT(stop(), 2000ms);
  for (std::thread& client : clients) client.join();
  EXPECT_FALSE(broken);
}

}  // namespace
}  // namespace linli::http
