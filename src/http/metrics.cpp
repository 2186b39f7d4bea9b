#include "http/metrics.hpp"

#include <algorithm>

namespace linli::http {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily gauge(std::string name, std::string help, double value) {
  MetricFamily family{std::move(name), std::move(help), MetricType::Gauge, {}};
  family.metric.emplace_back().gauge.value = value;
  return family;
}

MetricFamily counter(std::string name, std::string help, double value) {
  MetricFamily family{std::move(name), std::move(help), MetricType::Counter, {}};
  family.metric.emplace_back().counter.value = value;
  return family;
}

}  // namespace

void RouteCounters::record(int status, std::chrono::nanoseconds took) {
  by_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))].add(1);
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::ranges::lower_bound(kBounds, seconds) - kBounds.begin();
  by_latency[static_cast<std::size_t>(bucket)].add(1);
  nanoseconds.add(static_cast<std::uint64_t>(took.count()));
}

ThreadCounters& ServerMetrics::add_thread() {
  return *threads_.emplace_back(std::make_unique<ThreadCounters>(route_names_.size()));
}

void ServerMetrics::collect_route(std::size_t route, MetricFamily& requests, MetricFamily& latency) const {
  const std::string name = route < route_names_.size() ? route_names_[route] : "other";
  ClientMetric histogram;
  histogram.label.push_back({"route", name});
  std::uint64_t nanoseconds = 0;
  for (std::size_t bucket = 0; bucket <= RouteCounters::kBounds.size(); ++bucket) {
    for (const auto& thread : threads_)
      histogram.histogram.sample_count += thread->routes[route].by_latency[bucket].value();
    const bool last = bucket == RouteCounters::kBounds.size();
    histogram.histogram.bucket.push_back(
        {histogram.histogram.sample_count,
         last ? std::numeric_limits<double>::infinity() : RouteCounters::kBounds[bucket]});
  }
  if (histogram.histogram.sample_count == 0) return;
  for (const auto& thread : threads_) nanoseconds += thread->routes[route].nanoseconds.value();
  histogram.histogram.sample_sum = static_cast<double>(nanoseconds) / 1e9;
  latency.metric.push_back(std::move(histogram));
  for (std::size_t status = 1; status < 6; ++status) {
    std::uint64_t count = 0;
    for (const auto& thread : threads_) count += thread->routes[route].by_class[status].value();
    if (count == 0) continue;
    ClientMetric& metric = requests.metric.emplace_back();
    metric.label = {{"route", name}, {"status", std::to_string(status) + "xx"}};
    metric.counter.value = static_cast<double>(count);
  }
}

std::vector<MetricFamily> ServerMetrics::Collect() const {
  MetricFamily requests{"linli_http_requests_total", "Answers by route and class of status", MetricType::Counter, {}};
  MetricFamily latency{"linli_http_request_seconds",
                       "From the end of the request's head to the answer's last byte",
                       MetricType::Histogram,
                       {}};
  for (std::size_t route = 0; route <= route_names_.size(); ++route) collect_route(route, requests, latency);
  double bytes = 0;
  for (const auto& thread : threads_) bytes += static_cast<double>(thread->bytes_sent.value());
  return {std::move(requests),
          std::move(latency),
          counter("linli_http_sent_bytes_total", "Bytes of answers", bytes),
          counter("linli_http_connections_refused_total", "Connections over the limit",
                  static_cast<double>(connections_refused.load())),
          gauge("linli_http_connections", "Open connections", static_cast<double>(connections.load())),
          gauge("linli_http_streams", "Open event streams", static_cast<double>(streams.load()))};
}

}  // namespace linli::http
