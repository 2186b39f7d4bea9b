#pragma once
// Brings a database to the program's schema.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "storage/database.hpp"
#include "storage/migrations.hpp"

namespace linli::storage {

struct SchemaState {
  std::string module;
  int number = 0;
  friend bool operator==(const SchemaState&, const SchemaState&) = default;
};

enum class MigrateMode { Apply, CheckOnly, AcceptOlder };

// Applies what is missing in the order of `schemas`, one transaction a migration. Throws StorageError when the database
// holds migrations that the program does not know, or, when only checking, lacks some.
void migrate(Connection& connection, std::span<const Schema> schemas, Instant now, MigrateMode mode);

// The newest number of every module in the database; empty for a new one.
[[nodiscard]] std::vector<SchemaState> schema_state(Connection& connection);

}  // namespace linli::storage
