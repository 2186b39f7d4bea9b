#pragma once
// What a driver implements behind Cursor. Only the drivers and database.cpp include this.

#include "storage/database.hpp"

namespace linli::storage {

class Cursor::Impl {
 public:
  virtual ~Impl() = default;
  virtual bool next() = 0;
  [[nodiscard]] virtual int columns() const = 0;
  [[nodiscard]] virtual std::string_view name(int column) const = 0;
  [[nodiscard]] virtual ValueKind kind(int column) const = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual BytesView bytes(int column) const = 0;
};

}  // namespace linli::storage
