// How a connection reads: the head and the body of a request, with their time-outs and limits.

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <cstring>
#include <utility>

#include "base/text.hpp"
#include "http/answer.hpp"
#include "http/connection.hpp"

namespace linli::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t kBodyBuffer = 64 << 10;
constexpr std::size_t kProgress = 64 << 10;  // bytes that renew a body's time-out

bool is_sane_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

// The last address was added by our own proxy; earlier ones are the client's own claim.
std::string forwarded_peer(std::string_view header, const std::string& peer) {
  const auto comma = header.rfind(',');
  const std::string_view last = trim(comma == std::string_view::npos ? header : header.substr(comma + 1));
  return last.empty() || last.size() > 64 ? peer : std::string(last);
}

}  // namespace

asio::awaitable<Connection::Arrival> Connection::read_head() {
  if (core_.stopping.load(std::memory_order_relaxed)) closing_ = true;
  if (closing_) co_return Arrival::Closed;
  arm(Phase::Idle, core_.options.idle_timeout);
  while (true) {
    if (begin_ != end_) {
      if (phase_ == Phase::Idle) arm(Phase::Head, core_.options.header_timeout);
      bool failed = false;
      head_bytes_ += parse(failed);
      if (failed) {
        refuse_unparsable();
        co_return Arrival::Refused;
      }
      if (parser_->is_header_done()) break;
      if (head_bytes_ + (end_ - begin_) >= core_.options.max_header) {
        refuse(kHeaderTooLarge);
        co_return Arrival::Refused;
      }
    }
    const bool more = co_await fill();
    if (more) continue;
    if (!timed_out_ || phase_ == Phase::Idle) co_return Arrival::Closed;
    refuse(kTimeout);
    co_return Arrival::Refused;
  }
  const std::string_view given = request_.header("x-request-id");
  request_.request_id = is_sane_id(given) ? std::string(given) : lane_.next_request_id();
  const std::string_view forwarded = core_.options.trust_proxy ? request_.header("x-forwarded-for") : "";
  if (!forwarded.empty()) request_.peer = forwarded_peer(forwarded, peer_);
  request_.secure =
      core_.tls != nullptr || (core_.options.trust_proxy && request_.header("x-forwarded-proto") == "https");
  if (!parser_->keep_alive() || !parser_->is_http11()) closing_ = true;
  co_return Arrival::Complete;
}

// Hands what has arrived to the parser; returns what it took.
std::size_t Connection::parse(bool& failed) {
  boost::system::error_code error;
  const std::size_t taken = parser_->put(asio::buffer(unparsed().data(), unparsed().size()), error);
  begin_ += taken;
  if (begin_ == end_) begin_ = end_ = 0;
  parse_error_ = error;
  failed = error && error != beast_http::error::need_more;
  return taken;
}

void Connection::refuse_unparsable() {
  if (parse_error_ == beast_http::error::header_limit) return refuse(kHeaderTooLarge);
  if (parse_error_ == beast_http::error::bad_version) return refuse(kBadVersion);
  refuse(parse_error_ == beast_http::error::body_limit ? kTooLarge : kBadRequest);
}

void Connection::refuse(const StatusSpec& spec) {
  if (request_.request_id.empty()) request_.request_id = lane_.next_request_id();
  refuse_with(status_response(spec, request_.request_id));
}

void Connection::refuse(const ErrorSpec& spec) {
  if (request_.request_id.empty()) request_.request_id = lane_.next_request_id();
  refuse_with(error_response(make_error(spec), request_.request_id));
}

void Connection::refuse_with(Response response) {
  response_ = std::move(response);
  closing_ = true;
  timed_out_ = false;  // the answer gets its own time
}

asio::awaitable<Connection::Arrival> Connection::read_body() {
  parser_->eager(true);
  arm(Phase::Body, core_.options.body_timeout);
  std::size_t renewed_at = 0;
  while (true) {
    bool failed = false;
    const std::size_t before = begin_;
    if (begin_ != end_) parse(failed);
    if (failed || (begin_ == before && end_ - begin_ >= kBodyBuffer)) {
      refuse_unparsable();
      co_return Arrival::Refused;
    }
    if (parser_->is_done()) co_return Arrival::Complete;
    if (request_.body.size() >= renewed_at + kProgress) {
      renewed_at = request_.body.size();
      arm(Phase::Body, core_.options.body_timeout);
    }
    const bool more = co_await fill();
    if (more) continue;
    if (!timed_out_) co_return Arrival::Closed;
    refuse(kTimeout);
    co_return Arrival::Refused;
  }
}

// Waits for more bytes; false when the client has left or the time is up (timed_out_).
asio::awaitable<bool> Connection::fill() {
  if (timed_out_ || !make_room()) co_return false;
  served_in_a_row_ = 0;
  const asio::mutable_buffer room(buffer_.data() + end_, buffer_.size() - end_);
  const Transfer transfer = co_await transport_->read(room);
  if (transfer.error || timed_out_) co_return false;
  end_ += transfer.bytes;
  co_return true;
}

bool Connection::make_room() {
  std::size_t wanted = kFirstBuffer;
  if (phase_ == Phase::Body || phase_ == Phase::Lingering) wanted = kBodyBuffer;
  if (cursor_) wanted = kStreamBuffer;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  if (buffer_.size() < wanted) {
    buffer_.resize(wanted);
  } else if (end_ == buffer_.size()) {
    if (buffer_.size() >= std::max(core_.options.max_header, kBodyBuffer)) return false;
    buffer_.resize(buffer_.size() * 2);
  }
  return true;
}

}  // namespace linli::http
