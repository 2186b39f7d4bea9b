#pragma once
// The server: accepts, parses, limits, gates, routes, answers, logs. Asio coroutines on `threads` threads.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "http/events.hpp"
#include "http/router.hpp"

namespace linli::http {

struct TlsOptions {
  std::filesystem::path certificate_chain;
  std::filesystem::path private_key;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 8080;  // 0: any free one
  int threads = 2;
  std::size_t max_header = 16 << 10;
  std::chrono::seconds header_timeout{10};  // from the first byte of a request to the end of its headers
  std::chrono::seconds body_timeout{30};
  std::chrono::seconds idle_timeout{60};
  std::chrono::seconds stop_grace{10};
  std::size_t max_connections = 10'000;
  std::unique_ptr<TlsOptions> tls;
  bool trust_proxy = false;  // take the client's address from X-Forwarded-For
};

class Server {
 public:
  Server(ServerOptions options, const Router& router, Gate gate, LiveHub& hub, StreamScopes scopes);
  ~Server();
  // Binds (throws std::system_error); afterwards port() is known and clients may connect.
  void start();
  [[nodiscard]] unsigned short port() const;
  // Stops accepting, lets running requests finish within stop_grace, closes event streams, joins. Callable from any
  // thread.
  void stop();
  // Blocks until SIGINT or SIGTERM, then stops.
  void run_until_signal();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// The paths the server answers by itself: /healthz, /metrics, /api/openapi.json, /api/v1/events.

// Makes (once) an authority and a certificate for these names and addresses below `folder`; gives their paths.
struct LocalAuthority {
  TlsOptions server;
  std::filesystem::path authority_certificate;
};
[[nodiscard]] LocalAuthority ensure_local_authority(const std::filesystem::path& folder,
                                                    const std::vector<std::string>& names);

}  // namespace linli::http
