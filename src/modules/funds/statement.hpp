#pragma once
// A statement with as many parameters as the caller has places.

#include <span>

#include "modules/funds/store.hpp"
#include "storage/sql_text.hpp"

namespace linli::funds {

using storage::SqlText;

// ` AND a.place IN (…)`, where `a` are the accounts.
inline void add_reach(SqlText& sql, const Reach& reach) {
  if (!reach.all) sql.text(" AND a.place IN ").list(reach.places);
}
inline storage::Cursor ask(storage::Snapshot& snapshot, const SqlText& sql) {
  return snapshot.query_values(sql.sql(), sql.values());
}

}  // namespace linli::funds
