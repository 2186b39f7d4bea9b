#pragma once
// Times as counts by how long they took: percentiles of any number of cases from at most a hundred counters. Pure.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace linli::indicators {

// Bucket 0 holds what took less than a minute; from there on four buckets for each doubling, the last one (98) open.
inline constexpr int kBuckets = 99;
// How far a percentile read from buckets may lie from the true one (nearest rank), as a share of it, for times of a
// minute and more: half a bucket, 2^(1/8) - 1. Below a minute it is 30 seconds.
inline constexpr double kPercentileError = 0.0906;

[[nodiscard]] int bucket_of_time(std::chrono::milliseconds took);
// The least whole second of a bucket.
[[nodiscard]] std::int64_t bucket_start(int bucket);
// The geometric middle of a bucket, in seconds: what a percentile in it is given as.
[[nodiscard]] double bucket_middle(int bucket);

using Histogram = std::array<std::int64_t, kBuckets>;
[[nodiscard]] std::int64_t total_of(const Histogram& histogram);
// The bucket in which the nearest-rank percentile lies, 0 < share <= 1; nothing when nothing was counted.
[[nodiscard]] std::optional<int> percentile_bucket(const Histogram& histogram, double share);

// A month and a bucket (or another number below 100) as one period of the counters: 2026-11 and 37 give 20261137.
[[nodiscard]] constexpr std::int64_t cell_of(std::int64_t month_key, int bucket) { return month_key * 100 + bucket; }
[[nodiscard]] constexpr int bucket_of_cell(std::int64_t cell) { return static_cast<int>(cell % 100); }

// What a resident answered, asked or by themselves, and its number below 100.
struct AnswerKind {
  bool solved = false;
  bool first = false;  // the case had never been reopened
  int stars = 0;       // 0: gave none
};
[[nodiscard]] int code_of_answer(const AnswerKind& kind);
[[nodiscard]] AnswerKind kind_of_answer(int code);

}  // namespace linli::indicators
