#pragma once
// Roll-up counters: numbers that boards read without counting rows, changed in the transaction that changes the rows.

#include <cstdint>
#include <utility>
#include <vector>

#include "storage/store.hpp"

namespace linli::storage {

// The sum as of the last commit: what the running transaction counted is added just before its own.
[[nodiscard]] std::int64_t read_counter(Snapshot& snapshot, const CounterKey& key);

struct CounterPoint {
  std::int64_t dimension = 0;
  std::int64_t period = 0;
  std::int64_t value = 0;
};
// All dimensions of one indicator at one scope, periods from..to inclusive, in order of dimension, then period.
[[nodiscard]] std::vector<CounterPoint> read_counters(Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                                      int indicator, std::int64_t period_from, std::int64_t period_to);
// One dimension only.
[[nodiscard]] std::vector<CounterPoint> read_counters(Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                                      int indicator, std::int64_t dimension, std::int64_t period_from,
                                                      std::int64_t period_to);

// Deltas of the running transactions, summed and written once before the commit, in key order so that two writers meet
// rows in the same order.
class CounterStage {
 public:
  void add(const CounterKey& key, std::int64_t delta) { deltas_.emplace_back(key, delta); }
  [[nodiscard]] std::size_t mark() const { return deltas_.size(); }
  void rollback_to(std::size_t mark) { deltas_.resize(mark); }
  // Each writer that may run beside others owns a slot: its share of every sum, which nobody else locks.
  void write(Connection& connection, int slot);
  void clear() { deltas_.clear(); }

 private:
  std::vector<std::pair<CounterKey, std::int64_t>> deltas_;
  int since_look_ = 0;
};

}  // namespace linli::storage
