// The server as well-behaved clients meet it.

#include "http/server.hpp"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include "http/encoding.hpp"
#include "http/testing/client.hpp"
#include "http/testing/world.hpp"

namespace linli::http {
namespace {

using testing::TestClient;
using testing::TestResponse;
using testing::TestServer;

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() { testing::fill_world(world_); }

  TestServer& serve(ServerOptions options = {}) {
    server_ = std::make_unique<TestServer>(world_.router, testing::make_gate(), std::move(options));
    return *server_;
  }

  testing::World world_;
  std::unique_ptr<TestServer> server_;
};

TEST_F(ServerTest, ARouteAnswersWithTheUsualHeaders) {
  TestClient client = serve().client();
  const TestResponse response = client.get("/api/v1/hello?name=%E5%BC%A0", {{"Cookie", "a=1; linli_session=x; b=2"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.text("/name"), "张");
  EXPECT_EQ(response.text("/cookie"), "x");
  EXPECT_EQ(response.text("/peer"), "127.0.0.1");
  EXPECT_EQ(response.header("content-type"), "application/json; charset=utf-8");
  EXPECT_EQ(response.header("cache-control"), "no-store");
  EXPECT_EQ(response.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(response.header("referrer-policy"), "same-origin");
  EXPECT_NE(response.header("content-security-policy").find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(response.header("strict-transport-security"), "");
  EXPECT_TRUE(response.header("date").ends_with(" GMT"));
  EXPECT_EQ(response.header("x-request-id"), response.text("/request_id"));
}

TEST_F(ServerTest, RequestIdsAreTakenOverWhenSane) {
  TestClient client = serve().client();
  EXPECT_EQ(client.get("/api/v1/hello", {{"X-Request-Id", "abc-1_Z"}}).header("x-request-id"), "abc-1_Z");
  const TestResponse forged = client.get("/api/v1/hello", {{"X-Request-Id", "\"><script>"}});
  EXPECT_EQ(forged.header("x-request-id").find('<'), std::string::npos);
  EXPECT_NE(client.get("/api/v1/hello").header("x-request-id"), client.get("/api/v1/hello").header("x-request-id"));
}

TEST_F(ServerTest, ErrorsAreObjectsInBothLanguages) {
  TestClient client = serve().client();
  const TestResponse missing = client.get("/api/v1/nothing");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.error_code(), "http.not_found");
  EXPECT_FALSE(missing.text("/error/message/zh").empty());
  EXPECT_FALSE(missing.text("/error/message/en").empty());
  EXPECT_EQ(missing.text("/error/request_id"), missing.header("x-request-id"));
  EXPECT_EQ(client.get("/api/v1/cases/x", {{"Authorization", "Bearer good"}}).status, 404);
  EXPECT_EQ(client.get("/api/v1/hello?x=1").status, 422);
  EXPECT_EQ(client.get("/api/v1/../etc/passwd").error_code(), "http.bad_target");
  EXPECT_EQ(client.post("/api/v1/cases", "{").error_code(), "http.bad_json");
  const TestResponse faulty = client.post("/api/v1/cases", R"({"text":5})");
  EXPECT_EQ(faulty.status, 422);
  EXPECT_EQ(faulty.text("/error/faults/0/field"), "text");
  EXPECT_EQ(client.post("/api/v1/cases", R"({"text":"a"})", {{"Content-Type", "text/plain"}}).status, 415);
}

TEST_F(ServerTest, MethodsAreAnsweredAsHttpWants) {
  TestClient client = serve().client();
  const TestResponse refused = client.put("/api/v1/cases", "{}");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.header("allow"), "POST, OPTIONS");
  EXPECT_EQ(client.send("BREW", "/api/v1/hello", "", {}).status, 501);
  EXPECT_EQ(client.send("TRACE", "/api/v1/hello", "", {}).status, 501);
  const TestResponse options = client.send("OPTIONS", "/api/v1/hello", "", {});
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("allow"), "GET, HEAD, OPTIONS");
  const TestResponse head = client.send("HEAD", "/api/v1/tagged", "", {});
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "100002");
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(client.get("/api/v1/hello").status, 200);  // on the same connection
}

TEST_F(ServerTest, TheGateComesFirst) {
  TestClient client = serve().client();
  EXPECT_EQ(client.get("/api/v1/cases/12").status, 401);
  client.set_header("Authorization", "Bearer good");
  EXPECT_EQ(client.get("/api/v1/cases/12").text("/id"), "12");
  EXPECT_EQ(client.get("/api/v1/cases/404").status, 404);
}

TEST_F(ServerTest, WhatIsKnownIsNotSentAgain) {
  TestClient client = serve().client();
  const TestResponse first = client.get("/api/v1/tagged");
  EXPECT_EQ(first.header("etag"), "\"v1\"");
  EXPECT_EQ(first.header("cache-control"), "private, no-cache");
  const TestResponse again = client.get("/api/v1/tagged", {{"If-None-Match", "W/\"v1\""}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(client.get("/api/v1/tagged", {{"If-None-Match", "\"v0\""}}).status, 200);
}

TEST_F(ServerTest, LongTextsTravelPacked) {
  TestClient client = serve().client();
  const TestResponse packed = client.get("/api/v1/tagged", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(packed.header("vary"), "Accept-Encoding");
  EXPECT_LT(packed.body.size(), 1000U);
  EXPECT_EQ(gunzip(packed.body), client.get("/api/v1/tagged").body);
  EXPECT_EQ(client.get("/api/v1/hello", {{"Accept-Encoding", "gzip"}}).header("content-encoding"), "");
}

TEST_F(ServerTest, PagesComePackedOrPlain) {
  TestClient client = serve().client();
  const TestResponse plain = client.get("/report");
  EXPECT_EQ(plain.body, "<p>/report</p>");
  EXPECT_EQ(plain.header("cache-control"), "private, no-cache");
  const TestResponse packed = client.get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(packed.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(client.get("/missing").status, 404);
  EXPECT_EQ(client.post("/report", "{}").status, 404);
}

TEST_F(ServerTest, WhatHandlersThrowStaysInTheLog) {
  std::ostringstream log;
  ServerOptions options;
  options.log = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(log));
  options.log->set_pattern("%v");
  TestClient client = serve(std::move(options)).client();
  const TestResponse response = client.get("/api/v1/throws?");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
  static_cast<void>(client.get("/api/v1/hello?name=token", {{"Authorization", "Bearer good"}}));
  server_.reset();
  EXPECT_NE(log.str().find(R"("what":"secret detail")"), std::string::npos);
  EXPECT_NE(log.str().find(R"("status":500)"), std::string::npos);
  EXPECT_NE(log.str().find(R"("account":"account 7")"), std::string::npos);
  EXPECT_NE(log.str().find(response.header("x-request-id")), std::string::npos);
  EXPECT_EQ(log.str().find("token"), std::string::npos);  // queries are not logged
}

TEST_F(ServerTest, KnownExceptionsGetTheirOwnAnswer) {
  ServerOptions options;
  options.exception_mapper = [](const std::exception&) -> std::optional<Error> {
    Error error = make_error({ErrorKind::Unavailable, "test.down", "稍后再试", "Try later"});
    error.retry_after_seconds = 3;
    return error;
  };
  TestClient client = serve(std::move(options)).client();
  const TestResponse response = client.get("/api/v1/throws");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.header("retry-after"), "3");
}

TEST_F(ServerTest, HealthSaysWhatIsWrong) {
  bool ready = true;
  ServerOptions options;
  options.readiness.push_back({"store", [&] { return ready; }});
  TestClient client = serve(std::move(options)).client();
  EXPECT_EQ(client.get("/healthz").status, 200);
  ready = false;
  const TestResponse response = client.get("/healthz");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.text("/checks/store"), "false");
}

TEST_F(ServerTest, FiguresCountRequestsByRoute) {
  TestClient client = serve().client();
  for (int i = 0; i < 3; ++i) static_cast<void>(client.get("/api/v1/hello"));
  static_cast<void>(client.get("/api/v1/nothing"));
  const std::string text = client.get("/metrics").body;
  EXPECT_NE(text.find(R"(linli_http_requests_total{route="GET /api/v1/hello",status="2xx"} 3)"), std::string::npos);
  EXPECT_NE(text.find(R"(linli_http_requests_total{route="other",status="4xx"} 1)"), std::string::npos);
  EXPECT_NE(text.find(R"(linli_http_request_seconds_count{route="GET /api/v1/hello"} 3)"), std::string::npos);
  EXPECT_NE(text.find("linli_http_connections 1"), std::string::npos);
}

TEST_F(ServerTest, TheDescriptionIsServed) {
  TestClient client = serve().client();
  const TestResponse response = client.get("/api/openapi.json");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.json().at_pointer("/paths/~1api~1v1~1events/get/security").as_array().size(), 2U);
  EXPECT_EQ(client.get("/api/openapi.json", {{"If-None-Match", response.header("etag")}}).status, 304);
}

TEST_F(ServerTest, BehindAProxyTheClientIsTheLastAddress) {
  const testing::Headers headers{{"X-Forwarded-For", "6.6.6.6, 10.0.0.9"}, {"X-Forwarded-Proto", "https"}};
  EXPECT_EQ(serve().client().get("/api/v1/hello", headers).text("/peer"), "127.0.0.1");
  ServerOptions options;
  options.trust_proxy = true;
  const TestResponse response = serve(std::move(options)).client().get("/api/v1/hello", headers);
  EXPECT_EQ(response.text("/peer"), "10.0.0.9");
  EXPECT_EQ(response.text("/secure"), "true");
  EXPECT_NE(response.header("strict-transport-security"), "");
}

TEST_F(ServerTest, APortInUseIsAnError) {
  ServerOptions options;
  options.port = serve().port();
  LiveHub hub;
  Server second(std::move(options), world_.router, {}, hub, {});
  EXPECT_THROW(second.start(), std::system_error);
}

}  // namespace
}  // namespace linli::http
