#pragma once
// What both stores do alike when they open.

#include <filesystem>
#include <memory>
#include <vector>

#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::storage {

[[nodiscard]] std::unique_ptr<Store> open_sqlite_store(const StoreOptions& options, std::span<const Schema> schemas,
                                                       const Clock& clock, bool migrate);
[[nodiscard]] std::unique_ptr<Store> open_postgres_store(const StoreOptions& options, std::span<const Schema> schemas,
                                                         const Clock& clock, bool migrate);

// Storage's own schema, then the modules'.
[[nodiscard]] std::vector<Schema> with_own_schema(std::span<const Schema> schemas);

// Default or given; throws StorageError when it lies inside the data folder.
[[nodiscard]] std::filesystem::path keys_folder(const StoreOptions& options);

// Migrates or checks, and opens the keys: new ones only for a new database.
[[nodiscard]] std::unique_ptr<KeyRing> prepare_database(Connection& connection, const StoreOptions& options,
                                                        std::span<const Schema> schemas, const Clock& clock,
                                                        bool migrate);

}  // namespace linli::storage
