#include "storage/postgres_connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>
#include <cstring>

#include "storage/cursor.hpp"

namespace linli::storage {
namespace {

// pg_type.h is the server's; these numbers never change.
constexpr Oid kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kFloat4 = 700, kFloat8 = 701,
              kNumeric = 1700;
constexpr std::string_view kConnectionLost = "08006";
// Past this many, all prepared statements are dropped (filters make texts of their own).
constexpr std::int64_t kMostPrepared = 1'000;

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

template <class Number>
Number parse(std::string_view text) {
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

int hex_digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

class Rows final : public Cursor::Impl {
 public:
  explicit Rows(PGresult* result) : result_(result), count_(PQntuples(result)) {}

  bool next() override {
    decoded_.clear();
    return ++row_ < count_;
  }
  [[nodiscard]] int columns() const override { return PQnfields(result_.get()); }
  [[nodiscard]] std::string_view name(int column) const override { return PQfname(result_.get(), column); }
  [[nodiscard]] ValueKind kind(int column) const override {
    if (is_null(column)) return ValueKind::Null;
    switch (PQftype(result_.get(), column)) {
      case kBool:
      case kInt2:
      case kInt4:
      case kInt8:
        return ValueKind::Integer;
      case kNumeric:  // sums of bigint
        return text(column).find('.') == std::string_view::npos ? ValueKind::Integer : ValueKind::Real;
      case kFloat4:
      case kFloat8:
        return ValueKind::Real;
      case kBytea:
        return ValueKind::Bytes;
      default:
        return ValueKind::Text;
    }
  }
  [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  [[nodiscard]] std::int64_t integer(int column) const override {
    const auto value = text(column);
    if (PQftype(result_.get(), column) == kBool) return value == "t" ? 1 : 0;
    return parse<std::int64_t>(value);
  }
  [[nodiscard]] double real(int column) const override { return parse<double>(text(column)); }
  [[nodiscard]] std::string_view text(int column) const override {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }
  [[nodiscard]] BytesView bytes(int column) const override {
    const auto value = text(column);
    if (!value.starts_with("\\x")) return std::as_bytes(std::span(value));
    if (decoded_.empty()) decoded_.resize(static_cast<std::size_t>(columns()));
    auto& bytes = decoded_[static_cast<std::size_t>(column)];
    bytes.resize(value.size() / 2 - 1);
    for (std::size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<std::byte>(hex_digit(value[2 * i + 2]) << 4 | hex_digit(value[2 * i + 3]));
    return bytes;
  }

 private:
  ResultHandle result_;
  int count_;
  int row_ = -1;
  mutable std::vector<Bytes> decoded_;
};

// What libpq wants: an address, a length and a format for each value. Their types are left to the server, which knows
// the columns.
class Parameters {
 public:
  explicit Parameters(std::span<const Value> values) {
    const auto count = values.size();
    pointers_.resize(count);
    lengths_.resize(count);
    formats_.resize(count);
    texts_.resize(count);
    for (std::size_t i = 0; i < count; ++i) add(i, values[i]);
  }
  [[nodiscard]] int count() const { return static_cast<int>(pointers_.size()); }
  [[nodiscard]] const char* const* pointers() const { return pointers_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
  void add(std::size_t i, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      texts_[i] = std::to_string(*number);
    } else if (const auto* real = std::get_if<double>(&value)) {
      texts_[i] = fmt::format("{}", *real);  // shortest text that reads back the same
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      texts_[i] = *text;  // libpq wants a final NUL
    } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
      pointers_[i] = bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data());
      lengths_[i] = static_cast<int>(bytes->size());
      formats_[i] = 1;
      return;
    } else {
      return;  // a null address is NULL
    }
    pointers_[i] = texts_[i].c_str();
  }

  std::vector<const char*> pointers_;
  std::vector<int> lengths_, formats_;
  std::vector<std::string> texts_;
};

}  // namespace

PostgresConnection::PostgresConnection(std::string url) : url_(std::move(url)) { connect(); }

void PostgresConnection::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }

void PostgresConnection::connect() {
  statements_.clear();
  prepared_count_ = 0;
  connection_.reset(PQconnectdb(url_.c_str()));
  if (!is_connected())
    throw StorageError(fmt::format("cannot reach PostgreSQL: {}", PQerrorMessage(connection_.get())),
                       std::string(kConnectionLost));
  script(
      "SET client_min_messages = warning; SET extra_float_digits = 1; SET bytea_output = hex; "
      "SET client_encoding = 'UTF8'; SET application_name = 'linli'");
}

void PostgresConnection::ensure_connected() {
  if (!is_connected()) connect();
}

bool PostgresConnection::is_connected() const { return PQstatus(connection_.get()) == CONNECTION_OK; }

bool PostgresConnection::is_failed() const { return PQtransactionStatus(connection_.get()) == PQTRANS_INERROR; }

void PostgresConnection::rollback() noexcept {
  if (!is_connected() || PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
  PQclear(PQexec(connection_.get(), "ROLLBACK"));
}

void PostgresConnection::raise(const PGresult* result, std::string_view doing) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  last_error_ = state != nullptr ? state : kConnectionLost;
  const char* primary = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const auto what = fmt::format("PostgreSQL {}: {} ({})", last_error_,
                                primary != nullptr ? primary : PQerrorMessage(connection_.get()), doing);
  if (last_error_.starts_with("23")) throw ConstraintError(what, last_error_);
  throw StorageError(what, last_error_);
}

const std::string& PostgresConnection::prepared(std::string_view sql) {
  auto* entry = &statements_.find(sql);
  if (!entry->idle.empty()) return entry->idle.front().text;
  if (prepared_count_ >= kMostPrepared && !is_failed()) {
    statements_.clear();
    prepared_count_ = 0;
    script("DEALLOCATE ALL");
    entry = &statements_.find(sql);
  }
  auto name = fmt::format("s{}", prepared_count_);
  const ResultHandle result(PQprepare(connection_.get(), name.c_str(), entry->sql.c_str(), 0, nullptr));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) raise(result.get(), sql);
  ++prepared_count_;
  entry->idle.push_back({std::move(name)});
  return entry->idle.front().text;
}

PGresult* PostgresConnection::run(std::string_view sql, std::span<const Value> values) {
  const auto& name = prepared(sql);
  const Parameters parameters(values);
  ResultHandle result(PQexecPrepared(connection_.get(), name.c_str(), parameters.count(), parameters.pointers(),
                                     parameters.lengths(), parameters.formats(), 0));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) raise(result.get(), sql);
  return result.release();
}

Cursor PostgresConnection::query(std::string_view sql, std::span<const Value> values) {
  return Cursor(std::make_unique<Rows>(run(sql, values)));
}

std::int64_t PostgresConnection::execute(std::string_view sql, std::span<const Value> values) {
  const ResultHandle result(run(sql, values));
  return parse<std::int64_t>(PQcmdTuples(result.get()));
}

void PostgresConnection::script(std::string_view sql) {
  const ResultHandle result(PQexec(connection_.get(), std::string(sql).c_str()));
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) raise(result.get(), sql.substr(0, 200));
}

void PostgresConnection::copy_begin(std::string_view sql) {
  const ResultHandle result(PQexec(connection_.get(), std::string(sql).c_str()));
  if (PQresultStatus(result.get()) != PGRES_COPY_IN) raise(result.get(), sql);
}

void PostgresConnection::copy_data(std::string_view text) {
  if (PQputCopyData(connection_.get(), text.data(), static_cast<int>(text.size())) != 1) raise(nullptr, "COPY");
}

void PostgresConnection::copy_end() {
  if (PQputCopyEnd(connection_.get(), nullptr) != 1) raise(nullptr, "COPY");
  const ResultHandle result(PQgetResult(connection_.get()));
  const bool done = PQresultStatus(result.get()) == PGRES_COMMAND_OK;
  while (auto* more = PQgetResult(connection_.get())) PQclear(more);
  if (!done) raise(result.get(), "COPY");
}

}  // namespace linli::storage
