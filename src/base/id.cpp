#include "base/id.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"

namespace linli {
namespace {
constexpr std::int64_t kEpochMs = 1'577'836'800'000;  // 2020-01-01T00:00:00Z
constexpr int kSequenceBits = 12;
constexpr int kNodeBits = 10;
}  // namespace

IdSource::IdSource(const Clock& clock, int node) : clock_(clock), node_(node) {
  LINLI_ASSERT(node >= 0 && node < (1 << kNodeBits));
}

std::int64_t IdSource::next() {
  const auto tick = (clock_.now().time_since_epoch().count() - kEpochMs) << kSequenceBits;
  auto last = last_.load(std::memory_order_relaxed);
  std::int64_t mine = 0;
  do {
    mine = std::max(tick, last + 1);
  } while (!last_.compare_exchange_weak(last, mine, std::memory_order_relaxed));
  const auto sequence = mine & ((1 << kSequenceBits) - 1);
  return (mine >> kSequenceBits) << (kSequenceBits + kNodeBits) | node_ << kSequenceBits | sequence;
}

std::optional<std::int64_t> parse_id(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

}  // namespace linli
