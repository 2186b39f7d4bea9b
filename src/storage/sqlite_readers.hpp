#pragma once
// Every thread reads on a connection of its own, so that a read takes no lock.

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/sqlite_connection.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class SqliteReaders {
 public:
  SqliteReaders(std::filesystem::path file, std::string vfs);
  ~SqliteReaders();
  SqliteReaders(const SqliteReaders&) = delete;
  SqliteReaders& operator=(const SqliteReaders&) = delete;

  // Runs the work on one consistent state. A read within a read sees the outer one's state.
  template <class Work>
  void read(Instant now, Work&& work) {
    Lease& lease = mine();
    Begun begun(lease);
    Snapshot snapshot(*lease.connection, now);
    work(snapshot);
  }

  // The connections; outlived by the threads that used them.
  struct Pool;
  struct Lease {
    std::uint64_t pool_number = 0;
    std::weak_ptr<Pool> pool;
    SqliteConnection* connection = nullptr;
    int depth = 0;
  };

 private:
  class Begun {
   public:
    explicit Begun(Lease& lease);
    ~Begun();
    Begun(const Begun&) = delete;
    Begun& operator=(const Begun&) = delete;

   private:
    Lease& lease_;
  };

  Lease& mine();

  std::shared_ptr<Pool> pool_;
};

}  // namespace linli::storage
