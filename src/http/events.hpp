#pragma once
// Live pages: one hub hands messages to open event streams (server-sent events).

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace linli::http {

struct LiveMessage {
  std::string event;  // `case`, `board`, `import`
  std::string data;   // one line of JSON
  std::vector<std::int64_t>
      scopes;  // area, grid, body or account ids; 0 is everybody. A stream hears it when it subscribed to any.
};

// Thread-safe. Publishing costs the same whether nobody or thousands listen: each scope keeps its newest messages, and
// streams fetch from there several times a second. A stream that fell behind them gets `event: resync`.
class LiveHub {
 public:
  LiveHub();
  ~LiveHub();
  void publish(LiveMessage message);
  [[nodiscard]] std::size_t streams() const;

  class Impl;
  [[nodiscard]] Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// The gate has run; says which scopes the principal hears.
using StreamScopes = std::function<std::vector<std::int64_t>(const Request&)>;

}  // namespace linli::http
