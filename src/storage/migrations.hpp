#pragma once
// Schema changes: append-only, numbered within their module, one transaction each.

#include <span>
#include <string_view>

namespace linli::storage {

// The text is the same for both databases but for the words {blob} (BLOB | BYTEA), {clustered} (WITHOUT ROWID |
// nothing) and {serial} (INTEGER | BIGSERIAL … PRIMARY KEY column types). Where they need more than words, `postgres`
// holds its own text.
struct Migration {
  int number;
  std::string_view why;  // one line
  std::string_view sql;
  std::string_view postgres = {};  // empty: the same as sql
};

// A module's migrations and the tables the journal vouches for.
struct TableSpec;
struct Schema {
  std::string_view module;
  std::span<const Migration> migrations;
  std::span<const TableSpec> tables;
};

}  // namespace linli::storage
