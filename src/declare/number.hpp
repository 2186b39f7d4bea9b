#pragma once
// Exact numbers: a fraction of two 64-bit integers. Money, votes and rates never pass through floating point.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace linli::declare {

// Always in lowest terms with a positive denominator. Arithmetic gives nothing where the result does not fit.
class Number {
 public:
  constexpr Number() = default;
  constexpr Number(std::int64_t whole) : numerator_(whole) {}  // NOLINT: a whole number is a number
  // Nothing when the denominator is 0 or the lowest terms do not fit.
  [[nodiscard]] static std::optional<Number> fraction(std::int64_t numerator, std::int64_t denominator);
  // `12`, `-3.75`; nothing else (no exponent, no fraction bar).
  [[nodiscard]] static std::optional<Number> parse(std::string_view text);

  [[nodiscard]] std::int64_t numerator() const { return numerator_; }
  [[nodiscard]] std::int64_t denominator() const { return denominator_; }
  [[nodiscard]] bool whole() const { return denominator_ == 1; }

  [[nodiscard]] std::optional<Number> plus(Number other) const;
  [[nodiscard]] std::optional<Number> minus(Number other) const;
  [[nodiscard]] std::optional<Number> times(Number other) const;
  // Nothing for 0: a rate over nothing reads "n/a".
  [[nodiscard]] std::optional<Number> over(Number other) const;

  [[nodiscard]] std::int64_t floor() const;
  [[nodiscard]] std::optional<std::int64_t> ceil() const;
  // Half away from zero, as offices round: 83.0 for 82.957 at one place. Nothing when it does not fit.
  [[nodiscard]] std::optional<Number> rounded(int places) const;

  bool operator==(const Number&) const = default;
  std::strong_ordering operator<=>(const Number& other) const;

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

// Exact where the fraction ends within `places`, else rounded: `105000`, `83.0`, `0.3333`. Trailing zeros are dropped
// unless `fixed`.
[[nodiscard]] std::string to_text(Number number, int places = 4, bool fixed = false);

}  // namespace linli::declare
