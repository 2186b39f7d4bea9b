#pragma once
// Work that waits for a thread of the store. Bounded: whoever comes when it is full is told to come back.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "storage/store.hpp"

namespace linli::storage {

// Lives in the frame of whoever waits for it. Its thread runs `task`, sets `error` and calls finish(), after which it
// must not touch the job again.
template <class Task>
struct Job {
  Task task;
  std::exception_ptr error;
  bool kept = false;  // the task ran and wants its changes committed
  std::move_only_function<void()> resume;

  void finish() {
    auto call = std::move(resume);  // the job may be gone before the call returns
    call();
  }
};

template <class Task>
class JobQueue {
 public:
  explicit JobQueue(std::size_t most) : most_(most) {}

  // Throws Overloaded when full.
  void push(Job<Task>& job) {
    {
      const std::scoped_lock lock(mutex_);
      if (closed_) throw StorageError("the store is closing");
      if (waiting_.size() >= most_) throw Overloaded(kComeAgainSeconds);
      waiting_.push_back(&job);
    }
    filled_.notify_one();
  }

  // Waits for work; gives up to `most` jobs, none once the queue is closed and empty.
  void take(std::vector<Job<Task>*>& jobs, std::size_t most) {
    jobs.clear();
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
    while (!waiting_.empty() && jobs.size() < most) {
      jobs.push_back(waiting_.front());
      waiting_.pop_front();
    }
  }

  // What is waiting is still done.
  void close() {
    {
      const std::scoped_lock lock(mutex_);
      closed_ = true;
    }
    filled_.notify_all();
  }

  [[nodiscard]] std::size_t size() const {
    const std::scoped_lock lock(mutex_);
    return waiting_.size();
  }
  // What push() would refuse with now; 0 while it takes more.
  [[nodiscard]] int crowded() const { return size() >= most_ ? kComeAgainSeconds : 0; }

 private:
  static constexpr int kComeAgainSeconds = 1;

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Job<Task>*> waiting_;  // guarded by mutex_
  bool closed_ = false;             // guarded by mutex_
};

// Queues the task and resumes the caller on its own executor when it is finished.
template <class Task>
boost::asio::awaitable<void> run_queued(JobQueue<Task>& queue, Task task) {
  namespace asio = boost::asio;
  Job<Task> job{std::move(task), {}, false, {}};
  std::exception_ptr refused;
  auto start = [&](auto handler) {
    auto executor = asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
    job.resume = [handler = std::move(handler), executor]() mutable { asio::post(executor, std::move(handler)); };
    try {
      queue.push(job);
    } catch (...) {
      refused = std::current_exception();
      job.finish();
    }
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(start, asio::use_awaitable);
  if (refused) std::rethrow_exception(refused);
  if (job.error) std::rethrow_exception(job.error);
}

// The same for a thread that has nothing else to do.
template <class Task>
void run_blocking(JobQueue<Task>& queue, Task task) {
  std::mutex mutex;
  std::condition_variable finished;
  bool done = false;
  Job<Task> job{std::move(task), {}, false, [&] {
                  // Notified under the lock: the waiter may be gone the moment it is released.
                  const std::scoped_lock lock(mutex);
                  done = true;
                  finished.notify_one();
                }};
  queue.push(job);
  std::unique_lock lock(mutex);
  finished.wait(lock, [&] { return done; });
  lock.unlock();
  if (job.error) std::rethrow_exception(job.error);
}

}  // namespace linli::storage
