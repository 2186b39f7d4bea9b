#include "http/connection.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>
#include <utility>

#include "http/answer.hpp"

namespace linli::http {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kKeptBuffer = 64 << 10;     // larger ones are given back after the request
constexpr std::size_t kWorthDraining = 64 << 10;  // a refused body up to this size is read to keep the connection
constexpr std::size_t kCopiedBody = 16 << 10;     // up to this size head and body leave as one piece
constexpr int kRequestsInARow = 32;               // of one pipelining client, before the others get their turn
constexpr milliseconds kLinger{2000};

void reset(Request& request) {
  request.method = Method::Get;
  request.query.clear();
  request.params.clear();
  request.headers.clear();
  request.target.clear();
  request.path.clear();
  request.request_id.clear();
  if (request.body.capacity() > kKeptBuffer) request.body = {};
  request.body.clear();
  request.json = nullptr;
  request.principal.reset();
}

}  // namespace

Connection::Connection(Lane& lane, std::unique_ptr<Transport> transport, std::string peer)
    : lane_(lane), core_(lane.core()), transport_(std::move(transport)), peer_(std::move(peer)) {
  core_.metrics->connections.fetch_add(1, std::memory_order_relaxed);
}

Connection::~Connection() {
  if (cursor_) core_.hub.close(*cursor_);
  if (place_) lane_.detach(*place_);
  core_.metrics->connections.fetch_sub(1, std::memory_order_relaxed);
}

asio::awaitable<void> Connection::run() {
  const auto self = shared_from_this();
  place_ = lane_.attach(*this);
  arm(Phase::Handshake, core_.options.header_timeout);
  const auto error = co_await transport_->handshake();
  bool more = !error && !timed_out_;
  while (more) more = co_await serve_one();
  deadline_ = Lane::Clock::time_point::max();
  transport_->close();
}

void Connection::on_tick(Lane::Clock::time_point now) {
  if (phase_ == Phase::Streaming) on_stream_tick(now);
  if (now < deadline_) return;
  deadline_ = Lane::Clock::time_point::max();
  timed_out_ = true;
  transport_->cancel();
}

void Connection::stop() {
  closing_ = true;
  const bool waiting =
      phase_ == Phase::Idle || phase_ == Phase::Streaming || phase_ == Phase::Handshake || phase_ == Phase::Lingering;
  if (waiting) transport_->cancel();
}

void Connection::cut() {
  closing_ = true;
  timed_out_ = true;
  transport_->close();
}

void Connection::arm(Phase phase, milliseconds patience) {
  phase_ = phase;
  deadline_ = Lane::Clock::now() + patience;
}

asio::awaitable<bool> Connection::serve_one() {
  begin_request();
  const Arrival head = co_await read_head();
  if (head == Arrival::Closed) co_return false;
  started_ = Lane::Clock::now();
  if (head == Arrival::Complete) {
    phase_ = Phase::Handling;
    deadline_ = Lane::Clock::time_point::max();
    const bool here = co_await answer();
    if (!here) co_return false;
    if (cursor_) {
      co_await stream();
      co_return false;
    }
  }
  const bool sent = co_await send_answer();
  if (!sent) co_return false;
  if (closing_) {
    co_await linger();
    co_return false;
  }
  if (++served_in_a_row_ >= kRequestsInARow) {
    served_in_a_row_ = 0;
    co_await asio::post(lane_.context(), asio::use_awaitable);
  }
  co_return true;
}

void Connection::begin_request() {
  reset(request_);
  request_.peer = peer_;
  route_ = nullptr;
  head_bytes_ = 0;
  parser_.emplace(request_, core_.options.max_header);
  if (buffer_.size() > kFirstBuffer && end_ - begin_ < kFirstBuffer) {
    std::vector<char> smaller(kFirstBuffer);
    std::memcpy(smaller.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
    buffer_ = std::move(smaller);
  }
}

// Fills response_; false when the client has left meanwhile.
asio::awaitable<bool> Connection::answer() {
  Exchange exchange(lane_, request_);
  auto refused = exchange.find_route(*parser_);
  route_ = exchange.route();
  const auto announced = parser_->content_length();
  if (!refused && announced && *announced > exchange.max_body()) refused = exchange.refusal(kTooLarge);
  if (!refused) {
    parser_->body_limit(exchange.max_body());
    co_return co_await admit_and_handle(exchange);
  }
  response_ = std::move(*refused);
  co_await drain_or_close();
  co_return true;
}

asio::awaitable<bool> Connection::admit_and_handle(Exchange& exchange) {
  auto refused = co_await exchange.admit();
  if (refused) {
    response_ = std::move(*refused);
    co_await drain_or_close();
    co_return true;
  }
  if (!parser_->is_done()) {
    if (parser_->expects_continue() && begin_ == end_) {
      const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const bool sent = co_await write_all(go_on, {});
      if (!sent) co_return false;
    }
    const Arrival body = co_await read_body();
    if (body == Arrival::Closed) co_return false;
    if (body == Arrival::Refused) co_return true;
  }
  phase_ = Phase::Handling;
  deadline_ = Lane::Clock::time_point::max();
  if (route_ && route_ == core_.events && parser_->verb() == Verb::Get) {
    auto scopes = exchange.stream_scopes();
    if (scopes) cursor_ = core_.hub.open(std::move(*scopes), request_.header("last-event-id"));
    if (!scopes) response_ = std::move(scopes.error());
    co_return true;
  }
  response_ = co_await exchange.perform();
  co_return true;
}

// After a refusal: a short rest of the request is read, so that the connection can go on.
asio::awaitable<void> Connection::drain_or_close() {
  if (parser_->is_done()) co_return;
  const auto left = parser_->content_length_remaining();
  if (!left || *left > kWorthDraining || parser_->expects_continue()) {
    closing_ = true;
    co_return;
  }
  Response kept = std::move(response_);
  const Arrival rest = co_await read_body();
  if (rest != Arrival::Complete) closing_ = true;
  response_ = std::move(kept);
}

asio::awaitable<bool> Connection::send_answer() {
  const bool head_only = parser_->is_header_done() && parser_->verb() == Verb::Head;
  finish_answer(request_, response_);
  if (core_.stopping.load(std::memory_order_relaxed)) closing_ = true;
  out_.clear();
  const bool secure = request_.secure || core_.tls;
  write_head(response_, {request_.request_id, lane_.date_line(), secure, !closing_}, out_);
  const std::size_t head_size = out_.size();
  const bool send_body = !head_only && response_.status != 304 && response_.status != 204;
  std::string_view body = send_body ? std::string_view(response_.body) : std::string_view{};
  if (body.size() <= kCopiedBody) {
    out_ += body;
    body = {};
  }
  co_await lane_.until_turn_ends();
  const bool sent = co_await write_all(out_, body);
  lane_.record(request_, response_, route_, Lane::Clock::now() - started_,
               head_size + (send_body ? response_.body.size() : 0));
  if (out_.capacity() > kKeptBuffer) out_ = {};
  response_.body = {};
  co_return sent;
}

asio::awaitable<bool> Connection::write_all(std::string_view head, std::string_view body) {
  Parts parts{asio::buffer(head.data(), head.size()), asio::buffer(body.data(), body.size())};
  while (parts[0].size() + parts[1].size() > 0) {
    Transfer transfer = transport_->try_write(parts);
    if (transfer.error == asio::error::would_block) {
      arm(Phase::Writing, core_.options.body_timeout);
      transfer = co_await transport_->write(parts);
    }
    if (transfer.error || timed_out_) co_return false;
    const std::size_t of_head = std::min(transfer.bytes, parts[0].size());
    parts[0] += of_head;
    parts[1] += transfer.bytes - of_head;
  }
  deadline_ = Lane::Clock::time_point::max();
  co_return true;
}

// Closing with unread input makes the kernel send a reset, which can overtake the answer; so the rest is read for a
// moment.
asio::awaitable<void> Connection::linger() {
  if (core_.stopping.load(std::memory_order_relaxed)) co_return;
  timed_out_ = false;
  arm(Phase::Lingering, kLinger);
  co_await transport_->shutdown();
  if (parser_->is_done()) co_return;
  bool more = true;
  while (more) {
    begin_ = end_ = 0;
    more = co_await fill();
  }
}

}  // namespace linli::http
