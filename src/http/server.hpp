#pragma once
// The server: accepts, parses, limits, gates, routes, answers, logs. Asio coroutines on `threads` threads.

#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http/events.hpp"
#include "http/router.hpp"

namespace spdlog {
class logger;
}
namespace prometheus {
class Collectable;
}

namespace linli::http {

struct TlsOptions {
  std::filesystem::path certificate_chain;
  std::filesystem::path private_key;
};

// Turns what a handler threw into an answer (a store that is down: Unavailable with retry_after); nothing: 500.
using ExceptionMapper = std::function<std::optional<Error>(const std::exception&)>;

// One condition of /healthz: a name, and whether it holds now. Called from any server thread.
struct ReadinessCheck {
  std::string name;
  std::function<bool()> holds;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 8080;  // 0: any free one
  int threads = 2;
  std::size_t max_header = 16 << 10;
  std::chrono::seconds header_timeout{10};  // from the first byte of a request to the end of its headers
  std::chrono::seconds body_timeout{30};    // for each 64 KiB of a body, and for each piece of an answer
  std::chrono::seconds idle_timeout{60};
  std::chrono::seconds stop_grace{10};
  std::chrono::seconds stream_heartbeat{15};  // an event stream that has nothing to say shows that it lives
  std::size_t max_connections = 10'000;
  std::unique_ptr<TlsOptions> tls;
  bool trust_proxy = false;  // take the client's address from X-Forwarded-For
  std::string version = "0.1.0";
  ExceptionMapper exception_mapper;
  // Seconds after which whoever wants to change something should come again; 0 while there is room. Asked by the head
  // alone: in a rush, what will be refused anyway must not take the time of what can still be done.
  std::function<int()> crowded;
  std::vector<ReadinessCheck> readiness;
  std::vector<std::shared_ptr<prometheus::Collectable>> collectables;  // shown at /metrics beside the server's own
  // JSON lines; the logger's pattern must be `%v` (make_json_log). Empty: no log.
  std::shared_ptr<spdlog::logger> log;
  bool log_requests = true;  // a line for each request; failures of handlers are logged in any case
};

// A logger for ServerOptions::log that writes to standard output, or appends to `file` when one is named.
[[nodiscard]] std::shared_ptr<spdlog::logger> make_json_log(const std::filesystem::path& file = {});

class Server {
 public:
  Server(ServerOptions options, const Router& router, Gate gate, LiveHub& hub, StreamScopes scopes);
  ~Server();
  // Binds (throws std::system_error); afterwards port() is known and clients may connect.
  void start();
  [[nodiscard]] unsigned short port() const;
  // Stops accepting, lets running requests finish, closes event streams and idle connections, joins. After stop_grace
  // connections that still read or write are cut. Callable from any thread; from a handler it does not wait.
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
