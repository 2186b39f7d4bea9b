#include "storage/sqlite_readers.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <list>
#include <utility>

#include "base/turn.hpp"

namespace linli::storage {
namespace {

// Holds the inner pages of a few million cases' trees, so that reading one costs its leaves only.
constexpr int kReaderCacheKib = 64 * 1024;
std::atomic<std::uint64_t> pools{0};

}  // namespace

struct SqliteReaders::Pool {
  const std::uint64_t number = ++pools;  // never reused, unlike an address
  std::filesystem::path file;
  std::string vfs;
  std::atomic<std::int64_t> commits = 0;
  std::mutex mutex;
  std::vector<std::unique_ptr<SqliteConnection>> all;  // guarded by mutex
  std::vector<SqliteConnection*> idle;                 // guarded by mutex

  SqliteConnection* take() {
    const std::scoped_lock lock(mutex);
    if (idle.empty()) {
      all.push_back(std::make_unique<SqliteConnection>(SqliteOptions{file, vfs, SqliteRole::Reader, kReaderCacheKib}));
      return all.back().get();
    }
    auto* connection = idle.back();
    idle.pop_back();
    return connection;
  }
  void give_back(SqliteConnection* connection) {
    const std::scoped_lock lock(mutex);
    idle.push_back(connection);
  }
};

namespace {

void close(SqliteReaders::Lease& lease) {
  if (!std::exchange(lease.open, false)) return;
  try {
    lease.connection->run("COMMIT");
  } catch (const StorageError&) {
    // An I/O error has ended the transaction already; the reader was told by its own statement.
  }
}

// What this thread holds; given back when it ends.
struct Leases {
  std::list<SqliteReaders::Lease> all;

  Leases() = default;
  ~Leases() {
    for (auto& lease : all) {
      const auto pool = lease.pool.lock();
      if (!pool) continue;
      close(lease);
      pool->give_back(lease.connection);
    }
  }
  Leases(const Leases&) = delete;
  Leases& operator=(const Leases&) = delete;

  SqliteReaders::Lease* find(std::uint64_t pool_number) {
    const auto found = std::ranges::find(all, pool_number, &SqliteReaders::Lease::pool_number);
    return found == all.end() ? nullptr : &*found;
  }
};

thread_local Leases leases;

void close_after_turn(std::uint64_t pool_number) {
  auto* lease = leases.find(pool_number);
  if (lease != nullptr && !lease->pool.expired()) close(*lease);
}

}  // namespace

SqliteReaders::SqliteReaders(std::filesystem::path file, std::string vfs) : pool_(std::make_shared<Pool>()) {
  pool_->file = std::move(file);
  pool_->vfs = std::move(vfs);
}

SqliteReaders::~SqliteReaders() = default;

SqliteReaders::Lease& SqliteReaders::mine() {
  if (auto* lease = leases.find(pool_->number)) return *lease;
  leases.all.remove_if([](const Lease& lease) { return lease.pool.expired(); });
  leases.all.push_front({.pool_number = pool_->number, .pool = pool_, .connection = pool_->take()});
  return leases.all.front();
}

void SqliteReaders::committed() { pool_->commits.fetch_add(1, std::memory_order_release); }

std::int64_t SqliteReaders::commits() const { return pool_->commits.load(std::memory_order_acquire); }

SqliteReaders::Begun::Begun(Lease& lease, std::int64_t commits)
    : lease_(lease), exceptions_(std::uncaught_exceptions()) {
  if (lease_.depth == 0) {
    if (lease_.commits != commits) close(lease_);
    if (!lease_.open) {
      lease_.connection->run("BEGIN");
      lease_.open = true;
      lease_.commits = commits;
      lease_.until_turn_ends = Turns::at_end([number = lease_.pool_number] { close_after_turn(number); });
    }
  }
  ++lease_.depth;
}

SqliteReaders::Begun::~Begun() {
  if (--lease_.depth > 0) return;
  if (!lease_.until_turn_ends || std::uncaught_exceptions() > exceptions_) close(lease_);
}

}  // namespace linli::storage
