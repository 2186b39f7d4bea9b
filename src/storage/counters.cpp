#include "storage/counters.hpp"

#include <algorithm>
#include <array>

namespace linli::storage {

std::int64_t read_counter(Snapshot& snapshot, const CounterKey& key) {
  // SUM of bigints is numeric on PostgreSQL; reading it as an integer is exact on both.
  auto rows = snapshot.query(
      "SELECT SUM(value) FROM counters WHERE district = $1 AND scope = $2 AND indicator = $3 AND dimension = $4 AND "
      "period = $5",
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
      "SELECT dimension, period, SUM(value) FROM counters WHERE district = $1 AND scope = $2 AND indicator = $3 AND "
      "period BETWEEN $4 AND $5 GROUP BY dimension, period ORDER BY dimension, period",
      district, scope, indicator, period_from, period_to));
}

std::vector<CounterPoint> read_counters(Snapshot& snapshot, DistrictId district, std::int64_t scope, int indicator,
                                        std::int64_t dimension, std::int64_t period_from, std::int64_t period_to) {
  return collect(snapshot.query(
      "SELECT dimension, period, SUM(value) FROM counters WHERE district = $1 AND scope = $2 AND indicator = $3 AND "
      "dimension = $4 AND period BETWEEN $5 AND $6 GROUP BY dimension, period ORDER BY period",
      district, scope, indicator, dimension, period_from, period_to));
}

void CounterStage::write(Connection& connection, int slot) {
  std::ranges::sort(deltas_, {}, &std::pair<CounterKey, std::int64_t>::first);
  for (std::size_t i = 0; i < deltas_.size();) {
    const auto& key = deltas_[i].first;
    std::int64_t sum = 0;
    for (; i < deltas_.size() && deltas_[i].first == key; ++i) sum += deltas_[i].second;
    if (sum == 0) continue;
    const std::array<Value, 7> values{
        key.district.value, key.scope, std::int64_t{key.indicator}, key.dimension, key.period, std::int64_t{slot}, sum};
    connection.execute(
        "INSERT INTO counters (district, scope, indicator, dimension, period, slot, value) VALUES ($1, $2, $3, $4, $5, "
        "$6, $7) ON CONFLICT (district, scope, indicator, dimension, period, slot) DO UPDATE SET value = "
        "counters.value + excluded.value",
        values);
  }
  deltas_.clear();
}

}  // namespace linli::storage
