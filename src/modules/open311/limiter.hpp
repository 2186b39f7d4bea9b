#pragma once
// How often somebody may write in a minute: a client that has gone wild must not fill the desk.

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace linli::open311 {

// Thread-safe. Forgets everything each minute, so it never grows beyond the askers of one.
class Limiter {
 public:
  explicit Limiter(int a_minute) : a_minute_(a_minute) {}

  // Counts one. How many seconds to wait; 0: it may go ahead.
  [[nodiscard]] int admit(std::string_view who, Instant now) {
    using std::chrono::minutes;
    const auto minute = std::chrono::floor<minutes>(now);
    const std::scoped_lock lock(mutex_);
    if (minute != minute_) counts_.clear();
    minute_ = minute;
    if (++counts_[std::string(who)] <= a_minute_) return 0;
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(minute + minutes{1} - now).count());
  }

 private:
  const int a_minute_;
  std::mutex mutex_;
  std::unordered_map<std::string, int> counts_;           // guarded by mutex_
  std::chrono::sys_time<std::chrono::minutes> minute_{};  // guarded by mutex_
};

}  // namespace linli::open311
