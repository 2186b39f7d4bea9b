#include "declare/functions.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace linli::declare {
namespace {

using namespace std::chrono;
using Arguments = std::span<const Value>;

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;
constexpr std::int64_t kMonths = 12;

Number number_at(Arguments arguments, std::size_t index) { return std::get<Number>(arguments[index]); }
Date date_at(Arguments arguments, std::size_t index) { return std::get<Date>(arguments[index]); }

Value value_or_missing(std::optional<Number> number) { return number ? Value(*number) : Value(Missing{}); }
Value value_or_missing(std::optional<Date> date) { return date ? Value(*date) : Value(Missing{}); }

// Whole numbers within `limit`, for places, months and years.
std::optional<std::int64_t> whole_at(Arguments arguments, std::size_t index, std::int64_t limit) {
  const auto number = number_at(arguments, index);
  if (!number.whole() || number.numerator() < -limit || number.numerator() > limit) return std::nullopt;
  return number.numerator();
}

Value round_number(Arguments arguments) {
  const auto places = whole_at(arguments, 1, 18);
  if (!places || *places < 0) return Missing{};
  return value_or_missing(number_at(arguments, 0).rounded(static_cast<int>(*places)));
}
Value floor_number(Arguments arguments) { return Number(number_at(arguments, 0).floor()); }
Value ceil_number(Arguments arguments) {
  const auto ceiling = number_at(arguments, 0).ceil();
  return ceiling ? Value(Number(*ceiling)) : Value(Missing{});
}
Value absolute(Arguments arguments) {
  const auto number = number_at(arguments, 0);
  return number < Number(0) ? value_or_missing(Number(0).minus(number)) : Value(number);
}
Value least(Arguments arguments) {
  auto least = number_at(arguments, 0);
  for (std::size_t i = 1; i < arguments.size(); ++i) least = std::min(least, number_at(arguments, i));
  return least;
}
Value greatest(Arguments arguments) {
  auto greatest = number_at(arguments, 0);
  for (std::size_t i = 1; i < arguments.size(); ++i) greatest = std::max(greatest, number_at(arguments, i));
  return greatest;
}

Value year_of(Arguments arguments) { return Number(int{date_at(arguments, 0).year()}); }
Value month_of(Arguments arguments) { return Number(unsigned{date_at(arguments, 0).month()}); }
Value day_of(Arguments arguments) { return Number(unsigned{date_at(arguments, 0).day()}); }
Value weekday_of(Arguments arguments) { return Number(weekday(sys_days(date_at(arguments, 0))).iso_encoding()); }

Value add_months_to(Arguments arguments) {
  const auto months = whole_at(arguments, 1, kMonths * kLastYear);
  return months ? value_or_missing(add_months(date_at(arguments, 0), *months)) : Value(Missing{});
}
Value add_years_to(Arguments arguments) {
  const auto years = whole_at(arguments, 1, kLastYear);
  return years ? value_or_missing(add_months(date_at(arguments, 0), *years * kMonths)) : Value(Missing{});
}

// Full months between two days: 31 January to 28 February is none, to 1 March one.
std::int64_t full_months(Date from, Date to) {
  const std::int64_t months = (int{to.year()} - int{from.year()}) * kMonths + unsigned{to.month()} -
                              static_cast<std::int64_t>(unsigned{from.month()});
  return to.day() < from.day() ? months - 1 : months;
}
std::int64_t months_apart(Date from, Date to) { return from <= to ? full_months(from, to) : -full_months(to, from); }

Value months_between(Arguments arguments) { return Number(months_apart(date_at(arguments, 0), date_at(arguments, 1))); }
Value years_between(Arguments arguments) {
  return Number(months_apart(date_at(arguments, 0), date_at(arguments, 1)) / kMonths);
}

const std::vector<Function>& all_functions() {
  static const std::vector<Function> kFunctions{
      {"round", {Type::Number, Type::Number}, Type::Number, round_number},
      {"floor", {Type::Number}, Type::Number, floor_number},
      {"ceil", {Type::Number}, Type::Number, ceil_number},
      {"abs", {Type::Number}, Type::Number, absolute},
      {"min", {Type::Number, Type::Number}, Type::Number, least, true},
      {"max", {Type::Number, Type::Number}, Type::Number, greatest, true},
      {"year", {Type::Date}, Type::Number, year_of},
      {"month", {Type::Date}, Type::Number, month_of},
      {"day", {Type::Date}, Type::Number, day_of},
      {"weekday", {Type::Date}, Type::Number, weekday_of},
      {"add_months", {Type::Date, Type::Number}, Type::Date, add_months_to},
      {"add_years", {Type::Date, Type::Number}, Type::Date, add_years_to},
      {"months_between", {Type::Date, Type::Date}, Type::Number, months_between},
      {"years_between", {Type::Date, Type::Date}, Type::Number, years_between},
  };
  return kFunctions;
}

}  // namespace

const Function* find_function(std::string_view name) {
  const auto& functions = all_functions();
  const auto found = std::ranges::find(functions, name, &Function::name);
  return found == functions.end() ? nullptr : &*found;
}

// The last day of the month where the day does not exist there: 31 January plus one month is 28 or 29 February.
std::optional<Date> add_months(Date date, std::int64_t months) {
  const std::int64_t total = int{date.year()} * kMonths + unsigned{date.month()} - 1 + months;
  const auto years = total / kMonths;
  if (years < kFirstYear || years > kLastYear) return std::nullopt;
  const year_month month{year{static_cast<int>(years)}, std::chrono::month{static_cast<unsigned>(total % kMonths) + 1}};
  const auto last = year_month_day_last{month / std::chrono::last}.day();
  return month / std::min(date.day(), last);
}

}  // namespace linli::declare
