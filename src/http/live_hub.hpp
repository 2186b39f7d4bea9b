#pragma once
// The inside of LiveHub, as event streams use it.

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/events.hpp"

namespace linli::http {

class LiveHub::Impl {
 public:
  // Where one stream has read up to.
  struct Cursor {
    std::vector<std::int64_t> scopes;
    std::uint64_t seen = 0;
    bool lost = false;  // something was missed: the page must load anew
  };

  Impl();
  void publish(LiveMessage message);
  // Rises with each message; a cheap way to see that there is nothing to fetch.
  [[nodiscard]] std::uint64_t head() const { return head_.load(std::memory_order_acquire); }
  [[nodiscard]] std::size_t streams() const { return streams_.load(std::memory_order_relaxed); }

  // `last_event_id` as the browser sends it after a break; empty at the first time.
  [[nodiscard]] Cursor open(std::vector<std::int64_t> scopes, std::string_view last_event_id);
  void close(const Cursor& cursor);
  // Appends what the cursor has not seen, as event-stream text.
  void fetch(Cursor& cursor, std::string& out);
  // Forgets scopes that nobody has listened to for a while.
  void sweep();

 private:
  struct Frame {
    std::uint64_t sequence;
    std::size_t hash;     // of the payload
    std::string payload;  // `event: …\ndata: …\n\n`
  };
  using FramePtr = std::shared_ptr<const Frame>;
  // The newest messages of one scope.
  struct Log {
    std::deque<FramePtr> frames;
    std::uint64_t complete_after = 0;  // messages with a higher sequence are all here
    int listeners = 0;
    std::chrono::steady_clock::time_point left;
  };

  void append(Log& log, const FramePtr& frame);
  [[nodiscard]] std::optional<std::uint64_t> sequence_of(std::string_view event_id) const;

  const std::string boot_;  // ids of another run mean nothing here
  std::atomic<std::uint64_t> head_{0};
  std::atomic<std::size_t> streams_{0};
  std::mutex mutex_;  // guards logs_
  std::unordered_map<std::int64_t, Log> logs_;
};

}  // namespace linli::http
