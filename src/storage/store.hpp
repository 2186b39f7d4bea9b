#pragma once
// Transactions on SQLite or PostgreSQL behind one interface. A handler hands its work to the store and awaits it: what
// comes back from write() is on disk.

#include <array>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "storage/database.hpp"
#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::storage {

class KeyRing;

// A consistent view for reading. Valid only inside the work it was handed to.
class Snapshot {
 public:
  Snapshot(Connection& connection, Instant now) : connection_(connection), now_(now) {}
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  [[nodiscard]] Engine engine() const { return connection_.engine(); }
  // The clock reading taken once when the work began.
  [[nodiscard]] Instant now() const { return now_; }

  template <class... Args>
  [[nodiscard]] Cursor query(std::string_view sql, const Args&... args) {
    const std::array<Value, sizeof...(Args)> values{to_value(args)...};
    return connection_.query(sql, values);
  }
  // For statements whose parameters are only known at run time (filters).
  [[nodiscard]] Cursor query_values(std::string_view sql, std::span<const Value> values) {
    return connection_.query(sql, values);
  }

 protected:
  Connection& connection_;
  Instant now_;
};

// A key of the roll-up table. `scope` is an area, grid or body id; `dimension` a matter or 0; `period` yyyymmdd, yyyymm
// or 0.
struct CounterKey {
  DistrictId district;
  std::int64_t scope = 0;
  int indicator = 0;
  std::int64_t dimension = 0;
  std::int64_t period = 0;
  auto operator<=>(const CounterKey&) const = default;
};

// Something that must leave the process, at least once, after the commit.
struct OutboxMessage {
  DistrictId district;
  std::string_view channel;  // which sender takes it
  std::string payload;       // JSON
};

// Reading and writing, all or nothing. On SQLite several transactions share one commit; each has its savepoint.
class Transaction : public Snapshot {
 public:
  class Context;  // ids, journal, counters, outbox of the running group
  Transaction(Connection& connection, Instant now, Context& context) : Snapshot(connection, now), context_(context) {}

  template <class... Args>
  std::int64_t execute(std::string_view sql, const Args&... args) {
    const std::array<Value, sizeof...(Args)> values{to_value(args)...};
    return connection_.execute(sql, values);
  }
  std::int64_t execute_values(std::string_view sql, std::span<const Value> values) {
    return connection_.execute(sql, values);
  }

  [[nodiscard]] std::int64_t new_id();
  template <class IdType>
  [[nodiscard]] IdType new_id_as() {
    return IdType{new_id()};
  }

  // Appends to the journal; digests event.rows as they stand now, so call it after the last write to them.
  void record(const Event& event);
  // Adds to a roll-up counter. Sums of one commit are written once, just before it.
  void count(const CounterKey& key, std::int64_t delta);
  void send(const OutboxMessage& message);
  // Runs on the committing thread once everything is on disk, never if it is rolled back (live pages, caches). Must not
  // throw.
  void after_commit(std::function<void()> action);

 private:
  Context& context_;
};

struct StoreOptions {
  // Empty: SQLite in data_dir. Else a libpq URL `postgresql://…`.
  std::string database_url;
  std::filesystem::path data_dir;
  // Never inside data_dir. Default: `<data_dir>.keys` beside it.
  std::filesystem::path keys_dir;
  int max_group = 256;     // transactions a commit
  int max_waiting = 4096;  // more than these are refused with Overloaded
  int postgres_pool = 8;   // connections for writing, and as many for reading
  bool sync = true;        // false: a power cut may lose commits; for what can be made again (tests, a demo)
  std::string sqlite_vfs;  // tests put a lossy file system underneath
  int node = 0;            // part of ids: one number a process on a shared database
  bool read_only = false;  // verify, doctor
  bool as_found = false;   // a backup before an upgrade: the database may be older than the program, and stays so
};

// True when the work wants its changes kept: Result with an error rolls back.
template <class R>
bool wants_commit(const R& result) {
  if constexpr (requires {
                  result.has_value();
                  result.error();
                })
    return result.has_value();
  return true;
}

// Events that are written but not yet part of their chain. Always none on SQLite.
struct JournalLag {
  std::int64_t events = 0;
  std::chrono::milliseconds oldest{0};
};

struct StoreStats {
  std::int64_t commits = 0;  // groups on SQLite
  std::int64_t works = 0;    // transactions in them, rolled back ones included
  std::int64_t waiting = 0;
  std::int64_t anchor_failures = 0;  // the keys folder could not be written; the chain itself is complete
};

// Opens, migrates and serves one database. Thread-safe. Destroying it waits for accepted work.
class Store {
 public:
  // Refuses (throws StorageError) a schema newer than `schemas`. Migrates when `migrate`.
  static std::unique_ptr<Store> open(const StoreOptions& options, std::span<const Schema> schemas, const Clock& clock,
                                     bool migrate = true);
  virtual ~Store() = default;

  // Runs work(Transaction&) and returns its value once it is committed. Work that returns a Result with an error, or
  // throws, is rolled back alone. On PostgreSQL work may run again after a serialisation failure: it must not consume
  // what it captured.
  template <class F>
  boost::asio::awaitable<std::invoke_result_t<F&, Transaction&>> write(F work) {
    std::optional<std::invoke_result_t<F&, Transaction&>> result;
    co_await submit([&](Transaction& transaction) {
      result.emplace(work(transaction));
      return wants_commit(*result);
    });
    co_return std::move(*result);
  }

  // Runs work(Snapshot&). On SQLite at once, on the calling thread's own connection; on PostgreSQL on a pool.
  template <class F>
  boost::asio::awaitable<std::invoke_result_t<F&, Snapshot&>> read(F work) {
    using R = std::invoke_result_t<F&, Snapshot&>;
    std::optional<R> result;
    auto task = [&](Snapshot& snapshot) { result.emplace(work(snapshot)); };
    if (!try_read_inline(task)) co_await read_on_pool(task);
    co_return std::move(*result);
  }

  // The same for commands, timers and tests: blocks the calling thread.
  template <class F>
  auto write_now(F work) -> std::invoke_result_t<F&, Transaction&> {
    std::optional<std::invoke_result_t<F&, Transaction&>> result;
    submit_and_wait([&](Transaction& transaction) {
      result.emplace(work(transaction));
      return wants_commit(*result);
    });
    return std::move(*result);
  }
  template <class F>
  auto read_now(F work) -> std::invoke_result_t<F&, Snapshot&> {
    std::optional<std::invoke_result_t<F&, Snapshot&>> result;
    read_and_wait([&](Snapshot& snapshot) { result.emplace(work(snapshot)); });
    return std::move(*result);
  }

  [[nodiscard]] virtual Engine engine() const = 0;
  [[nodiscard]] virtual const KeyRing& keys() const = 0;
  [[nodiscard]] virtual KeyRing& key_ring() = 0;
  [[nodiscard]] virtual const Clock& clock() const = 0;
  [[nodiscard]] virtual std::int64_t new_id() = 0;
  [[nodiscard]] virtual StoreStats stats() const = 0;
  // When write() would be refused with Overloaded now: after how many seconds to come again. Else 0.
  [[nodiscard]] virtual int crowded() const = 0;
  // Gives new events their place in their chain, oldest first, and anchors the heads; how many. The app calls it once a
  // second. Nothing to do on SQLite.
  virtual int link_journal() = 0;
  [[nodiscard]] virtual JournalLag journal_lag() = 0;

 protected:
  using WriteTask = std::function<bool(Transaction&)>;
  using ReadTask = std::function<void(Snapshot&)>;
  virtual boost::asio::awaitable<void> submit(WriteTask task) = 0;
  virtual void submit_and_wait(WriteTask task) = 0;
  // A reference wrapper, not a std::function: the inline path must not allocate.
  template <class Task>
  bool try_read_inline(Task& task) {
    return run_inline([](void* erased, Snapshot& snapshot) { (*static_cast<Task*>(erased))(snapshot); }, &task);
  }
  virtual bool run_inline(void (*call)(void*, Snapshot&), void* task) = 0;
  virtual boost::asio::awaitable<void> read_on_pool(ReadTask task) = 0;
  virtual void read_and_wait(ReadTask task) = 0;
};

}  // namespace linli::storage
