// The server as clients meet it: answers, limits, framing, errors.

#include <gtest/gtest.h>

#include <stdexcept>

#include "http/testing/client.hpp"

namespace linli::http {
namespace {

using testing::RawSocket;
using testing::TestClient;
using testing::TestResponse;
using testing::TestServer;

asio::awaitable<Answer> say_hello(Request& request) {
  JsonWriter json;
  json.begin_object().field("path", request.path).field("method", static_cast<int>(request.method)).end_object();
  co_return json_response(json);
}

Router make_router() {
  Router router;
  Declaration open;
  open.access = Access::Public;
  router.add(Method::Get, "/api/v1/hello", open, say_hello);
  return router;
}

TEST(Server, Answers) {
  const TestServer server(make_router());
  TestClient client = server.client();
  const TestResponse response = client.get("/api/v1/hello");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.text("/path"), "/api/v1/hello");
}

}  // namespace
}  // namespace linli::http
