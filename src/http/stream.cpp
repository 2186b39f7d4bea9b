// A connection as an event stream. It only waits for its client to leave; the lane's tick fetches what is new and
// writes it, several messages at once when many come.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "http/answer.hpp"
#include "http/connection.hpp"

namespace linli::http {
namespace {

// Then the browser connects anew with its last id, and the gate looks again at who it is and what they may hear.
constexpr std::chrono::minutes kLongest{15};

}  // namespace

asio::awaitable<void> Connection::stream() {
  Response head;
  head.content_type = "text/event-stream";
  head.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  std::string text;
  write_head(head, {request_.request_id, lane_.date_line(), request_.secure, false, true}, text);
  text += "retry: 2000\n\n";
  const bool sent = co_await write_all(text, {});
  lane_.record(request_, head, route_, Lane::Clock::now() - started_, text.size());
  if (!sent) co_return;
  core_.metrics->streams.fetch_add(1, std::memory_order_relaxed);
  slim_down();
  phase_ = Phase::Streaming;
  stream_spoke_ = Lane::Clock::now();
  stream_ends_ = stream_spoke_ + kLongest;
  on_stream_tick(stream_spoke_);
  bool listening = true;
  while (listening && !closing_) {
    begin_ = end_ = 0;
    listening = co_await fill();
  }
  core_.metrics->streams.fetch_sub(1, std::memory_order_relaxed);
  core_.hub.close(*cursor_);
  cursor_.reset();
}

void Connection::on_stream_tick(Lane::Clock::time_point now) {
  if (stream_writing_ || closing_) return;
  if (now >= stream_ends_) return stop();
  if (cursor_->lost || core_.hub.head() != cursor_->seen) core_.hub.fetch(*cursor_, stream_out_);
  if (stream_out_.empty() && now - stream_spoke_ >= core_.options.stream_heartbeat) stream_out_ = ":\n\n";
  if (stream_out_.empty()) return;
  stream_spoke_ = now;
  stream_writing_ = true;
  asio::co_spawn(lane_.context(), [self = shared_from_this()] { return self->write_stream(); }, asio::detached);
}

asio::awaitable<void> Connection::write_stream() {
  const bool sent = co_await write_all(stream_out_, {});
  stream_out_.clear();
  if (phase_ == Phase::Writing) phase_ = Phase::Streaming;
  stream_writing_ = false;
  if (!sent || closing_) stop();
}

// Thousands of streams wait at the same time, each with nothing but its place in the hub.
void Connection::slim_down() {
  request_ = {};
  out_ = {};
  buffer_ = std::vector<char>(kStreamBuffer);
  begin_ = end_ = 0;
}

}  // namespace linli::http
