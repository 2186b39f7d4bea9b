#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <stop_token>

namespace linli::gridding {

// How long and how hard to search. The same seed and steps give the same plan on any number of threads; a deadline or a
// stop may end an unproven search earlier, with the best plan so far.
struct SearchOptions {
  using Clock = std::chrono::steady_clock;

  std::uint64_t seed = 1;
  std::uint64_t steps = 0;  // of each component's search; 0: a default, or no limit but the deadline in max-p mode
  std::optional<Clock::time_point> deadline = {};
  std::stop_token stop = {};
  unsigned threads = 1;
  bool count_only = false;  // stop at the proven number of valid grids, leaving the later objectives as they fall
  std::function<void(std::size_t done, std::size_t total)> progress =
      {};  // called from any thread, about once a community
};

// What is left of one search. Cheap to ask: the clock is read once in 1024 steps.
class Budget {
 public:
  static constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

  // `share` is the part of the time up to the deadline that this search may use.
  Budget(std::uint64_t steps, const SearchOptions& options, double share = 1.0)
      : steps_(steps),
        left_(steps),
        start_(options.deadline ? Clock::now() : Clock::time_point{}),
        stop_(options.stop) {
    if (options.deadline) {
      deadline_ = start_ + std::chrono::duration_cast<Clock::duration>((*options.deadline - start_) * share);
    }
  }

  // Takes one step, or several for work that costs more; true when the search must end. Once true, always true.
  bool spend(std::uint64_t steps = 1) {
    if (left_ == 0) return true;
    const std::uint64_t before = left_ >> 10;
    left_ -= std::min(steps, left_);
    return left_ == 0 || (before != left_ >> 10 && interrupted());
  }
  bool spent() const { return left_ == 0; }

  // Looks at the clock and the stop token now.
  bool interrupted() {
    const bool late = deadline_ && Clock::now() >= *deadline_;
    if (late || stop_.stop_requested()) left_ = 0;
    return left_ == 0;
  }

  // How much of the search is behind it, 0 to 1, by steps or by time, whichever is further. Reads the clock.
  double fraction() const {
    if (left_ == 0) return 1;
    double done = static_cast<double>(steps_ - left_) / static_cast<double>(steps_);
    if (deadline_) done = std::max(done, (Clock::now() - start_) / std::chrono::duration<double>(*deadline_ - start_));
    return std::min(done, 1.0);
  }

 private:
  using Clock = SearchOptions::Clock;

  std::uint64_t steps_, left_;
  Clock::time_point start_;
  std::optional<Clock::time_point> deadline_;
  std::stop_token stop_;
};

// SplitMix64 (Steele, Lea & Flood 2014): 64 bits of state, so that every component has its own stream at no cost.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // Uniform in [0, bound); bound > 0.
  std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>((static_cast<unsigned __int128>(next()) * bound) >> 64);
  }
  // Uniform in [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

 private:
  std::uint64_t state_;
};

}  // namespace linli::gridding
