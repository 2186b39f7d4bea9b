#pragma once
// What all threads of one server share. Built before they start; afterwards only the atomics change.

#include <atomic>
#include <memory>

#include "http/live_hub.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/transport.hpp"

namespace linli::http {

struct Core {
  ServerOptions options;
  Router router;  // the program's routes and the server's own
  const Route* events = nullptr;
  Gate gate;
  LiveHub::Impl& hub;
  StreamScopes scopes;
  std::shared_ptr<ServerMetrics> metrics;
  std::unique_ptr<TlsContext> tls;
  std::atomic<bool> stopping{false};
};

// The program's routes with /healthz, /metrics, /api/openapi.json and /api/v1/events added.
[[nodiscard]] Router with_own_routes(const Router& router, const ServerOptions& options,
                                     const std::shared_ptr<ServerMetrics>& metrics);
inline constexpr const char* kEventsPath = "/api/v1/events";

}  // namespace linli::http
