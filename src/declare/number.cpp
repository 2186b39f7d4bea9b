#include "declare/number.hpp"

#include <charconv>
#include <limits>
#include <utility>

namespace linli::declare {
namespace {

// Clang and GCC have it on every 64-bit platform; products of two 64-bit integers fit.
__extension__ using Wide = __int128;

Wide greatest_divisor(Wide a, Wide b) {
  while (b != 0) a = std::exchange(b, a % b);
  return a < 0 ? -a : a;
}

std::optional<std::int64_t> narrowed(Wide value) {
  if (value < std::numeric_limits<std::int64_t>::min() || value > std::numeric_limits<std::int64_t>::max()) return {};
  return static_cast<std::int64_t>(value);
}

std::optional<Number> reduced(Wide numerator, Wide denominator) {
  if (denominator == 0) return std::nullopt;
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Wide divisor = greatest_divisor(numerator, denominator);
  const auto top = narrowed(numerator / divisor);
  const auto bottom = narrowed(denominator / divisor);
  if (!top || !bottom) return std::nullopt;
  return Number::fraction(*top, *bottom);
}

std::optional<std::int64_t> power_of_ten(int places) {
  std::int64_t power = 1;
  for (int i = 0; i < places; ++i) {
    if (power > std::numeric_limits<std::int64_t>::max() / 10) return std::nullopt;
    power *= 10;
  }
  return power;
}

}  // namespace

std::optional<Number> Number::fraction(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) return std::nullopt;
  const Wide divisor = greatest_divisor(numerator, denominator);
  const Wide sign = denominator < 0 ? -1 : 1;
  const auto top = narrowed(sign * numerator / divisor);
  const auto bottom = narrowed(sign * denominator / divisor);
  if (!top || !bottom) return std::nullopt;
  Number number;
  number.numerator_ = *top;
  number.denominator_ = *bottom;
  return number;
}

std::optional<Number> Number::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto places = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && places.empty())) return std::nullopt;
  const auto digits = std::string(whole) + std::string(places);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const auto scale = power_of_ten(static_cast<int>(places.size()));
  if (failure != std::errc{} || end != digits.data() + digits.size() || !scale) return std::nullopt;
  return fraction(negative ? -value : value, *scale);
}

std::optional<Number> Number::plus(Number other) const {
  const Wide left = Wide{numerator_} * other.denominator_;
  const Wide right = Wide{other.numerator_} * denominator_;
  Wide sum = 0;
  if (__builtin_add_overflow(left, right, &sum)) return std::nullopt;
  return reduced(sum, Wide{denominator_} * other.denominator_);
}

std::optional<Number> Number::minus(Number other) const {
  const Wide left = Wide{numerator_} * other.denominator_;
  const Wide right = Wide{other.numerator_} * denominator_;
  Wide difference = 0;
  if (__builtin_sub_overflow(left, right, &difference)) return std::nullopt;
  return reduced(difference, Wide{denominator_} * other.denominator_);
}

std::optional<Number> Number::times(Number other) const {
  return reduced(Wide{numerator_} * other.numerator_, Wide{denominator_} * other.denominator_);
}

std::optional<Number> Number::over(Number other) const {
  return reduced(Wide{numerator_} * other.denominator_, Wide{denominator_} * other.numerator_);
}

std::int64_t Number::floor() const {
  const auto quotient = numerator_ / denominator_;
  return numerator_ % denominator_ < 0 ? quotient - 1 : quotient;
}

std::optional<std::int64_t> Number::ceil() const {
  const auto below = floor();
  return whole() ? below : below + 1;
}

std::optional<Number> Number::rounded(int places) const {
  const auto scale = power_of_ten(places);
  if (!scale) return std::nullopt;
  const Wide scaled = Wide{numerator_} * *scale;
  const Wide half = scaled < 0 ? -Wide{denominator_} : Wide{denominator_};
  const auto units = narrowed((2 * scaled + half) / (2 * Wide{denominator_}));
  if (!units) return std::nullopt;
  return fraction(*units, *scale);
}

std::strong_ordering Number::operator<=>(const Number& other) const {
  return Wide{numerator_} * other.denominator_ <=> Wide{other.numerator_} * denominator_;
}

std::string to_text(Number number, int places, bool fixed) {
  auto rounded = number.rounded(places);
  // Too large for so many places: fewer say it.
  while (!rounded && places > 0) rounded = number.rounded(--places);
  if (!rounded) return std::to_string(number.floor());
  const auto scale = power_of_ten(places);
  const Wide units = Wide{rounded->numerator()} * (*scale / rounded->denominator());
  const bool negative = units < 0;
  const Wide magnitude = negative ? -units : units;
  auto text = std::to_string(static_cast<std::int64_t>(magnitude / *scale));
  auto digits = std::to_string(static_cast<std::int64_t>(magnitude % *scale));
  if (places > 0) {
    digits.insert(0, static_cast<std::size_t>(places) - digits.size(), '0');
    if (!fixed) digits.erase(digits.find_last_not_of('0') + 1);
    if (!digits.empty()) text += '.' + digits;
  }
  return negative ? '-' + text : text;
}

}  // namespace linli::declare
