#include "base/time.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/short_text.hpp"

namespace linli {
namespace {

using namespace std::chrono;

char* put_digits(char* at, unsigned value, int digits) {
  for (int i = digits - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
  return at + digits;
}

char* put_date(char* at, Date date) {
  at = put_digits(at, static_cast<unsigned>(int(date.year())), 4) + 1;
  at = put_digits(at, unsigned(date.month()), 2) + 1;
  return put_digits(at, unsigned(date.day()), 2);
}

// Reads exactly `digits` digits at the front of text and drops them.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take_char(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto y = take_number(text, 4);
  if (!y || !take_char(text, "-")) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || !take_char(text, "-")) return std::nullopt;
  const auto d = take_number(text, 2);
  if (!d) return std::nullopt;
  const Date date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!take_char(text, ".")) return milliseconds{0};
  int value = 0;
  int scale = 100;
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') {
    value += (text[count] - '0') * scale;
    scale /= 10;
    ++count;
  }
  if (count == 0) return std::nullopt;
  text.remove_prefix(count);
  return milliseconds{value};
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (take_char(text, "Zz")) return minutes{0};
  if (text.empty()) return std::nullopt;
  const bool negative = text.front() == '-';
  if (!take_char(text, "+-")) return std::nullopt;
  const auto h = take_number(text, 2);
  if (!h || !take_char(text, ":")) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || *h > 23 || *m > 59) return std::nullopt;
  const minutes offset{*h * 60 + *m};
  return negative ? -offset : offset;
}

}  // namespace

Instant SystemClock::now() const { return floor<milliseconds>(system_clock::now()); }

// By hand: an answer holds dozens of instants, and a formatter reads its pattern anew for each.
InstantText::InstantText(Instant instant, Offset offset) {
  const auto local = floor<seconds>(instant) + offset;
  const auto day_start = floor<days>(local);
  const Date date{day_start};
  const auto time = static_cast<unsigned>((local - day_start).count());
  const auto shift = static_cast<unsigned>((offset < Offset{0} ? -offset : offset).count());
  constexpr std::string_view kForm = "0000-00-00T00:00:00+00:00";
  static_assert(kForm.size() == std::tuple_size_v<decltype(text_)>);
  std::ranges::copy(kForm, text_.begin());
  char* at = put_date(text_.data(), date) + 1;
  at = put_digits(at, time / 3600, 2) + 1;
  at = put_digits(at, time / 60 % 60, 2) + 1;
  at = put_digits(at, time % 60, 2);
  *at = offset < Offset{0} ? '-' : '+';
  at = put_digits(at + 1, shift / 60, 2) + 1;
  put_digits(at, shift % 60, 2);
}

std::string format_instant(Instant instant, Offset offset) { return std::string(InstantText(instant, offset).view()); }

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take_char(text, "Tt ")) return std::nullopt;
  const auto h = take_number(text, 2);
  if (!h || !take_char(text, ":")) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || !take_char(text, ":")) return std::nullopt;
  const auto s = take_number(text, 2);
  if (!s || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Instant{sys_days{*date}} + hours{*h} + minutes{*m} + seconds{*s} + *fraction - *offset;
}

std::string format_date(Date date) {
  std::string text("0000-00-00");
  put_date(text.data(), date);
  return text;
}

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !text.empty()) return std::nullopt;
  return date;
}

Date date_of(Instant instant, Offset offset) { return Date{floor<days>(instant + offset)}; }

Instant start_of(Date date, Offset offset) { return Instant{sys_days{date}} - offset; }

}  // namespace linli
