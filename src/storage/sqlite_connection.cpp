#include "storage/sqlite_connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <charconv>
#include <mutex>

#include "storage/cursor.hpp"
#include "storage/statement_cache.hpp"

namespace linli::storage {
namespace {

constexpr int kBusyMs = 10'000;

[[noreturn]] void raise(sqlite3* db, std::string_view doing) {
  const int code = sqlite3_extended_errcode(db);
  auto what = fmt::format("SQLite {}: {} ({})", code, sqlite3_errmsg(db), doing);
  if ((code & 0xff) == SQLITE_CONSTRAINT) throw ConstraintError(what, std::to_string(code));
  throw StorageError(what, std::to_string(code));
}

struct Finalise {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// A prepared statement and which value each of its parameters takes.
struct Prepared {
  std::unique_ptr<sqlite3_stmt, Finalise> handle;
  std::vector<int> value_of;  // empty when parameter i takes value i, the usual order
  int parameters = 0;
};

Prepared prepare(sqlite3* db, std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr) !=
      SQLITE_OK)
    raise(db, sql);
  Prepared prepared{std::unique_ptr<sqlite3_stmt, Finalise>(raw), {}, sqlite3_bind_parameter_count(raw)};
  bool in_order = true;
  for (int i = 1; i <= prepared.parameters; ++i) {
    const char* name = sqlite3_bind_parameter_name(raw, i);
    const std::string_view text = name == nullptr ? "" : name;
    int number = i;
    if (text.starts_with('$')) std::from_chars(text.data() + 1, text.data() + text.size(), number);
    prepared.value_of.push_back(number - 1);
    in_order = in_order && number == i;
  }
  if (in_order) prepared.value_of.clear();
  return prepared;
}

enum class Lifetime { UntilRun, Copied };

void bind_values(sqlite3* db, const Prepared& prepared, std::span<const Value> values, Lifetime lifetime,
                 std::string_view sql) {
  auto* statement = prepared.handle.get();
  // A null destructor is SQLITE_STATIC; -1 is SQLITE_TRANSIENT.
  const auto keep = lifetime == Lifetime::UntilRun ? SQLITE_STATIC : SQLITE_TRANSIENT;
  for (int i = 0; i < prepared.parameters; ++i) {
    const auto from = static_cast<std::size_t>(prepared.value_of.empty() ? i : prepared.value_of[i]);
    if (from >= values.size()) throw StorageError(fmt::format("no value for ${} ({})", from + 1, sql));
    const auto& value = values[from];
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(statement, i + 1, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      // An empty view may have no address, which SQLite would take for NULL.
      code =
          sqlite3_bind_text(statement, i + 1, text->empty() ? "" : text->data(), static_cast<int>(text->size()), keep);
    } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
      code = bytes->empty() ? sqlite3_bind_zeroblob(statement, i + 1, 0)
                            : sqlite3_bind_blob(statement, i + 1, bytes->data(), static_cast<int>(bytes->size()), keep);
    } else if (const auto* real = std::get_if<double>(&value)) {
      code = sqlite3_bind_double(statement, i + 1, *real);
    } else {
      code = sqlite3_bind_null(statement, i + 1);
    }
    if (code != SQLITE_OK) raise(db, sql);
  }
}

std::string settings(const SqliteOptions& options) {
  // Neither maps the file: mapped pages count as the process's own memory, and the kernel caches them anyway.
  auto text =
      fmt::format("PRAGMA cache_size = -{}; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;", options.cache_kib);
  switch (options.role) {
    case SqliteRole::Writer:
      // Pages changed often are written back once per 32 MiB of log instead of once per 4.
      // What is made in bulk without sync, more rarely still, and with room for the pages it comes back to.
      return text +
             (options.sync
                  ? "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;"
                  : "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 200000; PRAGMA cache_size = -524288;") +
             "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864;";
    case SqliteRole::Reader:
      return text + "PRAGMA query_only = ON;";
    case SqliteRole::Scratch:
      return fmt::format(
          "PRAGMA cache_size = -{}; PRAGMA temp_store = FILE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;",
          options.cache_kib);
  }
  return text;
}

}  // namespace

struct SqliteConnection::Statements {
  StatementCache<Prepared> cache;
  using Entry = StatementCache<Prepared>::Entry;

  Prepared take(sqlite3* db, Entry& entry) {
    if (entry.idle.empty()) {
      auto prepared = prepare(db, entry.sql);
      ++entry.busy;
      return prepared;
    }
    auto prepared = std::move(entry.idle.back());
    entry.idle.pop_back();
    ++entry.busy;
    return prepared;
  }
  static void give_back(Entry& entry, Prepared prepared) {
    sqlite3_reset(prepared.handle.get());
    entry.idle.push_back(std::move(prepared));
    --entry.busy;
  }
};

// The first step is taken at once, so that a statement that changes rows runs whether or not anybody reads its rows.
class SqliteConnection::Rows final : public Cursor::Impl {
 public:
  using Entry = Statements::Entry;

  Rows(sqlite3* db, Entry& entry, Prepared prepared) : db_(db), entry_(entry), prepared_(std::move(prepared)) {
    statement_ = prepared_.handle.get();
    step();
  }
  ~Rows() override { Statements::give_back(entry_, std::move(prepared_)); }

  bool next() override {
    if (first_) {
      first_ = false;
      return has_row_;
    }
    if (has_row_) step();
    return has_row_;
  }
  [[nodiscard]] int columns() const override { return sqlite3_column_count(statement_); }
  [[nodiscard]] std::string_view name(int column) const override { return sqlite3_column_name(statement_, column); }
  [[nodiscard]] ValueKind kind(int column) const override {
    switch (sqlite3_column_type(statement_, column)) {
      case SQLITE_INTEGER:
        return ValueKind::Integer;
      case SQLITE_FLOAT:
        return ValueKind::Real;
      case SQLITE_TEXT:
        return ValueKind::Text;
      case SQLITE_BLOB:
        return ValueKind::Bytes;
      default:
        return ValueKind::Null;
    }
  }
  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double real(int column) const override { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string_view text(int column) const override {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  [[nodiscard]] BytesView bytes(int column) const override {
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  void step() {
    const int code = sqlite3_step(statement_);
    has_row_ = code == SQLITE_ROW;
    if (has_row_) return;
    if (code != SQLITE_DONE) {
      try {
        raise(db_, entry_.sql);
      } catch (...) {
        if (first_) Statements::give_back(entry_, std::move(prepared_));  // thrown from the constructor
        throw;
      }
    }
    sqlite3_reset(statement_);  // ends the read early
  }

  sqlite3* db_;
  Entry& entry_;
  Prepared prepared_;
  sqlite3_stmt* statement_ = nullptr;
  bool first_ = true;
  bool has_row_ = false;
};

SqliteConnection::SqliteConnection(const SqliteOptions& options) : statements_(std::make_unique<Statements>()) {
  // Counting its memory makes every allocation of every thread take one lock; nobody asks for the count.
  static std::once_flag uncounted;
  std::call_once(uncounted, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (options.role == SqliteRole::Reader ? 0 : SQLITE_OPEN_CREATE);
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  if (sqlite3_open_v2(options.file.c_str(), &db_, flags, vfs) != SQLITE_OK) {
    const std::string reason = db_ == nullptr ? "out of memory" : sqlite3_errmsg(db_);
    sqlite3_close_v2(db_);
    throw StorageError(fmt::format("cannot open {}: {}", options.file.string(), reason));
  }
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, kBusyMs);
  try {
    script(settings(options));
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  statements_.reset();
  sqlite3_close_v2(db_);
}

Cursor SqliteConnection::query(std::string_view sql, std::span<const Value> values) {
  auto& entry = statements_->cache.find(sql);
  auto prepared = statements_->take(db_, entry);
  try {
    // The caller's arguments may be gone before the last row is read.
    bind_values(db_, prepared, values, Lifetime::Copied, sql);
  } catch (...) {
    Statements::give_back(entry, std::move(prepared));
    throw;
  }
  return Cursor(std::make_unique<Rows>(db_, entry, std::move(prepared)));
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Value> values) {
  auto& entry = statements_->cache.find(sql);
  auto prepared = statements_->take(db_, entry);
  auto* statement = prepared.handle.get();
  struct GiveBack {
    Statements::Entry& entry;
    Prepared& prepared;
    ~GiveBack() { Statements::give_back(entry, std::move(prepared)); }
  } give_back{entry, prepared};
  bind_values(db_, prepared, values, Lifetime::UntilRun, sql);
  const auto before = sqlite3_total_changes64(db_);
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement);
  if (code != SQLITE_DONE) raise(db_, sql);
  // changes64 keeps the count of the last statement that changed rows; a SELECT or BEGIN changes none.
  return sqlite3_total_changes64(db_) == before ? 0 : sqlite3_changes64(db_);
}

void SqliteConnection::script(std::string_view sql) {
  if (sqlite3_exec(db_, std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    raise(db_, sql.substr(0, 200));
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

}  // namespace linli::storage
