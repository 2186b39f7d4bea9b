#pragma once
// One thread of the server with everything that belongs to it alone: its context, its connections, a coarse clock, its
// counters and its part of the request log. A connection never leaves its lane, so nothing of it is locked.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <string>
#include <string_view>
#include <thread>

#include "http/core.hpp"

namespace linli::http {

class Connection;

class Lane {
 public:
  static constexpr std::chrono::milliseconds kTick{200};  // precision of time-outs, pace of event streams
  using Clock = std::chrono::steady_clock;
  using Place = std::list<Connection*>::iterator;

  Lane(Core& core, int number);
  ~Lane();
  [[nodiscard]] asio::io_context& context() { return context_; }
  [[nodiscard]] Core& core() { return core_; }

  void start();
  // From any thread: closes what is idle, lets the rest finish, and ends the thread when nothing is left.
  void request_stop();
  void join();
  [[nodiscard]] bool is_own_thread() const { return std::this_thread::get_id() == thread_.get_id(); }

  // The rest is called on the lane's own thread only.
  [[nodiscard]] Place attach(Connection& connection);
  void detach(Place place);
  [[nodiscard]] std::string_view date_line() const { return date_line_; }
  [[nodiscard]] std::string next_request_id();
  // Comes back when everything that is ready now has been handled. What leaves then leaves together: each answer wakes
  // its client, and on a busy machine every client that is woken takes the processor away from the others' answers.
  [[nodiscard]] asio::awaitable<void> until_turn_ends();
  void record(const Request& request, const Response& response, const Route* route, std::chrono::nanoseconds took,
              std::size_t bytes);
  void log_failure(const Request& request, std::string_view what);
  // What ended a connection from inside, if anything did: out of memory, our own mistake.
  void report(const std::exception_ptr& failure);

 private:
  void run_turns();
  void tick();
  void schedule_tick();
  void update_date();
  void flush_log();
  void finish_if_empty();

  Core& core_;
  const int number_;
  ThreadCounters& counters_;
  const std::string id_prefix_;
  std::uint64_t id_sequence_ = 0;
  std::string date_line_;
  std::time_t date_second_ = 0;
  std::string log_;  // lines not yet handed to the logger
  int ticks_ = 0;
  std::list<Connection*> connections_;
  Clock::time_point cut_at_ = Clock::time_point::max();  // when stopping: the end of patience
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
  asio::steady_timer timer_{context_};
  asio::steady_timer turn_end_{context_, Clock::time_point::max()};
  int waiting_ = 0;  // for the end of the turn
  std::thread thread_;
};

}  // namespace linli::http
