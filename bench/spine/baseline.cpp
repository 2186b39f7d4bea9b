// The SQLite library alone, writing the same rows: what create_case and import are measured against.
//   spine_baseline create DB CASES GROUP        the newest cases of DB, again, into a fresh file, GROUP cases a commit
//   spine_baseline import DB                    the buildings of DB, again, into a fresh file, in one commit
//   spine_baseline write-buildings DB N FILE    a CSV of N buildings for the courtyards of DB
#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Blob = std::vector<unsigned char>;
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using Row = std::vector<Value>;

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Closer>;
using Statement = std::unique_ptr<sqlite3_stmt, Closer>;

void check(sqlite3* database, int result) {
  if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW) {
    throw std::runtime_error(sqlite3_errmsg(database));
  }
}

Database open_file(const std::string& file, int flags) {
  sqlite3* raw = nullptr;
  const int result = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  Database database(raw);
  check(raw, result);
  return database;
}

void run(sqlite3* database, const std::string& sql) {
  check(database, sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr));
}

Statement prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  check(database, sqlite3_prepare_v2(database, sql.c_str(), -1, &raw, nullptr));
  return Statement(raw);
}

Value value_at(sqlite3_stmt* row, int column) {
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
      return sqlite3_column_int64(row, column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(row, column);
    case SQLITE_TEXT:
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(row, column)));
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(row, column));
      return Blob(bytes, bytes + sqlite3_column_bytes(row, column));
    }
    default:
      return {};
  }
}

std::vector<Row> select(sqlite3* database, const std::string& sql) {
  const auto statement = prepare(database, sql);
  std::vector<Row> rows;
  while (sqlite3_step(statement.get()) == SQLITE_ROW) {
    Row row;
    for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) row.push_back(value_at(statement.get(), i));
    rows.push_back(std::move(row));
  }
  return rows;
}

void write(sqlite3* database, sqlite3_stmt* statement, const Row& row) {
  for (int i = 0; i < static_cast<int>(row.size()); ++i) {
    const auto& value = row[static_cast<std::size_t>(i)];
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      sqlite3_bind_int64(statement, i + 1, *number);
    } else if (const auto* real = std::get_if<double>(&value)) {
      sqlite3_bind_double(statement, i + 1, *real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      sqlite3_bind_text(statement, i + 1, text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      sqlite3_bind_blob(statement, i + 1, blob->data(), static_cast<int>(blob->size()), SQLITE_STATIC);
    } else {
      sqlite3_bind_null(statement, i + 1);
    }
  }
  check(database, sqlite3_step(statement));
  sqlite3_reset(statement);
}

// A fresh file with the named tables and their indexes as they stand in the source.
class Target {
 public:
  Target(sqlite3* source, const std::vector<std::string>& tables)
      : folder_(fs::temp_directory_path() / fmt::format("linli-baseline-{}", getpid())) {
    fs::create_directories(folder_);
    database_ = open_file((folder_ / "bare.db").string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    run(get(), "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
    for (const auto& table : tables) {
      for (const auto& row :
           select(source, fmt::format("SELECT sql FROM sqlite_master WHERE tbl_name = '{}' AND sql IS "
                                      "NOT NULL ORDER BY type DESC",
                                      table))) {
        run(get(), std::get<std::string>(row[0]));
      }
    }
  }
  ~Target() {
    database_.reset();
    fs::remove_all(folder_);
  }
  [[nodiscard]] sqlite3* get() const { return database_.get(); }
  [[nodiscard]] Statement insert(const std::string& table, std::size_t columns) const {
    std::string marks;
    for (std::size_t i = 0; i < columns; ++i) marks += i == 0 ? "?" : ",?";
    return prepare(get(), fmt::format("INSERT INTO {} VALUES ({})", table, marks));
  }

 private:
  fs::path folder_;
  Database database_;
};

struct TableRows {
  std::string table;
  std::vector<std::vector<Row>> by_unit;  // rows of each case
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

using CounterKey = std::vector<std::int64_t>;  // scope, indicator, dimension, period

// Counters that a new case touches: open, open by due hour, received by day and month, each for all and for its matter.
std::vector<CounterKey> counters_of(const Row& entry) {
  const auto matter = std::get<std::int64_t>(entry[0]);
  const auto received = std::get<std::int64_t>(entry[1]);
  const auto due = std::holds_alternative<std::int64_t>(entry[2]) ? std::get<std::int64_t>(entry[2]) : 0;
  std::vector<CounterKey> keys;
  for (std::size_t i = 3; i < entry.size(); ++i) {
    if (!std::holds_alternative<std::int64_t>(entry[i])) continue;
    const auto scope = std::get<std::int64_t>(entry[i]);
    for (const auto dimension : {std::int64_t{0}, matter}) {
      keys.push_back({scope, 1, dimension, 0});
      keys.push_back({scope, 2, dimension, due / 3'600'000});
      keys.push_back({scope, 3, dimension, received / 86'400'000});
      keys.push_back({scope, 3, dimension, received / 2'592'000'000});
    }
  }
  return keys;
}

int create(const std::string& file, std::int64_t cases, std::size_t group) {
  const auto source = open_file(file, SQLITE_OPEN_READONLY);
  const auto ids = select(source.get(), fmt::format("SELECT id, district FROM cases ORDER BY id DESC LIMIT {}", cases));
  const std::vector<std::pair<std::string, std::string>> tables{
      {"cases", "id"},          {"case_hops", "case_id"}, {"case_scopes", "case_id"}, {"case_contacts", "case_id"},
      {"case_keys", "case_id"}, {"journal", "subject"}};
  std::vector<TableRows> content;
  for (const auto& [table, key] : tables) {
    TableRows rows{table, {}};
    std::string filter = fmt::format("district = ?1 AND {} = ?2", key);
    std::string source_table = table;
    if (table == "journal") {
      filter += " AND subject_kind = 'case'";
      source_table += " INDEXED BY journal_by_subject";
    }
    if (table == "case_scopes") {
      filter =
          "district = ?1 AND scope IN (SELECT subdistrict FROM cases WHERE district = ?1 AND id = ?2 UNION SELECT "
          "community FROM cases WHERE district = ?1 AND id = ?2 UNION SELECT courtyard FROM cases WHERE district = "
          "?1 AND id = ?2 UNION SELECT grid FROM cases WHERE district = ?1 AND id = ?2 UNION SELECT ?1) AND ended = "
          "0 AND sort_at = (SELECT due_at FROM cases WHERE district = ?1 AND id = ?2) AND case_id = ?2";
    }
    const auto statement = prepare(source.get(), fmt::format("SELECT * FROM {} WHERE {}", source_table, filter));
    for (const auto& id : ids) {
      sqlite3_bind_int64(statement.get(), 1, std::get<std::int64_t>(id[1]));
      sqlite3_bind_int64(statement.get(), 2, std::get<std::int64_t>(id[0]));
      std::vector<Row> unit;
      while (sqlite3_step(statement.get()) == SQLITE_ROW) {
        Row row;
        for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) row.push_back(value_at(statement.get(), i));
        unit.push_back(std::move(row));
      }
      sqlite3_reset(statement.get());
      rows.by_unit.push_back(std::move(unit));
    }
    content.push_back(std::move(rows));
  }
  const auto entries =
      select(source.get(), fmt::format("SELECT matter, received_at, due_at, district, subdistrict, "
                                       "community, courtyard, grid FROM cases ORDER BY id DESC LIMIT {}",
                                       cases));
  const auto district = std::get<std::int64_t>(ids.at(0)[1]);

  const Target target(source.get(),
                      {"cases", "case_hops", "case_scopes", "case_contacts", "case_keys", "journal", "counters"});
  std::vector<Statement> inserts;
  for (const auto& rows : content) {
    std::size_t columns = 1;
    for (const auto& unit : rows.by_unit) {
      if (!unit.empty()) columns = unit.front().size();
    }
    inserts.push_back(columns > 1 ? target.insert(rows.table, columns) : Statement());
  }
  const auto counter = prepare(target.get(),
                               "INSERT INTO counters VALUES (?1,?2,?3,?4,?5,0,?6) ON CONFLICT DO UPDATE SET value = "
                               "value + excluded.value");
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t first = 0; first < ids.size(); first += group) {
    const auto last = std::min(first + group, ids.size());
    run(target.get(), "BEGIN IMMEDIATE");
    std::map<CounterKey, std::int64_t> counters;
    for (std::size_t i = first; i < last; ++i) {
      for (std::size_t t = 0; t < content.size(); ++t) {
        for (const auto& row : content[t].by_unit[i]) write(target.get(), inserts[t].get(), row);
      }
      for (auto& key : counters_of(entries[i])) ++counters[std::move(key)];
    }
    for (const auto& [key, value] : counters) {
      write(target.get(), counter.get(), {district, key[0], key[1], key[2], key[3], value});
    }
    run(target.get(), "COMMIT");
  }
  const auto seconds = seconds_since(start);
  std::int64_t rows = 0;
  for (const auto& table : content) {
    for (const auto& unit : table.by_unit) rows += static_cast<std::int64_t>(unit.size());
  }
  fmt::print("{{\"per_second\": {:.1f}, \"rows_per_case\": {:.2f}}}\n", static_cast<double>(ids.size()) / seconds,
             static_cast<double>(rows) / static_cast<double>(ids.size()));
  return 0;
}

int import(const std::string& file) {
  const auto source = open_file(file, SQLITE_OPEN_READONLY);
  struct Part {
    std::string table;
    std::string sql;
  };
  const std::vector<Part> parts{
      {"area_versions", "SELECT * FROM area_versions WHERE level = 4"},
      {"area_ancestors", "SELECT * FROM area_ancestors WHERE area IN (SELECT id FROM area_versions WHERE level = 4)"},
      {"territory_codes",
       "SELECT * FROM territory_codes WHERE owner IN (SELECT id FROM area_versions WHERE level = 4)"},
      {"journal", "SELECT * FROM journal WHERE at >= (SELECT MIN(recorded_at) FROM area_versions WHERE level = 4)"}};
  const Target target(source.get(), {"area_versions", "area_ancestors", "territory_codes", "journal"});
  std::vector<std::pair<std::vector<Row>, Statement>> work;
  std::int64_t buildings = 0;
  for (const auto& part : parts) {
    auto rows = select(source.get(), part.sql);
    if (part.table == "area_versions") buildings = static_cast<std::int64_t>(rows.size());
    if (rows.empty()) continue;
    auto statement = target.insert(part.table, rows.front().size());
    work.emplace_back(std::move(rows), std::move(statement));
  }
  const auto start = std::chrono::steady_clock::now();
  run(target.get(), "BEGIN IMMEDIATE");
  for (const auto& [rows, statement] : work) {
    for (const auto& row : rows) write(target.get(), statement.get(), row);
  }
  run(target.get(), "COMMIT");
  fmt::print("{{\"per_second\": {:.1f}}}\n", static_cast<double>(buildings) / seconds_since(start));
  return 0;
}

int write_buildings(const std::string& file, std::int64_t count, const std::string& csv) {
  const auto source = open_file(file, SQLITE_OPEN_READONLY);
  const auto yards =
      select(source.get(),
             "SELECT c.name, y.name FROM area_versions y JOIN area_versions c ON c.district = y.district "
             "AND c.id = y.parent AND c.valid_to IS NULL WHERE y.level = 3 AND y.valid_to IS NULL");
  std::ofstream out(csv);
  out << "所属社区,所属小区,楼栋名称,户数\n";
  for (std::int64_t i = 0; i < count; ++i) {
    const auto& yard = yards.at(static_cast<std::size_t>(i) % yards.size());
    out << fmt::format("{},{},{}号楼,{}\n", std::get<std::string>(yard[0]), std::get<std::string>(yard[1]),
                       i / static_cast<std::int64_t>(yards.size()) + 1, 12 + i % 90);
  }
  return out.good() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  try {
    if (args.size() == 4 && args[0] == "create") return create(args[1], std::stoll(args[2]), std::stoul(args[3]));
    if (args.size() == 2 && args[0] == "import") return import(args[1]);
    if (args.size() == 4 && args[0] == "write-buildings") return write_buildings(args[1], std::stoll(args[2]), args[3]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "spine_baseline: {}\n", error.what());
    return 3;
  }
  fmt::print(stderr, "usage: spine_baseline create DB CASES GROUP | import DB | write-buildings DB N FILE\n");
  return 2;
}
