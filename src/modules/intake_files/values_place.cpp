// Dates and degrees.

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/text.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/intake_files/values.hpp"

namespace linli::intake_files {
namespace {

using namespace std::chrono;

// The runs of digits in a text, and whether only known separators stand between them.
struct NumberRuns {
  std::vector<int> numbers;
  bool clean = true;
};

NumberRuns number_runs(std::string_view text) {
  NumberRuns runs;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      constexpr std::array<std::string_view, 7> kSeparators{"-", "/", ".", "年", "月", "日", "号"};
      const auto rest = text.substr(i);
      const auto* separator = std::ranges::find_if(kSeparators, [&](auto s) { return rest.starts_with(s); });
      if (separator == kSeparators.end()) {
        runs.clean = false;
        return runs;
      }
      i += separator->size();
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    int value = 0;
    if (end - i > 8) runs.clean = false;
    std::from_chars(text.data() + i, text.data() + std::min(end, i + 8), value);
    runs.numbers.push_back(value);
    i = end;
  }
  return runs;
}

std::optional<Date> make_date(int y, int m, int d) {
  const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok() || y < 1840 || y > 2200) return std::nullopt;
  return date;
}

std::optional<Date> date_from(const std::vector<int>& numbers) {
  if (numbers.size() == 3) return make_date(numbers[0], numbers[1], numbers[2]);
  if (numbers.size() == 2) return make_date(numbers[0], numbers[1], 1);  // 2024年8月
  if (numbers.size() != 1) return std::nullopt;
  const int n = numbers[0];
  if (n >= 18400101) return make_date(n / 10000, n / 100 % 100, n % 100);
  // Spreadsheets count days from 1899-12-30.
  if (n >= 20000 && n < 80000) return Date{sys_days{year{1899} / 12 / 30} + days{n}};
  return std::nullopt;
}

std::optional<double> to_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// 113°47′18.1″ after NFKC, where the seconds' mark has become two primes.
std::optional<double> degrees_minutes(std::string_view text) {
  std::array<double, 3> parts{};
  std::size_t count = 0;
  constexpr std::array<std::string_view, 12> kMarks{"°", "度", "′", "'", "分", "″", "\"", "秒", "''", "′′", "’", "”"};
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
    if (end == i || count == parts.size()) return std::nullopt;
    const auto number = to_double(text.substr(i, end - i));
    if (!number) return std::nullopt;
    parts.at(count++) = *number;
    i = end;
    for (bool again = true; again;) {
      again = false;
      for (const auto mark : kMarks) {
        if (text.substr(i).starts_with(mark)) {
          i += mark.size();
          again = true;
        }
      }
    }
  }
  if (count < 2 || parts[1] >= 60 || parts[2] >= 60) return std::nullopt;
  return parts[0] + parts[1] / 60 + parts[2] / 3600;
}

}  // namespace

Reading<Date> read_date(std::string_view text) {
  if (means_unknown(text))
    return {std::nullopt, Text{"写的是不详。", "It is said to be unknown."},
            Text{"核实后补填。", "Find out and fill it in."}};
  auto key = normalise_width(trim(text));
  // A time of day after the date is of no use here.
  if (const auto cut = key.find_first_of(" T"); cut != std::string::npos && cut > 6) key.resize(cut);
  const auto runs = number_runs(key);
  if (runs.clean) {
    if (const auto date = date_from(runs.numbers)) return {date, std::nullopt, std::nullopt};
  }
  return {std::nullopt, Text{"不是日期。", "It is not a date."},
          Text{"按 2024-08-01 这样填写。", "Write it like 2024-08-01."}};
}

Reading<double> read_degrees(std::string_view text) {
  if (const auto value = to_double(text)) return {value, std::nullopt, std::nullopt};
  const auto key = name_key(text);
  std::string_view rest = key;
  for (const std::string_view mark : {"东经", "北纬", "e", "n"}) {
    if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
    if (rest.ends_with(mark)) rest.remove_suffix(mark.size());
  }
  if (rest.ends_with("°")) rest.remove_suffix(std::string_view("°").size());
  auto value = to_double(rest);
  if (!value) value = degrees_minutes(rest);
  if (value) return {value, std::nullopt, std::nullopt};
  return {std::nullopt, Text{"不是经纬度。", "It is not a coordinate in degrees."},
          Text{"填小数度,例如 113.788374。", "Give decimal degrees, for example 113.788374."}};
}

}  // namespace linli::intake_files
