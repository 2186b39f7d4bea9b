#pragma once
// One client: reads requests one after the other, has them answered, writes the answers, becomes an event stream when
// asked to.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/exchange.hpp"
#include "http/lane.hpp"
#include "http/live_hub.hpp"
#include "http/parser.hpp"
#include "http/transport.hpp"

namespace linli::http {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Lane& lane, std::unique_ptr<Transport> transport, std::string peer);
  ~Connection();
  // Serves until the client leaves or is shown out.
  asio::awaitable<void> run();

  // Called by the lane.
  void on_tick(Lane::Clock::time_point now);
  void stop();
  void cut();

 private:
  enum class Phase { Handshake, Idle, Head, Body, Handling, Writing, Streaming, Lingering };
  enum class Arrival { Complete, Closed, Refused };

  asio::awaitable<bool> serve_one();
  asio::awaitable<Arrival> read_head();
  asio::awaitable<Arrival> read_body();
  asio::awaitable<bool> answer();
  asio::awaitable<bool> admit_and_handle(Exchange& exchange);
  asio::awaitable<bool> send_answer();
  asio::awaitable<bool> write_all(std::string_view head, std::string_view body);
  asio::awaitable<void> drain_or_close();
  asio::awaitable<void> linger();
  asio::awaitable<bool> fill();

  asio::awaitable<void> stream();
  asio::awaitable<void> write_stream();
  void on_stream_tick(Lane::Clock::time_point now);
  void slim_down();

  void begin_request();
  std::size_t parse(bool& failed);
  void refuse_unparsable();
  void refuse(const ErrorSpec& spec);
  void refuse(const StatusSpec& spec);
  void refuse_with(Response response);
  bool make_room();
  void arm(Phase phase, std::chrono::milliseconds patience);
  [[nodiscard]] std::string_view unparsed() const { return {buffer_.data() + begin_, end_ - begin_}; }

  static constexpr std::size_t kFirstBuffer = 4 << 10;
  static constexpr std::size_t kStreamBuffer = 256;

  Lane& lane_;
  Core& core_;
  const std::unique_ptr<Transport> transport_;
  const std::string peer_;
  std::optional<Lane::Place> place_;

  Phase phase_ = Phase::Handshake;
  Lane::Clock::time_point deadline_ = Lane::Clock::time_point::max();
  bool timed_out_ = false;
  bool closing_ = false;  // no further request on this connection

  std::vector<char> buffer_;  // [begin_, end_) has arrived and is not parsed yet
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t head_bytes_ = 0;
  std::optional<RequestParser> parser_;
  boost::system::error_code parse_error_;
  Request request_;
  Response response_;
  const Route* route_ = nullptr;
  Lane::Clock::time_point started_;
  std::string out_;
  int served_in_a_row_ = 0;

  std::optional<LiveHub::Impl::Cursor> cursor_;
  std::string stream_out_;
  bool stream_writing_ = false;
  std::uint64_t stream_head_ = 0;
  Lane::Clock::time_point stream_spoke_;
  Lane::Clock::time_point stream_ends_;
};

}  // namespace linli::http
