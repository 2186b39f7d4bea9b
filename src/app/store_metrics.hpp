#pragma once
// The store's figures at /metrics.

#include <prometheus/collectable.h>

#include "storage/store.hpp"

namespace linli::app {

class StoreMetrics : public prometheus::Collectable {
 public:
  explicit StoreMetrics(storage::Store& store) : store_(store) {}
  [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  storage::Store& store_;
};

}  // namespace linli::app
