#pragma once
// SQL whose parameters are only known at run time. Lists are padded to a few lengths, so that the prepared statements
// stay few.

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace linli::storage {

class SqlText {
 public:
  SqlText& text(std::string_view sql) {
    sql_ += sql;
    return *this;
  }
  SqlText& value(Value value) {
    values_.push_back(value);
    sql_ += '$';
    sql_ += std::to_string(values_.size());
    return *this;
  }
  // `($1, $2, …)`; a list of none matches nothing.
  SqlText& list(std::span<const std::int64_t> items) {
    std::size_t length = 1;
    while (length < items.size()) length *= 2;
    sql_ += '(';
    for (std::size_t i = 0; i < length; ++i) {
      if (i > 0) sql_ += ", ";
      if (items.empty()) {
        value(Value{});
      } else {
        value(Value{items[std::min(i, items.size() - 1)]});
      }
    }
    sql_ += ')';
    return *this;
  }

  [[nodiscard]] const std::string& sql() const { return sql_; }
  [[nodiscard]] std::span<const Value> values() const { return values_; }

 private:
  std::string sql_;
  std::vector<Value> values_;
};

}  // namespace linli::storage
