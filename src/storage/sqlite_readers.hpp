#pragma once
// Every thread reads on a connection of its own, so that a read takes no lock. Reads of one turn (base/turn.hpp) share
// a transaction as long as nothing was committed: beginning and ending one takes a lock that all connections share.

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
    Begun begun(lease, commits());
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
    bool open = false;             // a transaction has begun
    bool until_turn_ends = false;  // it outlives the read
    std::int64_t commits = 0;      // before it began
  };

  // To be told after each commit and before anybody hears of it: whoever was told reads it.
  void committed();

 private:
  class Begun {
   public:
    Begun(Lease& lease, std::int64_t commits);
    ~Begun();
    Begun(const Begun&) = delete;
    Begun& operator=(const Begun&) = delete;

   private:
    Lease& lease_;
    int exceptions_;
  };

  Lease& mine();
  [[nodiscard]] std::int64_t commits() const;

  std::shared_ptr<Pool> pool_;
};

}  // namespace linli::storage
