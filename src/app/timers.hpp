#pragma once
// Timed duties: one list, each a call of a service.

#include <stop_token>
#include <thread>

#include "app/platform.hpp"

namespace linli::app {

// Runs the duties on a thread of its own until destroyed. A duty that fails is logged and comes round again.
class Timers {
 public:
  explicit Timers(Platform& platform);

 private:
  std::jthread thread_;
};

}  // namespace linli::app
