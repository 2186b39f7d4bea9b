#pragma once
// PostgreSQL behind Connection. Only postgres_*.cpp see libpq.

#include <memory>
#include <string>

#include "storage/database.hpp"
#include "storage/statement_cache.hpp"

struct pg_conn;
struct pg_result;

namespace linli::storage {

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(std::string url);
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  [[nodiscard]] Engine engine() const override { return Engine::Postgres; }
  [[nodiscard]] Cursor query(std::string_view sql, std::span<const Value> values) override;
  std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
  void script(std::string_view sql) override;

  // Connects again when the server went away; prepared statements come back by themselves.
  void ensure_connected();
  [[nodiscard]] bool is_connected() const;
  // A statement failed in the running transaction: the server will only take ROLLBACK.
  [[nodiscard]] bool is_failed() const;
  // SQLSTATE of the latest failure.
  [[nodiscard]] const std::string& last_error() const { return last_error_; }
  // Leaves whatever transaction is open; never throws.
  void rollback() noexcept;

  // COPY … FROM STDIN in text format: begin, any number of pieces, end.
  void copy_begin(std::string_view sql);
  void copy_data(std::string_view text);
  void copy_end();

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  struct Name {
    std::string text;
  };

  void connect();
  const std::string& prepared(std::string_view sql);
  pg_result* run(std::string_view sql, std::span<const Value> values);
  [[noreturn]] void raise(const pg_result* result, std::string_view doing);

  const std::string url_;
  std::unique_ptr<pg_conn, Finish> connection_;
  StatementCache<Name> statements_;
  std::int64_t prepared_count_ = 0;
  std::string last_error_;
};

}  // namespace linli::storage
