// What the compliance row is measured against: the SQLite library alone, reading once through the tables that the
// checks of a district stand on, every column of every row of its day, and counting households by place on the way.
//   compliance_one_pass DB DAY TIMES     prints {"milliseconds":…,"rows":…}: the median pass, file and cache warm
#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Closer>;
using Statement = std::unique_ptr<sqlite3_stmt, Closer>;

// Of tables that keep history, the day's row of each fact; ?1 is the day.
constexpr const char* kOfDay = "valid_from <= ?1 AND (valid_to IS NULL OR valid_to > ?1)";

std::vector<std::string> questions() {
  std::vector<std::string> all;
  for (const auto* table : {"area_versions", "grid_versions", "grid_members"})
    all.push_back(fmt::format("SELECT * FROM {} WHERE {} AND superseded_at IS NULL", table, kOfDay));
  for (const auto* table : {"bodies", "appointments", "register_records"})
    all.push_back(fmt::format("SELECT * FROM {} WHERE {}", table, kOfDay));
  all.emplace_back("SELECT * FROM body_areas WHERE ?1 IS NOT NULL");
  return all;
}

struct Pass {
  std::int64_t rows = 0;
  std::size_t bytes = 0;
  std::unordered_map<std::int64_t, std::int64_t> households;
};

Pass read_all(const std::vector<Statement>& statements, const std::string& day) {
  Pass pass;
  for (const auto& statement : statements) {
    sqlite3_reset(statement.get());
    sqlite3_bind_text(statement.get(), 1, day.data(), static_cast<int>(day.size()), SQLITE_STATIC);
    const int columns = sqlite3_column_count(statement.get());
    while (sqlite3_step(statement.get()) == SQLITE_ROW) {
      ++pass.rows;
      for (int i = 0; i < columns; ++i) {
        if (sqlite3_column_type(statement.get(), i) == SQLITE_INTEGER) {
          pass.bytes += static_cast<std::size_t>(sqlite3_column_int64(statement.get(), i) != 0);
        } else if (sqlite3_column_text(statement.get(), i) != nullptr) {
          pass.bytes += static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), i));
        }
      }
      if (&statement == statements.data())
        pass.households[sqlite3_column_int64(statement.get(), 4)] += sqlite3_column_int64(statement.get(), 8);
    }
  }
  return pass;
}

int measure(const std::string& file, const std::string& day, int times) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
  const Database database(raw);
  if (opened != SQLITE_OK) throw std::runtime_error("cannot open " + file);
  std::vector<Statement> statements;
  for (const auto& sql : questions()) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database.get()));
    statements.emplace_back(prepared);
  }
  std::int64_t rows = 0;
  std::vector<double> took;
  for (int i = 0; i <= times; ++i) {
    const auto began = std::chrono::steady_clock::now();
    rows = read_all(statements, day).rows;
    if (i > 0)  // the first warms
      took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  }
  std::ranges::sort(took);
  fmt::print("{{\"milliseconds\":{:.4f},\"rows\":{}}}\n", took[took.size() / 2], rows);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  return measure(arguments[1], arguments[2], std::max(1, std::atoi(arguments[3])));
}
