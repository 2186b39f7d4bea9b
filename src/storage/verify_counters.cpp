#include <fmt/format.h>

#include <array>

#include "storage/row_stream.hpp"
#include "storage/verify_parts.hpp"

namespace linli::storage {
namespace {

// Sums by key, in order, of rows that come ordered by (district, scope, indicator, dimension, period); zero sums are as
// good as none.
template <class Rows>
class Sums {
 public:
  explicit Sums(Rows& rows) : rows_(rows) { more_ = rows_.next(); }

  bool next() {
    while (more_) {
      key_ = key();
      value_ = 0;
      do {
        value_ += row().integer(5);
        more_ = rows_.next();
      } while (more_ && key() == key_);
      if (value_ != 0) return true;
    }
    return false;
  }
  CounterKey key_;
  std::int64_t value_ = 0;

 private:
  Cursor& row() {
    if constexpr (requires { rows_.row(); })
      return rows_.row();
    else
      return rows_;
  }
  CounterKey key() {
    auto& at = row();
    return {DistrictId{at.integer(0)}, at.integer(1), static_cast<int>(at.integer(2)), at.integer(3), at.integer(4)};
  }

  Rows& rows_;
  bool more_ = false;
};

void recount(Snapshot& snapshot, const CounterCheck& check, SqliteConnection& scratch) {
  scratch.script("DROP TABLE IF EXISTS recounted");
  scratch.script(
      "CREATE TABLE recounted (district INTEGER, scope INTEGER, indicator INTEGER, dimension INTEGER, period INTEGER, "
      "value INTEGER)");
  check.recount(snapshot, [&](const CounterKey& key, std::int64_t value) {
    const std::array<Value, 6> values{key.district.value, key.scope,  std::int64_t{key.indicator},
                                      key.dimension,      key.period, value};
    scratch.execute("INSERT INTO recounted VALUES ($1, $2, $3, $4, $5, $6)", values);
  });
}

void add_wrong(Findings& findings, const CounterKey& key, std::int64_t stored, std::int64_t counted) {
  findings.add(
      {FindingKind::WrongCounter,
       key.district,
       "counters",
       {key.scope, key.indicator, key.dimension, key.period},
       "value",
       {fmt::format("计数不符:范围 {} 指标 {} 维度 {} 期 {},库存 {},重算 {}", key.scope, key.indicator, key.dimension,
                    key.period, stored, counted),
        fmt::format("wrong counter: scope {} indicator {} dimension {} period {} stands at {}, a recount gives {}",
                    key.scope, key.indicator, key.dimension, key.period, stored, counted)}});
}

void check_counters(Snapshot& snapshot, const CounterCheck& check, SqliteConnection& scratch, Findings& findings) {
  recount(snapshot, check, scratch);
  RowStream stored_rows(snapshot,
                        fmt::format("SELECT district, scope, indicator, dimension, period, value FROM counter_values "
                                    "WHERE indicator IN ({}) ORDER BY 1, 2, 3, 4, 5",
                                    fmt::join(check.indicators, ", ")));
  auto counted_rows = scratch.query("SELECT * FROM recounted ORDER BY 1, 2, 3, 4, 5", {});
  Sums stored(stored_rows);
  Sums counted(counted_rows);
  bool have_stored = stored.next(), have_counted = counted.next();
  while (have_stored || have_counted) {
    ++findings.report.counters;
    const bool take_stored = have_stored && (!have_counted || stored.key_ <= counted.key_);
    const bool take_counted = have_counted && (!have_stored || counted.key_ <= stored.key_);
    const auto left = take_stored ? stored.value_ : 0;
    const auto right = take_counted ? counted.value_ : 0;
    if (left != right) add_wrong(findings, take_stored ? stored.key_ : counted.key_, left, right);
    if (take_stored) have_stored = stored.next();
    if (take_counted) have_counted = counted.next();
  }
}

}  // namespace

void verify_counters(Snapshot& snapshot, std::span<const CounterCheck> checks, Scratch& scratch, Findings& findings) {
  for (const auto& check : checks) {
    findings.progress(check.name, findings.report.counters);
    if (!check.indicators.empty()) check_counters(snapshot, check, scratch.connection(), findings);
  }
  findings.progress("counters", findings.report.counters, findings.report.counters);
}

}  // namespace linli::storage
