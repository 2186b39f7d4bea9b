#pragma once
// Which tables a database has, as the database itself says.

#include <string>
#include <vector>

#include "storage/database.hpp"

namespace linli::storage {

struct TableInfo {
  std::string name;
  std::vector<std::string> columns;  // without generated ones
};

// All tables of Linli in the order of their making, but for the record of migrations and those that are derived from
// others (full-text indexes).
[[nodiscard]] std::vector<TableInfo> list_tables(Connection& connection);

}  // namespace linli::storage
