#pragma once
// SQL whose parameters are only known at run time. Lists are padded to a few lengths, so that the prepared statements
// stay few.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace linli::cases {

class SqlText {
 public:
  SqlText& text(std::string_view sql) {
    sql_ += sql;
    return *this;
  }
  SqlText& value(storage::Value value) {
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
        value(storage::Value{});
      } else {
        value(storage::Value{items[std::min(i, items.size() - 1)]});
      }
    }
    sql_ += ')';
    return *this;
  }

  [[nodiscard]] const std::string& sql() const { return sql_; }
  [[nodiscard]] std::span<const storage::Value> values() const { return values_; }

 private:
  std::string sql_;
  std::vector<storage::Value> values_;
};

}  // namespace linli::cases
