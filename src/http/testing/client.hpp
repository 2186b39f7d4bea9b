#pragma once
// For tests: a server on a free port, and clients that block. Link linli_http_testing.

#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/events.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

namespace linli::http::testing {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct TestResponse {
  int status = 0;
  Headers headers;  // names in lower case
  std::string body;

  [[nodiscard]] std::string header(std::string_view lower_name) const;  // empty when missing
  [[nodiscard]] boost::json::value json() const;                        // throws when the body is not JSON
  // The code of an error answer, `http.not_found`.
  [[nodiscard]] std::string error_code() const;
  // The value at a pointer such as `/error/faults/0/field`; numbers and booleans as JSON text.
  [[nodiscard]] std::string text(std::string_view pointer) const;
};

// Bytes as a client that does not keep to the rules would send them. Reads give up after five seconds.
class RawSocket {
 public:
  explicit RawSocket(unsigned short port);
  ~RawSocket();
  RawSocket(RawSocket&&) noexcept;
  RawSocket& operator=(RawSocket&&) noexcept;

  void send(std::string_view bytes);
  // One answer by Content-Length, without a body for `head`. status 0 when the server has closed.
  [[nodiscard]] TestResponse receive(bool head = false);
  // Everything up to the first occurrence of `end`; what came when the server closes or the time is up.
  [[nodiscard]] std::string receive_until(std::string_view end);
  [[nodiscard]] bool is_closed_by_server();
  void shutdown_send();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Keeps its connection and its cookies, sends `X-CSRF-Token` when one was set.
class TestClient {
 public:
  explicit TestClient(unsigned short port) : port_(port) {}

  TestResponse get(std::string_view target, const Headers& headers = {});
  TestResponse post(std::string_view target, std::string_view json, const Headers& headers = {});
  TestResponse put(std::string_view target, std::string_view json, const Headers& headers = {});
  TestResponse patch(std::string_view target, std::string_view json, const Headers& headers = {});
  TestResponse del(std::string_view target, const Headers& headers = {});
  TestResponse send(std::string_view method, std::string_view target, std::string_view body, const Headers& headers);

  // Sent with every further request; an empty value takes it back.
  void set_header(std::string name, std::string value);
  [[nodiscard]] std::string cookie(std::string_view name) const;
  void forget_cookies() { cookies_.clear(); }

 private:
  void keep_cookies(const TestResponse& response);

  unsigned short port_;
  std::unique_ptr<RawSocket> socket_;
  Headers always_;
  Headers cookies_;
};

// Starts at once on 127.0.0.1 and a free port; stops when destroyed.
class TestServer {
 public:
  explicit TestServer(const Router& router, Gate gate = {}, ServerOptions options = {}, StreamScopes scopes = {});

  [[nodiscard]] unsigned short port() const { return server_.port(); }
  [[nodiscard]] TestClient client() const { return TestClient(port()); }
  [[nodiscard]] LiveHub& hub() { return hub_; }
  [[nodiscard]] Server& server() { return server_; }

 private:
  LiveHub hub_;
  Server server_;
};

}  // namespace linli::http::testing
