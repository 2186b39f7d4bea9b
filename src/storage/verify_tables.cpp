#include <fmt/format.h>

#include <algorithm>

#include "storage/crypto.hpp"
#include "storage/event_codec.hpp"
#include "storage/row_stream.hpp"
#include "storage/verify_parts.hpp"

namespace linli::storage {
namespace {

using RowKey = std::vector<std::int64_t>;  // the district first

// The latest digest of each row, in order of tables and keys. Sorted in one pass, rows and all: an index would send
// every row back into a file larger than memory.
class ExpectedRows {
 public:
  explicit ExpectedRows(SqliteConnection& scratch)
      : rows_(scratch.query("SELECT number, district, key, columns, hints, digest FROM expected ORDER BY number, "
                            "district, key, turn",
                            {})) {
    more_ = rows_.next();
  }

  struct Row {
    RowKey key;
    int columns = 0;  // 0: deleted
    std::string hints, digest;
  };

  // Moves to the next row that table `number` should have; false at its end. Tables are asked in order.
  bool next(std::int64_t number) {
    while (more_ && rows_.integer(0) == number) {
      take_group(number);
      if (row_.columns > 0) return true;
    }
    return false;
  }
  [[nodiscard]] const Row& row() const { return row_; }

 private:
  void take_group(std::int64_t number) {
    const auto district = rows_.integer(1);
    key_bytes_ = as_text(rows_.bytes(2));
    row_.key.assign(1, district);
    for (std::size_t i = 0; i + 8 <= key_bytes_.size(); i += 8)
      row_.key.push_back(read_ordered(std::string_view(key_bytes_).substr(i)));
    do {
      row_.columns = static_cast<int>(rows_.integer(3));
      row_.hints = as_text(rows_.bytes(4));
      row_.digest = as_text(rows_.bytes(5));
      more_ = rows_.next();
    } while (more_ && rows_.integer(0) == number && rows_.integer(1) == district &&
             as_text(rows_.bytes(2)) == key_bytes_);
  }

  Cursor rows_;
  bool more_ = false;
  std::string key_bytes_;
  Row row_;
};

std::string select_all(const VouchedTable& table) {
  return fmt::format("SELECT district, {0}, {1} FROM {2} ORDER BY district, {0}", table.spec->key_columns,
                     table.spec->columns, table.spec->name);
}

class TableWalk {
 public:
  TableWalk(const KeyRing& keys, const VouchedTable& table, Findings& findings)
      : table_(table), findings_(findings), digest_(keys) {}

  void run(Snapshot& snapshot, ExpectedRows& expected) {
    RowStream actual(snapshot, select_all(table_));
    bool have_expected = expected.next(table_.number);
    while (actual.next()) {
      const auto key = key_of(actual.row());
      for (; have_expected && expected.row().key < key; have_expected = expected.next(table_.number))
        missing(expected.row().key);
      if (have_expected && expected.row().key == key) {
        compare(key, actual.row(), expected.row());
        have_expected = expected.next(table_.number);
      } else {
        add(FindingKind::InsertedRow, key, {}, "库中多出日志没有记载的一行", "a row that no event of the journal made");
      }
      if (++findings_.report.rows % kProgressStep == 0) findings_.progress("rows", findings_.report.rows);
    }
    for (; have_expected; have_expected = expected.next(table_.number)) missing(expected.row().key);
  }

 private:
  [[nodiscard]] RowKey key_of(const Cursor& row) const {
    RowKey key;
    for (int i = 0; i <= table_.key_columns; ++i) key.push_back(row.integer(i));
    return key;
  }

  void missing(const RowKey& key) {
    add(FindingKind::MissingRow, key, {}, "日志记载的一行不见了", "a row that the journal vouches for is missing");
  }

  // Columns added to the table after the event are not covered by its digest.
  void compare(const RowKey& key, const Cursor& row, const ExpectedRows::Row& expected) {
    const int covered = std::min(expected.columns, static_cast<int>(table_.columns.size()));
    digest_.begin(table_.spec->name, key[0], std::span(key).subspan(1));
    for (int i = 0; i < covered; ++i) digest_.column(row.value(table_.key_columns + 1 + i));
    packed_.clear();
    digest_.finish(packed_);
    const auto hints = std::string_view(packed_).substr(1, static_cast<std::size_t>(covered) * 2);
    if (covered == expected.columns && std::string_view(packed_).substr(1 + hints.size()) == expected.digest) return;
    std::string columns;
    for (int i = 0; i < covered; ++i) {
      const auto at = static_cast<std::size_t>(i) * 2;
      if (hints.substr(at, 2) == std::string_view(expected.hints).substr(at, 2)) continue;
      columns += (columns.empty() ? "" : ", ") + table_.columns[static_cast<std::size_t>(i)];
    }
    add(FindingKind::ChangedRow, key, columns, "这一行与日志不符", "this row differs from the journal");
  }

  void add(FindingKind kind, const RowKey& key, std::string column, std::string_view zh, std::string_view en) {
    const auto place = fmt::format("{} {}", table_.spec->name, fmt::join(key, "/"));
    const auto where = column.empty() ? place : fmt::format("{} ({})", place, column);
    findings_.add({kind,
                   DistrictId{key[0]},
                   std::string(table_.spec->name),
                   {key.begin() + 1, key.end()},
                   std::move(column),
                   {fmt::format("{}:{}", where, zh), fmt::format("{}: {}", where, en)}});
  }

  const VouchedTable& table_;
  Findings& findings_;
  RowDigest digest_;
  std::string packed_;
};

}  // namespace

void verify_tables(Snapshot& snapshot, const KeyRing& keys, const VouchedTables& tables, Scratch& scratch,
                   Findings& findings) {
  findings.progress("sorting", 0);
  ExpectedRows expected(scratch.connection());
  std::vector<const VouchedTable*> in_order(tables.size());
  for (const auto& [name, table] : tables) in_order[static_cast<std::size_t>(table.number)] = &table;
  for (const auto* table : in_order) TableWalk(keys, *table, findings).run(snapshot, expected);
  findings.progress("rows", findings.report.rows, findings.report.rows);
}

}  // namespace linli::storage
