#include "modules/indicators/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace linli::indicators {
namespace {

constexpr double kSecondsOfMinute = 60;
constexpr double kBucketsOfDoubling = 4;
constexpr int kSolvedBit = 1;
constexpr int kFirstBit = 2;
constexpr int kStarsFactor = 4;

using Bounds = std::array<std::int64_t, kBuckets>;

Bounds make_bounds() {
  Bounds bounds{};
  for (int i = 1; i < kBuckets; ++i)
    bounds[static_cast<std::size_t>(i)] = std::llround(kSecondsOfMinute * std::exp2((i - 1) / kBucketsOfDoubling));
  return bounds;
}

const Bounds& bounds() {
  static const Bounds kBounds = make_bounds();
  return kBounds;
}

}  // namespace

int bucket_of_time(std::chrono::milliseconds took) {
  const auto seconds = std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(took).count());
  return static_cast<int>(std::ranges::upper_bound(bounds(), seconds) - bounds().begin()) - 1;
}

std::int64_t bucket_start(int bucket) { return bounds().at(static_cast<std::size_t>(bucket)); }

double bucket_middle(int bucket) {
  if (bucket == 0) return kSecondsOfMinute / 2;
  return kSecondsOfMinute * std::exp2((bucket - 1 + 0.5) / kBucketsOfDoubling);
}

std::int64_t total_of(const Histogram& histogram) {
  return std::accumulate(histogram.begin(), histogram.end(), std::int64_t{0});
}

std::optional<int> percentile_bucket(const Histogram& histogram, double share) {
  const auto total = total_of(histogram);
  if (total <= 0) return std::nullopt;
  const auto rank = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(share * double(total))));
  std::int64_t seen = 0;
  for (int bucket = 0; bucket < kBuckets; ++bucket) {
    seen += histogram[static_cast<std::size_t>(bucket)];
    if (seen >= rank) return bucket;
  }
  return kBuckets - 1;
}

int code_of_answer(const AnswerKind& kind) {
  return (kind.solved ? kSolvedBit : 0) + (kind.first ? kFirstBit : 0) + kStarsFactor * kind.stars;
}

AnswerKind kind_of_answer(int code) { return {(code & kSolvedBit) != 0, (code & kFirstBit) != 0, code / kStarsFactor}; }

}  // namespace linli::indicators
