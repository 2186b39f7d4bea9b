#include <fmt/format.h>

#include "storage/crypto.hpp"
#include "storage/key_files.hpp"
#include "storage/migrate.hpp"
#include "storage/postgres_connection.hpp"
#include "storage/row_loader.hpp"

namespace linli::storage {
namespace {

constexpr std::size_t kPiece = 256 << 10;

std::vector<std::string> statements(PostgresConnection& connection, std::string_view sql) {
  std::vector<std::string> all;
  auto rows = connection.query(sql, {});
  while (rows.next()) all.push_back(rows.string(0));
  return all;
}

// One value in COPY's text format.
void append_copy_value(std::string& out, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    fmt::format_to(std::back_inserter(out), "{}", *number);
  } else if (const auto* real = std::get_if<double>(&value)) {
    fmt::format_to(std::back_inserter(out), "{}", *real);
  } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
    out += "\\\\x";
    out += to_hex(*bytes);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    for (const char c : *text) {
      if (c == '\\' || c == '\t' || c == '\n' || c == '\r') out += '\\';
      out += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
    }
  } else {
    out += "\\N";
  }
}

class PostgresLoader final : public RowLoader {
 public:
  explicit PostgresLoader(const std::string& url) : connection_(url) {
    if (!schema_state(connection_).empty())
      throw StorageError("this PostgreSQL database holds Linli's tables already; restore into an empty one");
  }
  ~PostgresLoader() override {
    if (kept_) return;
    try {
      connection_.rollback();
      for (const auto& drop :
           statements(connection_,
                      "SELECT format('DROP TABLE %I CASCADE', relname) FROM pg_class WHERE relkind = 'r' AND "
                      "relnamespace = current_schema()::regnamespace"))
        connection_.script(drop);
    } catch (const StorageError&) {
      // The server is gone: the next restore says that tables are there.
    }
  }

  [[nodiscard]] Connection& connection() override { return connection_; }

  void begin() override {
    connection_.script("BEGIN");
    for (const auto& change : references("DEFERRABLE INITIALLY DEFERRED")) connection_.script(change);
  }
  void end() override {
    connection_.script("SET CONSTRAINTS ALL IMMEDIATE");
    for (const auto& change : references("NOT DEFERRABLE")) connection_.script(change);
    for (const auto& change :
         statements(connection_,
                    "SELECT format('SELECT setval(%L, GREATEST((SELECT MAX(%I) FROM %I), 1))', "
                    "pg_get_serial_sequence(table_name, column_name), column_name, table_name) FROM "
                    "information_schema.columns WHERE table_schema = current_schema() AND column_default LIKE "
                    "'nextval(%'"))
      connection_.script(change);
    connection_.script("COMMIT; ANALYZE");
  }

  void begin_table(const std::string& name, const std::vector<std::string>& columns) override {
    connection_.copy_begin(fmt::format("COPY {} ({}) FROM STDIN", name, fmt::join(columns, ", ")));
  }
  void row(std::span<const Value> values) override {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) buffer_ += '\t';
      append_copy_value(buffer_, values[i]);
    }
    buffer_ += '\n';
    if (buffer_.size() >= kPiece) flush();
  }
  void end_table() override {
    flush();
    connection_.copy_end();
  }
  void keep() override { kept_ = true; }

 private:
  std::vector<std::string> references(std::string_view how) {
    return statements(connection_, fmt::format("SELECT format('ALTER TABLE %I ALTER CONSTRAINT %I {}', "
                                               "conrelid::regclass::text, conname) FROM pg_constraint WHERE contype = "
                                               "'f' AND connamespace = current_schema()::regnamespace",
                                               how));
  }
  void flush() {
    if (!buffer_.empty()) connection_.copy_data(buffer_);
    buffer_.clear();
  }

  PostgresConnection connection_;
  std::string buffer_;
  bool kept_ = false;
};

}  // namespace

std::unique_ptr<RowLoader> make_postgres_loader(const std::string& url) {
  return std::make_unique<PostgresLoader>(url);
}

}  // namespace linli::storage
