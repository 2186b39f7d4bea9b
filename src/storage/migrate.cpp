#include "storage/migrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace linli::storage {
namespace {

std::string in_words_of(Engine engine, const Migration& migration) {
  struct Word {
    std::string_view name, sqlite, postgres;
  };
  static constexpr std::array kWords{Word{"{blob}", "BLOB", "BYTEA"}, Word{"{clustered}", "WITHOUT ROWID", ""},
                                     Word{"{serial}", "INTEGER", "BIGSERIAL"}};
  std::string sql(engine == Engine::Postgres && !migration.postgres.empty() ? migration.postgres : migration.sql);
  for (const auto& word : kWords) {
    const auto replacement = engine == Engine::Sqlite ? word.sqlite : word.postgres;
    for (auto at = sql.find(word.name); at != std::string::npos; at = sql.find(word.name, at + replacement.size()))
      sql.replace(at, word.name.size(), replacement);
  }
  return sql;
}

bool has_table(Connection& connection) {
  const auto* sql = connection.engine() == Engine::Sqlite
                        ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"
                        : "SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL";
  return connection.query(sql, {}).next();
}

int applied(const std::vector<SchemaState>& state, std::string_view module) {
  const auto found = std::ranges::find(state, module, &SchemaState::module);
  return found == state.end() ? 0 : found->number;
}

void refuse_newer(const std::vector<SchemaState>& state, std::span<const Schema> schemas) {
  for (const auto& [module, number] : state) {
    const auto known = std::ranges::find(schemas, std::string_view(module), &Schema::module);
    const int newest = known == schemas.end() || known->migrations.empty() ? 0 : known->migrations.back().number;
    if (number > newest)
      throw StorageError(
          fmt::format("the database was written by a newer Linli: module {} is at migration {}, this program knows {}; "
                      "use the newer program or restore a backup",
                      module, number, newest));
  }
}

class Rollback {
 public:
  explicit Rollback(Connection& connection) : connection_(connection) {}
  ~Rollback() {
    if (done_) return;
    try {
      connection_.script("ROLLBACK");
    } catch (const StorageError&) {  // SQLite has rolled back by itself
    }
  }
  void commit() {
    connection_.script("COMMIT");
    done_ = true;
  }

 private:
  Connection& connection_;
  bool done_ = false;
};

// Another process may be migrating the same database; whoever comes second finds the work done.
void begin_alone(Connection& connection) {
  if (connection.engine() == Engine::Sqlite) {
    connection.script("BEGIN IMMEDIATE");
  } else {
    connection.script("BEGIN; SELECT pg_advisory_xact_lock(7016996765293437)");
  }
}

void apply(Connection& connection, std::string_view module, const Migration& migration, Instant now) {
  begin_alone(connection);
  Rollback guard(connection);
  if (applied(schema_state(connection), module) < migration.number) {
    connection.script(in_words_of(connection.engine(), migration));
    const std::array<Value, 4> values{module, std::int64_t{migration.number}, to_ms(now), migration.why};
    connection.execute("INSERT INTO schema_migrations (module, number, applied_at, why) VALUES ($1, $2, $3, $4)",
                       values);
  }
  guard.commit();
}

}  // namespace

std::vector<SchemaState> schema_state(Connection& connection) {
  std::vector<SchemaState> state;
  if (!has_table(connection)) return state;
  auto rows = connection.query("SELECT module, MAX(number) FROM schema_migrations GROUP BY module ORDER BY module", {});
  while (rows.next()) state.push_back({rows.string(0), static_cast<int>(rows.integer(1))});
  return state;
}

void migrate(Connection& connection, std::span<const Schema> schemas, Instant now, MigrateMode mode) {
  const auto state = schema_state(connection);
  refuse_newer(state, schemas);
  if (mode == MigrateMode::AcceptOlder) return;
  if (mode == MigrateMode::Apply && !has_table(connection)) {
    begin_alone(connection);
    Rollback guard(connection);
    connection.script(
        "CREATE TABLE IF NOT EXISTS schema_migrations (module TEXT NOT NULL, number BIGINT NOT NULL, applied_at BIGINT "
        "NOT NULL, why TEXT NOT NULL, PRIMARY KEY (module, number))");
    guard.commit();
  }
  for (const auto& schema : schemas) {
    const int have = applied(state, schema.module);
    for (const auto& migration : schema.migrations) {
      if (migration.number <= have) continue;
      if (mode == MigrateMode::CheckOnly)
        throw StorageError(fmt::format("the database lacks migration {} of module {}; run linli upgrade",
                                       migration.number, schema.module));
      try {
        apply(connection, schema.module, migration, now);
      } catch (const StorageError& error) {
        throw StorageError(
            fmt::format("migration {} of {} ({}): {}", migration.number, schema.module, migration.why, error.what()),
            error.code());
      }
    }
  }
}

}  // namespace linli::storage
