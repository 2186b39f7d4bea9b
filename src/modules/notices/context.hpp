#pragma once
// What the parts of the service share. Built once by Notices; everything in it is thread-safe.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

#include "http/events.hpp"
#include "modules/areas/api.hpp"
#include "modules/notices/book.hpp"
#include "storage/store.hpp"

namespace linli::notices {

// Rouses the courier when there is something to do; it looks by itself every second anyway.
class Bell {
 public:
  void ring() {
    {
      const std::scoped_lock lock(mutex_);
      ++rings_;
    }
    heard_.notify_all();
  }
  // Until somebody rang after `known`, a second has passed or it is time to stop; gives the newest ring.
  std::int64_t wait(const std::stop_token& stop, std::int64_t known) {
    std::unique_lock lock(mutex_);
    heard_.wait_for(lock, stop, std::chrono::seconds(1), [&] { return rings_ != known; });
    return rings_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any heard_;
  std::int64_t rings_ = 0;  // guarded by mutex_
};

struct Context {
  storage::Store& store;
  const areas::Atlas& atlas;
  http::LiveHub& hub;
  const std::shared_ptr<const Book> book;
  const std::string url;  // where people reach this server
  Bell bell;
};

}  // namespace linli::notices
