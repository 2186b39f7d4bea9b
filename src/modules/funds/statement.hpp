#pragma once
// A statement with as many parameters as the caller has places.

#include <string>
#include <vector>

#include "modules/funds/store.hpp"

namespace linli::funds {

struct Statement {
  std::string sql;
  std::vector<storage::Value> values;

  std::string add(storage::Value value) {
    values.push_back(value);
    return "$" + std::to_string(values.size());
  }
  // ` AND a.place IN (…)`, where `a` are the accounts. An empty list matches nothing.
  void add_reach(const Reach& reach) {
    if (reach.all) return;
    sql += " AND a.place IN (";
    for (std::size_t i = 0; i < reach.places.size(); ++i) sql += (i > 0 ? ", " : "") + add(reach.places[i]);
    if (reach.places.empty()) sql += "NULL";
    sql += ')';
  }
};

}  // namespace linli::funds
