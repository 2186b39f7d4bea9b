#pragma once
// A PostgreSQL of the tests' own: private folder, Unix socket only, gone with the process.

#include <sys/types.h>

#include <atomic>
#include <memory>
#include <string>

#include "storage/testing/temp_folder.hpp"

namespace linli::storage::testing {

class PostgresServer {
 public:
  // The one of this test program, started at first use. Throws when PostgreSQL is not installed.
  static PostgresServer& shared();

  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // A new empty database; its libpq URL.
  [[nodiscard]] std::string create_database();
  // Ends all connections of others, as a restart or a cut cable would.
  void cut_connections();

 private:
  [[nodiscard]] std::string url(const std::string& database) const;

  TempFolder folder_;
  pid_t server_ = -1;
  std::atomic<int> databases_{0};
};

}  // namespace linli::storage::testing
