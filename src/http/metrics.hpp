#pragma once
// Figures of the server. Each thread counts for itself without locks; a scrape adds up.

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace linli::http {

// A counter with one writer and any readers: a plain addition, no locked instruction.
class OwnedCounter {
 public:
  void add(std::uint64_t delta) { value_.store(value() + delta, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class RouteCounters {
 public:
  static constexpr std::array<double, 12> kBounds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                                  0.01,   0.025,   0.1,    0.5,   1,      5};  // seconds

  void record(int status, std::chrono::nanoseconds took);

  std::array<OwnedCounter, 6> by_class;  // [2]: 2xx
  std::array<OwnedCounter, kBounds.size() + 1> by_latency;
  OwnedCounter nanoseconds;
};

// Everything that one thread counts. The last route stands for pages and unknown paths.
struct ThreadCounters {
  explicit ThreadCounters(std::size_t routes) : routes(routes + 1) {}
  std::vector<RouteCounters> routes;
  OwnedCounter bytes_sent;
};

class ServerMetrics final : public prometheus::Collectable {
 public:
  // Both before the threads start, in this order: `GET /api/v1/cases/{id}`.
  void name_routes(std::vector<std::string> names) { route_names_ = std::move(names); }
  ThreadCounters& add_thread();
  [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;

  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> connections_refused{0};
  std::atomic<std::int64_t> streams{0};

 private:
  void collect_route(std::size_t route, prometheus::MetricFamily& requests, prometheus::MetricFamily& latency) const;

  std::vector<std::string> route_names_;
  std::vector<std::unique_ptr<ThreadCounters>> threads_;
};

}  // namespace linli::http
