#include "storage/counters.hpp"

#include <algorithm>
#include <array>

namespace linli::storage {

std::int64_t read_counter(Snapshot& snapshot, const CounterKey& key) {
  // SUM of bigints is numeric on PostgreSQL; reading it as an integer is exact on both.
  auto rows = snapshot.query(
      "SELECT SUM(value) FROM counter_values WHERE district = $1 AND scope = $2 AND indicator = $3 AND dimension = $4 "
      "AND period = $5",
      key.district, key.scope, key.indicator, key.dimension, key.period);
  return rows.next() ? rows.integer(0) : 0;
}

namespace {
std::vector<CounterPoint> collect(Cursor rows) {
  std::vector<CounterPoint> points;
  while (rows.next()) points.push_back({rows.integer(0), rows.integer(1), rows.integer(2)});
  return points;
}
}  // namespace

std::vector<CounterPoint> read_counters(Snapshot& snapshot, DistrictId district, std::int64_t scope, int indicator,
                                        std::int64_t period_from, std::int64_t period_to) {
  return collect(snapshot.query(
      "SELECT dimension, period, SUM(value) FROM counter_values WHERE district = $1 AND scope = $2 AND "
      "indicator = $3 AND period BETWEEN $4 AND $5 GROUP BY dimension, period ORDER BY dimension, period",
      district, scope, indicator, period_from, period_to));
}

std::vector<CounterPoint> read_counters(Snapshot& snapshot, DistrictId district, std::int64_t scope, int indicator,
                                        std::int64_t dimension, std::int64_t period_from, std::int64_t period_to) {
  return collect(snapshot.query(
      "SELECT dimension, period, SUM(value) FROM counter_values WHERE district = $1 AND scope = $2 AND "
      "indicator = $3 AND dimension = $4 AND period BETWEEN $5 AND $6 GROUP BY dimension, period ORDER BY period",
      district, scope, indicator, dimension, period_from, period_to));
}

namespace {

// A life of a case moves some forty counters that lie all over a table of millions; written where they belong, each
// group of commits would carry most of those pages through the log. What moves is a few thousand rows, the same ones
// again and again: they gather in a small table that is folded into the large one when it is full.
constexpr int kRecentRows = 8192;
constexpr int kLookEvery = 1024;

constexpr std::string_view kAdd =
    "INSERT INTO counters (district, scope, indicator, dimension, period, slot, value) VALUES ($1, $2, $3, $4, $5, $6, "
    "$7) ON CONFLICT (district, scope, indicator, dimension, period, slot) DO UPDATE SET value = counters.value + "
    "excluded.value";
constexpr std::string_view kAddRecent =
    "INSERT INTO counters_recent (district, scope, indicator, dimension, period, slot, value) VALUES ($1, $2, $3, $4, "
    "$5, $6, $7) ON CONFLICT (district, scope, indicator, dimension, period, slot) DO UPDATE SET value = "
    "counters_recent.value + excluded.value";

void fold(Connection& connection) {
  auto rows = connection.query("SELECT COUNT(*) FROM counters_recent", {});
  if (!rows.next() || rows.integer(0) < kRecentRows) return;
  connection.execute(
      "INSERT INTO counters SELECT district, scope, indicator, dimension, period, slot, value FROM counters_recent "
      "WHERE value <> 0 ON CONFLICT (district, scope, indicator, dimension, period, slot) DO UPDATE SET value = "
      "counters.value + excluded.value",
      {});
  connection.execute("DELETE FROM counters_recent", {});
}

}  // namespace

void CounterStage::write(Connection& connection, int slot) {
  // PostgreSQL logs rows, not pages, and its writers would meet in the small table.
  const bool gathers = connection.engine() == Engine::Sqlite;
  std::ranges::sort(deltas_, {}, &std::pair<CounterKey, std::int64_t>::first);
  for (std::size_t i = 0; i < deltas_.size();) {
    const auto& key = deltas_[i].first;
    std::int64_t sum = 0;
    for (; i < deltas_.size() && deltas_[i].first == key; ++i) sum += deltas_[i].second;
    if (sum == 0) continue;
    const std::array<Value, 7> values{
        key.district.value, key.scope, std::int64_t{key.indicator}, key.dimension, key.period, std::int64_t{slot}, sum};
    connection.execute(gathers ? kAddRecent : kAdd, values);
    ++since_look_;
  }
  deltas_.clear();
  if (!gathers || since_look_ < kLookEvery) return;
  since_look_ = 0;
  fold(connection);
}

}  // namespace linli::storage
