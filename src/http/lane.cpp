#include "http/lane.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <pthread.h>
#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/post.hpp>
#include <charconv>
#include <random>
#include <utility>

#include "base/time.hpp"
#include "base/turn.hpp"
#include "http/connection.hpp"

namespace linli::http {
namespace {

constexpr std::size_t kLogBatch = 32 << 10;
constexpr int kHubSweepTicks = 100;

std::string make_id_prefix(int number) {
  std::random_device random;
  return fmt::format("{:08x}{:x}", random(), number & 15);
}

}  // namespace

Lane::Lane(Core& core, int number)
    : core_(core), number_(number), counters_(core.metrics->add_thread()), id_prefix_(make_id_prefix(number)) {}

Lane::~Lane() { join(); }

void Lane::start() {
  update_date();
  schedule_tick();
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), fmt::format("http-{}", number_).c_str());
    run_turns();
  });
}

// A turn is bounded, so that what is kept until its end is not kept long when there is always more to do.
void Lane::run_turns() {
  constexpr int kMostPieces = 64;
  Turns turns;
  while (context_.run_one() > 0) {
    for (int piece = 1; piece < kMostPieces && context_.poll_one() > 0; ++piece) {
    }
    turns.end();
    if (std::exchange(waiting_, 0) > 0) turn_end_.cancel();
  }
}

asio::awaitable<void> Lane::until_turn_ends() {
  ++waiting_;
  co_await turn_end_.async_wait(kAsTuple);
}

void Lane::request_stop() {
  asio::post(context_, [this] {
    cut_at_ = Clock::now() + core_.options.stop_grace;
    for (Connection* connection : connections_) connection->stop();
    finish_if_empty();
  });
}

void Lane::join() {
  if (thread_.joinable()) thread_.join();
  flush_log();
}

Lane::Place Lane::attach(Connection& connection) { return connections_.insert(connections_.end(), &connection); }

void Lane::detach(Place place) {
  connections_.erase(place);
  finish_if_empty();
}

void Lane::finish_if_empty() {
  if (cut_at_ == Clock::time_point::max() || !connections_.empty() || !work_.owns_work()) return;
  work_.reset();
  timer_.cancel();
}

std::string Lane::next_request_id() {
  constexpr std::size_t kDigits = 7;
  std::array<char, 16> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), ++id_sequence_, 16).ptr;
  const std::string_view number(digits.data(), static_cast<std::size_t>(end - digits.data()));
  std::string id;
  id.reserve(id_prefix_.size() + digits.size());
  id += id_prefix_;
  if (number.size() < kDigits) id.append(kDigits - number.size(), '0');
  return id += number;
}

void Lane::schedule_tick() {
  timer_.expires_after(kTick);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) tick();
  });
}

void Lane::tick() {
  update_date();
  const auto now = Clock::now();
  const bool cut = now >= cut_at_;
  for (Connection* connection : connections_) cut ? connection->cut() : connection->on_tick(now);
  flush_log();
  if (number_ == 0 && ++ticks_ % kHubSweepTicks == 0) core_.hub.sweep();
  if (work_.owns_work()) schedule_tick();
}

void Lane::update_date() {
  const std::time_t now = std::time(nullptr);
  if (now == date_second_) return;
  date_second_ = now;
  date_line_ = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(now));
}

void Lane::record(const Request& request, const Response& response, const Route* route, std::chrono::nanoseconds took,
                  std::size_t bytes) {
  const std::size_t number = route ? route->number : counters_.routes.size() - 1;
  counters_.routes[number].record(response.status, took);
  counters_.bytes_sent.add(bytes);
  if (!core_.options.log || !core_.options.log_requests) return;
  static constexpr std::string_view kMethods[]{"GET", "POST", "PUT", "PATCH", "DELETE"};
  JsonWriter line;
  line.begin_object()
      .field("at", format_instant(SystemClock().now()))
      .field("event", "request")
      .field("method", kMethods[static_cast<std::size_t>(request.method)])
      .field("path", request.path)
      .field("status", response.status)
      .field("ms", std::chrono::duration_cast<std::chrono::microseconds>(took).count() / 1000.0)
      .field("bytes", static_cast<std::int64_t>(bytes))
      .field("request_id", request.request_id)
      .field("peer", request.peer);
  if (request.principal) line.field("account", request.principal->label());
  line.end_object();
  if (!log_.empty()) log_ += '\n';
  log_ += line.take();
  if (log_.size() >= kLogBatch) flush_log();
}

void Lane::log_failure(const Request& request, std::string_view what) {
  if (!core_.options.log) return;
  flush_log();
  JsonWriter line;
  line.begin_object()
      .field("at", format_instant(SystemClock().now()))
      .field("event", "failure")
      .field("path", request.path)
      .field("request_id", request.request_id)
      .field("what", what)
      .end_object();
  core_.options.log->error("{}", line.take());
}

void Lane::report(const std::exception_ptr& failure) {
  if (!failure) return;
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& exception) {
    log_failure({}, exception.what());
  }
}

// Lines are handed over in batches: at tens of thousands of requests a second the logger's lock and the system call
// would cost more than the requests.
void Lane::flush_log() {
  if (log_.empty()) return;
  core_.options.log->info("{}", log_);
  core_.options.log->flush();
  log_.clear();
}

}  // namespace linli::http
