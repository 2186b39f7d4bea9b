#pragma once
// How many photos one network may leave here in an hour: anybody may upload, so somebody could fill the disk with
// photos that no report ever claims.

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace linli::cases {

// Thread-safe. Forgets everything each hour, so it never grows beyond the peers of one.
class UploadLimit {
 public:
  explicit UploadLimit(int an_hour) : an_hour_(an_hour) {}

  // Counts the upload. How many seconds to wait; 0: it may go ahead.
  [[nodiscard]] int admit(std::string_view peer, Instant now) {
    using std::chrono::hours;
    const auto hour = std::chrono::floor<hours>(now);
    const std::scoped_lock lock(mutex_);
    if (hour != hour_) counts_.clear();
    hour_ = hour;
    if (++counts_[std::string(peer)] <= an_hour_) return 0;
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(hour + hours{1} - now).count());
  }

 private:
  const int an_hour_;
  std::mutex mutex_;
  std::unordered_map<std::string, int> counts_;       // guarded by mutex_
  std::chrono::sys_time<std::chrono::hours> hour_{};  // guarded by mutex_
};

}  // namespace linli::cases
