#include "storage/catalog.hpp"

#include <array>

namespace linli::storage {
namespace {

constexpr std::string_view kSqliteTables =
    "SELECT m.name FROM sqlite_master m JOIN pragma_table_list l ON l.name = m.name AND l.schema = 'main' WHERE l.type "
    "= "
    "'table' AND m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name <> 'schema_migrations' AND "
    "m.name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY m.rowid";
constexpr std::string_view kSqliteColumns = "SELECT name FROM pragma_table_xinfo($1) WHERE hidden = 0 ORDER BY cid";

constexpr std::string_view kPostgresTables =
    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND "
    "relname <> 'schema_migrations' AND relname NOT LIKE 'search\\_%' ORDER BY oid";
constexpr std::string_view kPostgresColumns =
    "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND "
    "attgenerated = '' ORDER BY attnum";

std::vector<std::string> texts(Cursor rows) {
  std::vector<std::string> all;
  while (rows.next()) all.push_back(rows.string(0));
  return all;
}

}  // namespace

std::vector<TableInfo> list_tables(Connection& connection) {
  const bool sqlite = connection.engine() == Engine::Sqlite;
  std::vector<TableInfo> tables;
  for (auto& name : texts(connection.query(sqlite ? kSqliteTables : kPostgresTables, {}))) {
    const std::array<Value, 1> values{std::string_view(name)};
    auto columns = texts(connection.query(sqlite ? kSqliteColumns : kPostgresColumns, values));
    tables.push_back({std::move(name), std::move(columns)});
  }
  return tables;
}

}  // namespace linli::storage
