#pragma once
// The three walks of verify and what they share.

#include <map>
#include <string>
#include <vector>

#include "storage/keys.hpp"
#include "storage/sqlite_connection.hpp"
#include "storage/verify.hpp"

namespace linli::storage {

// A SQLite file of its own that goes with the object: sorting millions of digests in bounded memory.
class Scratch {
 public:
  explicit Scratch(const std::filesystem::path& folder);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  SqliteConnection& connection() { return *connection_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<SqliteConnection> connection_;
};

class Findings {
 public:
  Findings(VerifyReport& report, const VerifyOptions& options) : report(report), options_(options) {}
  void add(Finding finding);
  void progress(std::string_view stage, std::int64_t done, std::int64_t total = 0) const {
    if (options_.progress) options_.progress(stage, done, total);
  }
  VerifyReport& report;

 private:
  const VerifyOptions& options_;
};

struct VouchedTable {
  std::int64_t number = 0;  // its name in the scratch file
  const TableSpec* spec = nullptr;
  std::vector<std::string> columns;
  int key_columns = 0;
};
using VouchedTables = std::map<std::string, VouchedTable, std::less<>>;
[[nodiscard]] VouchedTables vouched_tables(std::span<const Schema> schemas);

// Walks the chains; leaves every row's digests in the scratch table `expected`.
void verify_journal(Snapshot& snapshot, const KeyRing& keys, const std::vector<Anchor>& anchors,
                    const VouchedTables& tables, Scratch& scratch, Findings& findings);
// Compares the tables with `expected`.
void verify_tables(Snapshot& snapshot, const KeyRing& keys, const VouchedTables& tables, Scratch& scratch,
                   Findings& findings);
void verify_counters(Snapshot& snapshot, std::span<const CounterCheck> checks, Scratch& scratch, Findings& findings);

[[nodiscard]] std::vector<std::string> split_columns(std::string_view list);

}  // namespace linli::storage
