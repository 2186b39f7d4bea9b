// The server against clients that break the rules: framing by hand, slowness, floods, sizes.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "http/testing/client.hpp"
#include "http/testing/world.hpp"

namespace linli::http {
namespace {

using namespace std::chrono_literals;
using testing::RawSocket;
using testing::TestResponse;
using testing::TestServer;

const std::string kPost = "POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
const std::string kPhoto = "POST /api/v1/photos HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\n";

class LimitsTest : public ::testing::Test {
 protected:
  LimitsTest() { testing::fill_world(world_); }

  RawSocket connect(ServerOptions options = {}) {
    if (!server_) server_ = std::make_unique<TestServer>(world_.router, testing::make_gate(), std::move(options));
    return RawSocket(server_->port());
  }

  // Sends it on a new connection; 0 when the server only closed.
  int status_of(std::string_view bytes) {
    RawSocket socket = connect();
    socket.send(bytes);
    return socket.receive().status;
  }

  testing::World world_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(LimitsTest, BadFramingIsRefused) {
  const std::pair<std::string, int> cases[]{
      {"nonsense\r\n\r\n", 400},
      {"GET /api/v1/hello\r\n\r\n", 400},
      {"GET /api/v1/hello HTTP/1.1\r\n\r\n", 400},  // no Host
      {"GET /api/v1/hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET /api/v1/hello HTTP/2.0\r\nHost: x\r\n\r\n", 505},
      {"GET /api/v1/hello HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n", 400},
      {"GET /api/v1/hello HTTP/1.1\r\nHost: x\r\nName : y\r\n\r\n", 400},
      {"GET /api/v1/hello HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n", 417},
      {kPost + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400},
      {kPost + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
      {kPost + "Content-Length: 2, 2\r\n\r\n{}", 400},
      {kPost + "Content-Length: -1\r\n\r\n", 400},
      {kPost + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
      {kPost + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
      {kPost + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n", 400},
      {"GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 204},
      {"GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET //evil HTTP/1.1\r\nHost: x\r\n\r\n", 400},
  };
  for (const auto& [bytes, status] : cases) EXPECT_EQ(status_of(bytes), status) << bytes;
}

TEST_F(LimitsTest, PipelinedRequestsAreAnsweredInOrder) {
  RawSocket socket = connect();
  std::string bytes;
  for (int i = 0; i < 100; ++i) {
    bytes += "GET /api/v1/hello?name=" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  socket.send(bytes);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(socket.receive().text("/name"), std::to_string(i));
}

TEST_F(LimitsTest, BytesMayComeOneByOne) {
  RawSocket socket = connect();
  const std::string bytes = kPost +
                            "Transfer-Encoding: chunked\r\n\r\n6;x=y\r\n{\"text\r\n6\r\n\":\"ab\"\r\n1\r\n}\r\n"
                            "0\r\nHost: trailer\r\n\r\n";
  for (const char c : bytes) {
    socket.send({&c, 1});
    std::this_thread::sleep_for(200us);
  }
  EXPECT_EQ(socket.receive().text("/text"), "ab");
}

TEST_F(LimitsTest, OldClientsAreAnsweredAndClosed) {
  RawSocket socket = connect();
  socket.send("GET /api/v1/hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(socket.receive().status, 200);
  EXPECT_TRUE(socket.is_closed_by_server());
}

TEST_F(LimitsTest, TooLongHeadersAreRefused) {
  const std::string start = "GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n";
  EXPECT_EQ(status_of(start + "A: " + std::string(20'000, 'a') + "\r\n\r\n"), 431);
  EXPECT_EQ(status_of("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"), 431);
  std::string flood = start;
  for (int i = 0; i < 5000; ++i) flood += "A" + std::to_string(i) + ": b\r\n";
  EXPECT_EQ(status_of(flood + "\r\n"), 431);
  RawSocket slow = connect();  // in pieces that are each within the limit
  slow.send(start);
  for (int i = 0; i < 50; ++i) {
    slow.send("A" + std::to_string(i) + ": " + std::string(500, 'b') + "\r\n");
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(slow.receive().status, 431);
}

TEST_F(LimitsTest, TooLargeBodiesAreRefusedBeforeTheyAreSent) {
  RawSocket announced = connect();
  announced.send(kPhoto + "Content-Length: 10485760\r\n\r\n");
  const TestResponse response = announced.receive();
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(response.header("connection"), "close");
  EXPECT_EQ(response.error_code(), "http.too_large");

  RawSocket sent = connect();  // and the answer arrives although the client goes on sending
  sent.send(kPhoto + "Content-Length: 10485760\r\n\r\n" + std::string(10 << 20, 'x'));
  EXPECT_EQ(sent.receive().status, 413);

  RawSocket chunked = connect();
  chunked.send(kPhoto + "Transfer-Encoding: chunked\r\n\r\n200000\r\n" + std::string(1 << 21, 'x'));
  EXPECT_EQ(chunked.receive().status, 413);

  RawSocket json = connect();
  json.send(kPost + "Content-Length: 10485760\r\n\r\n{\"text\":\"" + std::string(10 << 20, 'x'));
  EXPECT_EQ(json.receive().status, 413);
}

TEST_F(LimitsTest, ALargeBodyWithinItsLimitIsTaken) {
  RawSocket socket = connect();
  socket.send(kPhoto + "Content-Length: 1048576\r\n\r\n" + std::string(1 << 20, 'x'));
  EXPECT_EQ(socket.receive().text("/size"), "1048576");
}

TEST_F(LimitsTest, AShortRefusedBodyKeepsTheConnection) {
  RawSocket socket = connect();
  socket.send(
      "PUT /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}GET /api/v1/hello HTTP/1.1\r\nHost: "
      "x\r\n\r\n");
  EXPECT_EQ(socket.receive().status, 405);
  EXPECT_EQ(socket.receive().status, 200);
}

TEST_F(LimitsTest, ContinueIsSaidOnlyWhenTheBodyIsWanted) {
  RawSocket wanted = connect();
  wanted.send(kPhoto + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(wanted.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  wanted.send("abc");
  EXPECT_EQ(wanted.receive().text("/size"), "3");
  RawSocket refused = connect();
  refused.send(kPhoto + "Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(refused.receive().status, 413);
}

TEST_F(LimitsTest, SlowSendersAreToldAndClosed) {
  ServerOptions options;
  options.header_timeout = 1s;
  options.body_timeout = 1s;
  options.idle_timeout = 2s;
  RawSocket head = connect(std::move(options));
  RawSocket body = connect();
  RawSocket idle = connect();
  head.send("GET /api/v1/hello HTT");
  body.send(kPost + "Content-Length: 10\r\n\r\n{\"te");
  const auto start = std::chrono::steady_clock::now();
  for (RawSocket* socket : {&head, &body}) {
    const TestResponse response = socket->receive();
    EXPECT_EQ(response.status, 408);
    EXPECT_EQ(response.error_code(), "http.timeout");
  }
  EXPECT_TRUE(head.is_closed_by_server());
  EXPECT_TRUE(idle.is_closed_by_server());  // without a word
  EXPECT_LT(std::chrono::steady_clock::now() - start, 4s);
}

TEST_F(LimitsTest, TruncatedBodiesHarmNobody) {
  for (int i = 0; i < 20; ++i) {
    RawSocket socket = connect();
    socket.send(kPost + "Content-Length: 100\r\n\r\n{\"text\":");
  }
  EXPECT_EQ(status_of("GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
}

TEST_F(LimitsTest, TooManyConnectionsAreToldToComeBack) {
  ServerOptions options;
  options.max_connections = 3;
  std::vector<RawSocket> sockets;
  for (int i = 0; i < 3; ++i) {
    sockets.push_back(connect(std::move(options)));
    sockets.back().send("GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(sockets.back().receive().status, 200);
  }
  RawSocket late = connect();
  const TestResponse response = late.receive();
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.header("retry-after"), "2");
  sockets.pop_back();
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(status_of("GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
}

TEST_F(LimitsTest, WhileThereIsNoRoomOnlyReadingGoesOn) {
  auto crowded = std::make_shared<std::atomic<int>>(7);
  ServerOptions options;
  options.crowded = [crowded] { return crowded->load(); };
  RawSocket socket = connect(std::move(options));
  socket.send(kPost + "Content-Length: 13\r\n\r\n{\"text\":\"ab\"}");
  const TestResponse refused = socket.receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.error_code(), "http.busy");
  EXPECT_EQ(refused.header("retry-after"), "7");
  EXPECT_FALSE(refused.text("/error/message/zh").empty());
  socket.send("GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n");  // the connection is kept
  EXPECT_EQ(socket.receive().status, 200);
  *crowded = 0;
  socket.send(kPost + "Content-Length: 13\r\n\r\n{\"text\":\"ab\"}");
  EXPECT_EQ(socket.receive().text("/text"), "ab");
}

}  // namespace
}  // namespace linli::http
