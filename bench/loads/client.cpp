#include "client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace loads {

std::int64_t wall_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

bool Connection::open() {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return false;
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);  // nowhere else, whatever it is asked
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 && errno != EINPROGRESS) {
    drop();
    return false;
  }
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET | EPOLLRDHUP;
  event.data.ptr = this;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd_, &event);
  return true;
}

void Connection::drop() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  out_.clear();
  in_.clear();
  sent_ = 0;
}

bool Connection::send(std::string_view bytes) {
  if (fd_ < 0 && !open()) return false;
  out_.assign(bytes);
  sent_ = 0;
  if (flush()) return true;
  drop();
  return false;
}

bool Connection::flush() {
  while (sent_ < out_.size()) {
    const auto n = ::send(fd_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
    if (n > 0) {
      sent_ += static_cast<std::size_t>(n);
      continue;
    }
    return errno == EAGAIN || errno == ENOTCONN;  // the poller says when to go on
  }
  return true;
}

// False when the other side has closed.
bool Connection::read_all() {
  std::array<char, 16 << 10> piece;
  for (;;) {
    const auto n = ::recv(fd_, piece.data(), piece.size(), 0);
    if (n > 0) {
      in_.append(piece.data(), static_cast<std::size_t>(n));
      continue;
    }
    return n < 0 && (errno == EAGAIN || errno == ENOTCONN);
  }
}

bool Connection::on_ready(Answer& answer) {
  if (fd_ < 0) return false;
  const bool alive = flush() && read_all();
  if (take_answer(answer)) {
    if (!alive || answer.closes) drop();
    return true;
  }
  if (alive) return false;
  drop();
  answer = {};
  return true;
}

bool Connection::on_stream_ready() {
  if (fd_ < 0) return false;
  return flush() && read_all();
}

std::string Connection::take_events() {
  const auto end = in_.rfind("\n\n");
  if (end == std::string::npos) return {};
  auto rest = in_.substr(end + 2);
  in_.resize(end + 2);
  return std::exchange(in_, std::move(rest));
}

bool Connection::take_answer(Answer& answer) {
  const auto end = in_.find("\r\n\r\n");
  if (end == std::string::npos || in_.size() < 12) return false;
  const std::string_view head(in_.data(), end + 2);
  std::size_t length = 0;
  if (const auto at = head.find("Content-Length: "); at != std::string_view::npos)
    std::from_chars(head.data() + at + 16, head.data() + head.size(), length);
  if (in_.size() < end + 4 + length) return false;
  answer.status = 0;
  std::from_chars(in_.data() + 9, in_.data() + 12, answer.status);
  answer.retry_after = head.contains("Retry-After: ");
  answer.closes = head.contains("Connection: close");
  answer.body = in_.substr(end + 4, length);
  in_.erase(0, end + 4 + length);
  return true;
}

Poller::Poller() : descriptor_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (descriptor_ < 0) throw std::runtime_error("epoll");
}
Poller::~Poller() { ::close(descriptor_); }

void Poller::wait(int most_ms, const std::function<void(Connection&)>& ready) const {
  std::array<epoll_event, 512> events;
  const int n = ::epoll_wait(descriptor_, events.data(), static_cast<int>(events.size()), most_ms);
  for (int i = 0; i < n; ++i) ready(*static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr));
}

void allow_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace loads
