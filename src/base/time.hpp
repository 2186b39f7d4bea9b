#pragma once
// Instants are UTC milliseconds; days are civil dates of the district's offset. Formatting for people happens at the
// edge.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace linli {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Date = std::chrono::year_month_day;
using Offset = std::chrono::minutes;

// China keeps one zone and no summer time since 1992; a district elsewhere sets its own offset.
inline constexpr Offset kChinaOffset{8 * 60};

// Time is injected so that rules about boundary dates can be tested.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  [[nodiscard]] Instant now() const override { return now_; }
  void set(Instant instant) { now_ = instant; }
  void advance(std::chrono::milliseconds step) { now_ += step; }

 private:
  Instant now_;
};

[[nodiscard]] inline std::int64_t to_ms(Instant instant) { return instant.time_since_epoch().count(); }
[[nodiscard]] inline Instant from_ms(std::int64_t ms) { return Instant{std::chrono::milliseconds{ms}}; }

// `2026-11-22T09:07:00+08:00` (seconds; the fraction is dropped).
[[nodiscard]] std::string format_instant(Instant instant, Offset offset = kChinaOffset);
// RFC 3339 with `Z` or an offset; empty when it is not one.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

// `2026-11-22`.
[[nodiscard]] std::string format_date(Date date);
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
// The civil date at that instant.
[[nodiscard]] Date date_of(Instant instant, Offset offset = kChinaOffset);
// Midnight at the start of that date.
[[nodiscard]] Instant start_of(Date date, Offset offset = kChinaOffset);

}  // namespace linli
