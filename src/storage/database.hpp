#pragma once
// One connection to one of the two databases. SQL is the same text for both: parameters are written $1, $2 … in order
// of first use. We speak to SQLite and libpq directly: a wrapper in between cut 64-bit integers in rows read
// dynamically, could not read bytea and hid SQLite's extended error codes.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::storage {

enum class Engine { Sqlite, Postgres };

using Bytes = std::vector<std::byte>;
using BytesView = std::span<const std::byte>;

// What a parameter can be. Views must live until the statement has run.
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, BytesView>;

inline Value to_value(std::nullopt_t) { return {}; }
inline Value to_value(std::int64_t v) { return v; }
inline Value to_value(int v) { return std::int64_t{v}; }
inline Value to_value(bool v) { return std::int64_t{v ? 1 : 0}; }
inline Value to_value(double v) { return v; }
inline Value to_value(std::string_view v) { return v; }
inline Value to_value(const std::string& v) { return std::string_view(v); }
inline Value to_value(const char* v) { return std::string_view(v); }
inline Value to_value(BytesView v) { return v; }
inline Value to_value(const Bytes& v) { return BytesView(v); }
inline Value to_value(Instant v) { return to_ms(v); }  // instants are stored as UTC milliseconds
template <class Tag>
Value to_value(Id<Tag> v) {  // no id is null
  return v ? Value{v.value} : Value{};
}
template <class T>
Value to_value(const std::optional<T>& v) {
  return v ? to_value(*v) : Value{};
}

// The world's fault: disk full, database gone, time-out. The request boundary answers 503.
class StorageError : public std::runtime_error {
 public:
  explicit StorageError(const std::string& what, std::string code = {}) : runtime_error(what), code_(std::move(code)) {}
  // SQLite's extended result code in decimal, or PostgreSQL's SQLSTATE; empty when it came from neither.
  [[nodiscard]] const std::string& code() const { return code_; }

 private:
  std::string code_;
};

// More work is waiting than the store may queue; nothing of this work was done.
class Overloaded : public StorageError {
 public:
  explicit Overloaded(int retry_after_seconds)
      : StorageError("too much work is waiting to be written"), retry_after_seconds_(retry_after_seconds) {}
  [[nodiscard]] int retry_after_seconds() const { return retry_after_seconds_; }

 private:
  int retry_after_seconds_;
};

// A unique, foreign-key, check or not-null constraint refused a row. Prefer `INSERT … ON CONFLICT (…) DO NOTHING` and
// the number of rows it wrote, which reads the same on both engines.
class ConstraintError : public StorageError {
 public:
  using StorageError::StorageError;
};

// What a result value is, alike on both engines: whole numbers and booleans are Integer, floating point is Real.
enum class ValueKind { Null, Integer, Real, Text, Bytes };

// Result rows of one statement. Text and bytes stay valid until the next call of next().
class Cursor {
 public:
  class Impl;
  explicit Cursor(std::unique_ptr<Impl> impl);
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  ~Cursor();

  // Moves to the first, then to the next row; false at the end.
  bool next();

  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string_view name(int column) const;
  [[nodiscard]] ValueKind kind(int column) const;
  // The value as it is; views as text() and bytes().
  [[nodiscard]] Value value(int column) const;

  [[nodiscard]] bool is_null(int column) const;
  // NULL reads as 0, empty text or no bytes; ask is_null or the maybe_ forms where that matters.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] BytesView bytes(int column) const;
  [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
  [[nodiscard]] Instant instant(int column) const { return from_ms(integer(column)); }
  template <class IdType>
  [[nodiscard]] IdType id(int column) const {
    return IdType{integer(column)};
  }
  [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
  [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const;
  [[nodiscard]] std::optional<double> maybe_real(int column) const;
  [[nodiscard]] std::optional<std::string> maybe_string(int column) const;
  [[nodiscard]] std::optional<Instant> maybe_instant(int column) const;

 private:
  std::unique_ptr<Impl> impl_;
};

// One connection; used by one thread at a time. Its cursors must not outlive it. Statements are prepared once and kept
// by their text.
class Connection {
 public:
  virtual ~Connection() = default;
  [[nodiscard]] virtual Engine engine() const = 0;
  // Runs a statement that gives rows.
  [[nodiscard]] virtual Cursor query(std::string_view sql, std::span<const Value> values) = 0;
  // Runs a statement that changes rows; how many it changed.
  virtual std::int64_t execute(std::string_view sql, std::span<const Value> values) = 0;
  // Runs text of several statements without parameters (migrations).
  virtual void script(std::string_view sql) = 0;
};

}  // namespace linli::storage
