#include "storage/store.hpp"

#include <fmt/format.h>

#include "storage/migrate.hpp"
#include "storage/own_schema.hpp"
#include "storage/store_common.hpp"

namespace linli::storage {

namespace fs = std::filesystem;

std::unique_ptr<Store> Store::open(const StoreOptions& options, std::span<const Schema> schemas, const Clock& clock,
                                   bool migrate) {
  return options.database_url.empty() ? open_sqlite_store(options, schemas, clock, migrate)
                                      : open_postgres_store(options, schemas, clock, migrate);
}

std::vector<Schema> with_own_schema(std::span<const Schema> schemas) {
  std::vector<Schema> all{own_schema()};
  all.insert(all.end(), schemas.begin(), schemas.end());
  return all;
}

fs::path keys_folder(const StoreOptions& options) {
  if (options.data_dir.empty() && options.keys_dir.empty())
    throw StorageError("no keys folder was given, and no data folder to put one beside");
  auto data = fs::weakly_canonical(fs::absolute(options.data_dir));
  if (!data.has_filename()) data = data.parent_path();
  const auto keys = options.keys_dir.empty() ? fs::path(data.string() + ".keys")
                                             : fs::weakly_canonical(fs::absolute(options.keys_dir));
  const auto relative = keys.lexically_relative(data);
  if (!options.data_dir.empty() && !relative.empty() && *relative.begin() != "..")
    throw StorageError(
        fmt::format("the keys folder {} lies inside the data folder; whoever copies the data would have "
                    "the keys too: choose another",
                    keys.string()));
  return keys;
}

std::unique_ptr<KeyRing> prepare_database(Connection& connection, const StoreOptions& options,
                                          std::span<const Schema> schemas, const Clock& clock, bool migrate) {
  const bool fresh = schema_state(connection).empty();
  if (fresh && (options.read_only || !migrate)) throw StorageError("there is no Linli database yet");
  auto keys = KeyRing::open(keys_folder(options), fresh);
  const auto mode = options.as_found                ? MigrateMode::AcceptOlder
                    : migrate && !options.read_only ? MigrateMode::Apply
                                                    : MigrateMode::CheckOnly;
  linli::storage::migrate(connection, with_own_schema(schemas), clock.now(), mode);
  return keys;
}

}  // namespace linli::storage
