#include "storage/testing/test_store.hpp"

#include <algorithm>

#include "storage/postgres_connection.hpp"
#include "storage/sqlite_connection.hpp"
#include "storage/testing/postgres_server.hpp"

namespace linli::storage::testing {

TestStore::TestStore(std::vector<Schema> schemas, Engine engine, StoreOptions options)
    : clock(*parse_instant("2026-03-02T09:00:00+08:00")), options_(std::move(options)), schemas_(std::move(schemas)) {
  if (engine == Engine::Postgres) options_.database_url = PostgresServer::shared().create_database();
  options_.postgres_pool = std::min(options_.postgres_pool, 4);
  options_.sync = options_.sync && !options_.sqlite_vfs.empty();
  if (options_.data_dir.empty()) options_.data_dir = folder_ / "data";
  if (options_.keys_dir.empty()) options_.keys_dir = folder_ / "keys";
  reopen();
}

TestStore::~TestStore() = default;

void TestStore::reopen() {
  store_.reset();
  store_ = Store::open(options_, schemas_, clock);
}

void TestStore::reopen(std::vector<Schema> schemas) {
  schemas_ = std::move(schemas);
  reopen();
}

void TestStore::tamper(std::string_view sql) {
  if (!options_.database_url.empty()) {
    PostgresConnection(options_.database_url).script(sql);
    return;
  }
  SqliteConnection connection({options_.data_dir / "linli.db", options_.sqlite_vfs, SqliteRole::Writer, 1024});
  connection.script(sql);
}

}  // namespace linli::storage::testing
