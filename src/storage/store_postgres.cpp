// PostgreSQL: a pool of threads, each with a connection, for writing, and another for reading. Transactions are
// SERIALIZABLE, so that a module's logic means the same as behind SQLite's single writer; a serialisation failure runs
// the work again.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "storage/context.hpp"
#include "storage/id_mark.hpp"
#include "storage/job_queue.hpp"
#include "storage/linker.hpp"
#include "storage/postgres_connection.hpp"
#include "storage/store_common.hpp"

namespace linli::storage {
namespace {

namespace asio = boost::asio;

constexpr int kMostAttempts = 12;
constexpr int kLinkBatch = 5'000;
constexpr int kNodeLock = 7016996;  // first half of a two-part advisory lock; the second is the node

bool is_worth_another_try(const StorageError& error) {
  return error.code() == "40001" || error.code() == "40P01";  // serialisation failure, deadlock
}
bool is_lost_connection(const StorageError& error) {
  return error.code().starts_with("08") || error.code() == "57P01";  // or the administrator ended it
}

bool lock_node(PostgresConnection& connection, int node) {
  const std::array<Value, 2> values{std::int64_t{kNodeLock}, std::int64_t{node}};
  auto rows = connection.query("SELECT pg_try_advisory_lock($1::int, $2::int)", values);
  return rows.next() && rows.boolean(0);
}

// Each process takes the first number nobody holds, for as long as this connection lives.
int take_node(PostgresConnection& connection, int wanted) {
  const int last = wanted == 0 ? 1023 : wanted;
  for (int node = wanted; node <= last; ++node)
    if (lock_node(connection, node)) return node;
  throw StorageError(wanted == 0 ? "1,024 processes share this database already"
                                 : fmt::format("node {} is in use by another process", wanted));
}

// The transaction that this thread is in, so that a read inside a read sees the same state.
thread_local PostgresConnection* reading = nullptr;

class PostgresStore final : public Store {
 public:
  PostgresStore(const StoreOptions& options, std::span<const Schema> schemas, const Clock& clock, bool migrate)
      : options_(options),
        clock_(clock),
        control_(options.database_url),
        node_(take_node(control_, options.node)),
        mark_(clock),
        ids_(mark_, node_),
        keys_(prepare_database(control_, options, schemas, clock, migrate)),
        writes_(static_cast<std::size_t>(options.max_waiting)),
        reads_(static_cast<std::size_t>(options.max_waiting)) {
    mark_.read(control_, node_);
    if (!options.read_only) mark_.write_if_due(control_, node_);
    for (int i = 0; i < options.postgres_pool; ++i) {
      if (!options.read_only) threads_.emplace_back([this, i] { write_until_closed(i); });
      threads_.emplace_back([this] { read_until_closed(); });
    }
  }

  ~PostgresStore() override {
    writes_.close();
    reads_.close();
    for (auto& thread : threads_) thread.join();
  }

  [[nodiscard]] Engine engine() const override { return Engine::Postgres; }
  [[nodiscard]] const KeyRing& keys() const override { return *keys_; }
  [[nodiscard]] KeyRing& key_ring() override { return *keys_; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  [[nodiscard]] std::int64_t new_id() override { return ids_.next(); }
  [[nodiscard]] StoreStats stats() const override {
    return {commits_, works_, static_cast<std::int64_t>(writes_.size()), anchor_failures_};
  }

  [[nodiscard]] int crowded() const override { return writes_.crowded(); }

  int link_journal() override {
    if (options_.read_only) return 0;
    const std::scoped_lock lock(control_mutex_);
    keep_control();
    mark_.write_if_due(control_, node_);
    int events = 0;
    for (;;) {
      const auto linked = link_events(control_, *keys_, kLinkBatch);
      events += linked.events;
      anchor(linked);
      if (linked.events < kLinkBatch) return events;
    }
  }

  [[nodiscard]] JournalLag journal_lag() override {
    const std::scoped_lock lock(control_mutex_);
    keep_control();
    return read_journal_lag(control_, clock_.now());
  }

 protected:
  asio::awaitable<void> submit(WriteTask task) override {
    refuse_when_read_only();
    return run_queued(writes_, std::move(task));
  }
  void submit_and_wait(WriteTask task) override {
    refuse_when_read_only();
    run_blocking(writes_, std::move(task));
  }
  bool run_inline(void (*call)(void*, Snapshot&), void* task) override {
    if (reading == nullptr) return false;
    Snapshot snapshot(*reading, clock_.now());
    call(task, snapshot);
    return true;
  }
  asio::awaitable<void> read_on_pool(ReadTask task) override { return run_queued(reads_, std::move(task)); }
  void read_and_wait(ReadTask task) override {
    if (run_inline([](void* inner, Snapshot& snapshot) { (*static_cast<ReadTask*>(inner))(snapshot); }, &task)) return;
    run_blocking(reads_, std::move(task));
  }

 private:
  void refuse_when_read_only() const {
    if (options_.read_only) throw StorageError("the database was opened for reading only");
  }

  // The node's number went with the connection; nobody else may have it now.
  void keep_control() {
    if (control_.is_connected()) return;
    control_.ensure_connected();
    if (!lock_node(control_, node_))
      throw StorageError(fmt::format("another process took node {} while the connection was lost; restart", node_));
  }

  void write_until_closed(int worker) {
    std::unique_ptr<PostgresConnection> connection;
    Transaction::Context context(*keys_, ids_, node_ * options_.postgres_pool + worker);
    std::vector<Job<WriteTask>*> jobs;
    for (;;) {
      writes_.take(jobs, 1);
      if (jobs.empty()) return;
      ++works_;
      auto& job = *jobs.front();
      in_transaction(connection, job.error, [&] { write_once(*connection, context, job); }, [&] { context.aborted(); });
      job.finish();
    }
  }

  void write_once(PostgresConnection& connection, Transaction::Context& context, Job<WriteTask>& job) {
    connection.script("BEGIN ISOLATION LEVEL SERIALIZABLE");
    Transaction transaction(connection, clock_.now(), context);
    if (!job.task(transaction)) {
      context.aborted();
      connection.rollback();
      return;
    }
    // COMMIT of a failed transaction would roll back and call that success.
    if (connection.is_failed())
      throw StorageError("a statement failed and its error was passed over", connection.last_error());
    context.write(connection);
    try {
      connection.script("COMMIT");
    } catch (const StorageError& error) {
      if (!is_lost_connection(error)) throw;
      throw StorageError("the connection was lost during COMMIT; whether it was committed is not known");
    }
    ++commits_;
    context.committed();
  }

  void read_until_closed() {
    std::unique_ptr<PostgresConnection> connection;
    std::vector<Job<ReadTask>*> jobs;
    for (;;) {
      reads_.take(jobs, 1);
      if (jobs.empty()) return;
      auto& job = *jobs.front();
      in_transaction(
          connection, job.error,
          [&] {
            connection->script("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            reading = connection.get();
            Snapshot snapshot(*connection, clock_.now());
            job.task(snapshot);
            connection->rollback();
          },
          [] {});
      reading = nullptr;
      job.finish();
    }
  }

  // Runs once or, after a failure that another run may not meet, again; the last failure goes to `error`.
  template <class Once, class Undo>
  void in_transaction(std::unique_ptr<PostgresConnection>& connection, std::exception_ptr& error, Once once,
                      Undo undo) {
    for (int attempt = 1;; ++attempt) {
      try {
        if (!connection) connection = std::make_unique<PostgresConnection>(options_.database_url);
        connection->ensure_connected();
        once();
        return;
      } catch (const StorageError& failure) {
        const bool again = is_worth_another_try(failure) || (is_lost_connection(failure) && attempt == 1);
        if (!again || attempt == kMostAttempts) error = std::current_exception();
      } catch (...) {
        error = std::current_exception();
      }
      undo();
      if (connection) connection->rollback();
      if (error) return;
      pause(attempt);
    }
  }

  // Two that met must not meet again at once.
  static void pause(int attempt) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const int most = 1 << std::min(attempt, 7);
    std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution(0, most)(random)));
  }

  void anchor(const Linked& linked) {
    try {
      for (const auto& [district, head] : linked.heads) keys_->anchor(district, head.sequence, head.link);
      if (const auto today = date_of(clock_.now()); !linked.heads.empty() && today != logged_) {
        keys_->log_anchors(today, "daily");
        logged_ = today;
      }
    } catch (const std::exception&) {
      ++anchor_failures_;
    }
  }

  const StoreOptions options_;
  const Clock& clock_;

  std::mutex control_mutex_;
  PostgresConnection control_;  // guarded by control_mutex_
  Date logged_{};               // guarded by control_mutex_

  const int node_;
  // Synchronised by themselves.
  IdMark mark_;
  IdSource ids_;
  std::unique_ptr<KeyRing> keys_;
  std::atomic<std::int64_t> commits_{0}, works_{0}, anchor_failures_{0};
  JobQueue<WriteTask> writes_;
  JobQueue<ReadTask> reads_;
  std::vector<std::thread> threads_;
};

}  // namespace

std::unique_ptr<Store> open_postgres_store(const StoreOptions& options, std::span<const Schema> schemas,
                                           const Clock& clock, bool migrate) {
  return std::make_unique<PostgresStore>(options, schemas, clock, migrate);
}

}  // namespace linli::storage
