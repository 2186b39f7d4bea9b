#pragma once
// Many HTTP connections to 127.0.0.1 on one thread, none of which waits for another: what the load generators share.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace loads {

using Clock = std::chrono::steady_clock;

// Wall clock in milliseconds since 1970, as the server stamps what it keeps.
[[nodiscard]] std::int64_t wall_ms();

struct Answer {
  int status = 0;  // 0: the connection died before the whole answer was here
  bool retry_after = false;
  bool closes = false;
  std::string body;
};

// One connection. Kept open over requests; connects anew when the server has closed it.
class Connection {
 public:
  Connection(int epoll, unsigned short port) : epoll_(epoll), port_(port) {}
  ~Connection() { drop(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Begins to send; false when no socket could be had.
  [[nodiscard]] bool send(std::string_view bytes);
  // For streams: hands over the whole events that have come; a begun one stays.
  [[nodiscard]] std::string take_events();
  // Called when the socket is ready. True when an answer is complete (or the connection died: status 0).
  bool on_ready(Answer& answer);
  // Reads into the input only; false when the server has closed.
  bool on_stream_ready();
  void drop();
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

 private:
  [[nodiscard]] bool open();
  [[nodiscard]] bool flush();
  [[nodiscard]] bool read_all();
  bool take_answer(Answer& answer);

  int epoll_;
  unsigned short port_;
  int fd_ = -1;
  std::string out_;
  std::size_t sent_ = 0;
  std::string in_;
};

// Which connections are ready now; waits up to that long.
class Poller {
 public:
  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }
  void wait(int most_ms, const std::function<void(Connection&)>& ready) const;

 private:
  int descriptor_;
};

// As many descriptors as the system allows.
void allow_descriptors();

}  // namespace loads
