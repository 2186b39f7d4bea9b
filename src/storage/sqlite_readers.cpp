#include "storage/sqlite_readers.hpp"

#include <algorithm>
#include <atomic>
#include <list>

namespace linli::storage {
namespace {

constexpr int kReaderCacheKib = 24 * 1024;
std::atomic<std::uint64_t> pools{0};

}  // namespace

struct SqliteReaders::Pool {
  const std::uint64_t number = ++pools;  // never reused, unlike an address
  std::filesystem::path file;
  std::string vfs;
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

// What this thread holds; given back when it ends.
struct Leases {
  std::list<SqliteReaders::Lease> all;
  ~Leases() {
    for (const auto& lease : all)
      if (const auto pool = lease.pool.lock()) pool->give_back(lease.connection);
  }
};

}  // namespace

SqliteReaders::SqliteReaders(std::filesystem::path file, std::string vfs) : pool_(std::make_shared<Pool>()) {
  pool_->file = std::move(file);
  pool_->vfs = std::move(vfs);
}

SqliteReaders::~SqliteReaders() = default;

SqliteReaders::Lease& SqliteReaders::mine() {
  thread_local Leases leases;
  for (auto& lease : leases.all)
    if (lease.pool_number == pool_->number) return lease;
  leases.all.remove_if([](const Lease& lease) { return lease.pool.expired(); });
  leases.all.push_front({pool_->number, pool_, pool_->take(), 0});
  return leases.all.front();
}

SqliteReaders::Begun::Begun(Lease& lease) : lease_(lease) {
  if (lease_.depth == 0) lease_.connection->run("BEGIN");
  ++lease_.depth;
}

SqliteReaders::Begun::~Begun() {
  if (--lease_.depth > 0) return;
  try {
    lease_.connection->run("COMMIT");
  } catch (const StorageError&) {
    // An I/O error has ended the transaction already; the reader was told by its own statement.
  }
}

}  // namespace linli::storage
