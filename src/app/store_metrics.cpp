#include "app/store_metrics.hpp"

#include <prometheus/client_metric.h>
#include <prometheus/metric_family.h>
#include <prometheus/metric_type.h>

namespace linli::app {
namespace {

prometheus::MetricFamily family(const char* name, const char* help, prometheus::MetricType type, std::int64_t value) {
  prometheus::ClientMetric metric;
  if (type == prometheus::MetricType::Counter) {
    metric.counter.value = static_cast<double>(value);
  } else {
    metric.gauge.value = static_cast<double>(value);
  }
  return {name, help, type, {metric}};
}

}  // namespace

std::vector<prometheus::MetricFamily> StoreMetrics::Collect() const {
  using enum prometheus::MetricType;
  const auto stats = store_.stats();
  return {
      family("linli_commits_total", "Durable commits; on SQLite each is a group of works.", Counter, stats.commits),
      family("linli_committed_works_total", "Transactions in those commits.", Counter, stats.works),
      family("linli_waiting_works", "Transactions that wait for a commit.", Gauge, stats.waiting),
      family("linli_anchor_failures_total", "Times the journal's anchor could not be written.", Counter,
             stats.anchor_failures),
  };
}

}  // namespace linli::app
