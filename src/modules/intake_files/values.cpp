#include "modules/intake_files/values.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "modules/intake_files/names.hpp"

namespace linli::intake_files {
namespace {

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

template <class T>
Reading<T> no(std::string zh, std::string en, std::string remedy_zh, std::string remedy_en) {
  return {std::nullopt, Text{std::move(zh), std::move(en)}, Text{std::move(remedy_zh), std::move(remedy_en)}};
}

template <class T>
Reading<T> said_unknown() {
  return no<T>("写的是不详。", "It is said to be unknown.", "核实后补填。", "Find out and fill it in.");
}

bool drop_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// 约, 大约, 近 … before, 左右, 余, 多 … after.
bool drop_approximation(std::string_view& text) {
  bool found = false;
  for (const std::string_view word : {"大约", "大概", "约", "近", "≈", "~", "约为"}) found |= drop_prefix(text, word);
  for (const std::string_view word : {"左右", "上下", "余", "多"}) {
    if (text.ends_with(word)) {
      text.remove_suffix(word.size());
      found = true;
    }
  }
  return found;
}

void drop_unit(std::string_view& text) {
  for (const std::string_view unit : {"户", "栋", "幢", "座", "个", "套", "人", "间", "层"}) {
    if (text.ends_with(unit)) {
      text.remove_suffix(unit.size());
      return;
    }
  }
}

// The digits at the front, thousands separators dropped; a fraction of zeros is no fraction.
std::optional<std::int64_t> take_integer(std::string_view& text) {
  std::string digits;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const bool separator = text[i] == ',' && i + 3 < text.size() && is_digit(text[i + 1]) && is_digit(text[i + 2]) &&
                           is_digit(text[i + 3]) && !digits.empty();
    if (separator) continue;
    if (!is_digit(text[i])) break;
    digits.push_back(text[i]);
  }
  if (digits.empty() || digits.size() > 15) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (i < text.size() && text[i] == '.') {
    const auto zeros = text.find_first_not_of('0', i + 1);
    const auto end = zeros == std::string_view::npos ? text.size() : zeros;
    if (end < text.size() && is_digit(text[end])) return std::nullopt;
    i = end;
  }
  text.remove_prefix(i);
  return value;
}

// Plain digits are by far the most common and need no Unicode.
std::optional<std::int64_t> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 15) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Reading<std::int64_t> in_range(std::int64_t value, std::int64_t highest, std::optional<Text> note) {
  if (value < 0)
    return no<std::int64_t>("数量是负数。", "The count is negative.", "改成实际数量。", "Give the real count.");
  if (value > highest)
    return no<std::int64_t>(fmt::format("数量大得不合常理(上限 {})。", highest),
                            fmt::format("The count is beyond belief (at most {}).", highest), "核实后改正。",
                            "Check and correct it.");
  if (!note) return {value, std::nullopt, std::nullopt};
  return {value, std::move(note),
          Text{"请核实;可以改成准确的数字再传。", "Check it; send the exact number if there is one."}};
}

}  // namespace

bool lost_digits(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || e + 1 >= text.size()) return false;
  const bool mantissa = std::ranges::all_of(text.substr(0, e), [](char c) { return is_digit(c) || c == '.'; });
  auto exponent = text.substr(e + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  return mantissa && all_digits(exponent);
}

Reading<std::int64_t> read_count(std::string_view text, std::int64_t highest) {
  if (const auto plain = plain_number(text)) return in_range(*plain, highest, std::nullopt);
  if (means_unknown(text)) return said_unknown<std::int64_t>();
  const auto key = name_key(text);
  std::string_view rest = key;
  const bool negative = drop_prefix(rest, "-");
  const bool about = drop_approximation(rest);
  const auto value = take_integer(rest);
  if (!value)
    return no<std::int64_t>("不是数。", "It is not a number.", "只填数字,例如 300。",
                            "Give digits only, for example 300.");
  const bool after = drop_approximation(rest);
  drop_unit(rest);
  const bool later = drop_approximation(rest);
  std::optional<Text> note;
  if (about || after || later) {
    note = Text{fmt::format("是约数,按 {} 计。", *value), fmt::format("An approximation; taken as {}.", *value)};
  } else if (!rest.empty()) {
    note = Text{fmt::format("数字后面有说明“{}”,按 {} 计。", rest, *value),
                fmt::format("There is a remark “{}” after the number; taken as {}.", rest, *value)};
    if (is_digit(rest.front()) || rest.front() == '-' || rest.front() == '.')
      return no<std::int64_t>("不是一个整数。", "It is not one whole number.", "只填一个数字。",
                              "Give one number only.");
  }
  return in_range(negative ? -*value : *value, highest, std::move(note));
}

Reading<int> read_year(std::string_view text, int latest) {
  auto number = plain_number(text);
  if (!number) {
    if (means_unknown(text)) return said_unknown<int>();
    const auto key = name_key(text);
    std::string_view rest = key;
    const bool about = drop_approximation(rest);
    std::string_view digits = rest.substr(0, std::min<std::size_t>(4, rest.size()));
    const bool ends_there = rest.size() == 4 || (rest.size() > 4 && !is_digit(rest[4]));
    if (all_digits(digits) && digits.size() == 4 && ends_there) number = plain_number(digits);
    if (number && about && *number >= 1840 && *number <= latest)
      return {static_cast<int>(*number), Text{"年份是约数。", "The year is approximate."},
              Text{"请核实。", "Check it."}};
  }
  if (number && *number >= 1840 && *number <= latest) return {static_cast<int>(*number), std::nullopt, std::nullopt};
  return no<int>(fmt::format("不是 1840—{} 之间的年份。", latest),
                 fmt::format("It is not a year between 1840 and {}.", latest), "填四位年份,例如 1998。",
                 "Give four digits, for example 1998.");
}

Reading<std::string> read_phone(std::string_view text) {
  if (means_unknown(text)) return said_unknown<std::string>();
  std::string digits;
  auto key = name_key(text);
  if (key.ends_with(".0")) key.resize(key.size() - 2);
  std::string_view rest = key;
  drop_prefix(rest, "+86");
  for (const char c : rest) {
    if (is_digit(c)) digits.push_back(c);
    if (!is_digit(c) && std::string_view("-()").find(c) == std::string_view::npos) {
      digits.clear();
      break;
    }
  }
  const auto size = digits.size();
  const bool mobile = size == 11 && digits[0] == '1' && digits[1] >= '3';
  const bool free_call = size == 10 && (digits.starts_with("400") || digits.starts_with("800"));
  const bool service = size >= 3 && size <= 6 && digits[0] != '0';
  const bool local = (size == 7 || size == 8) && digits[0] >= '2';
  if (mobile || free_call || service || local) return {digits, std::nullopt, std::nullopt};
  if ((size == 10 || size == 11 || size == 12) && digits[0] == '0') {
    // Beijing and the 02x cities have an area code of three digits, the others of four.
    const std::size_t area = digits[1] == '1' || digits[1] == '2' ? 3 : 4;
    if (size - area == 7 || size - area == 8)
      return {digits.substr(0, area) + "-" + digits.substr(area), std::nullopt, std::nullopt};
  }
  if (lost_digits(key))
    return no<std::string>("号码被存成了数值,后几位已经丢失。",
                           "The number was stored as a numeric value and lost its last digits.",
                           "把这一列设为“文本”格式,重新填写。", "Format the column as text and enter it again.");
  return no<std::string>("不是电话号码:手机 11 位,固定电话带区号。", "It is not a telephone number.",
                         "核实后改正,一格只填一个号码。", "Check and correct it; one number in a cell.");
}

Reading<std::string> read_code(std::string_view text, int digits) {
  auto key = normalise_width(trim(text));
  std::erase(key, ' ');
  if (key.starts_with('\'')) key.erase(0, 1);
  if (key.ends_with(".0")) key.resize(key.size() - 2);
  if (lost_digits(key))
    return no<std::string>("代码被存成了数值(科学记数),后几位已经丢失。",
                           "The code was stored as a numeric value and lost its last digits.",
                           "把这一列设为“文本”格式,重新填写完整代码。",
                           "Format the column as text and enter the full code.");
  if (digits == 0) {
    if (key.size() <= 32) return {std::move(key), std::nullopt, std::nullopt};
    return no<std::string>("代码超过 32 位。", "The code is longer than 32 characters.", "核实代码。",
                           "Check the code.");
  }
  const auto size = static_cast<std::size_t>(digits);
  if (all_digits(key) && key.size() == size) return {std::move(key), std::nullopt, std::nullopt};
  const bool padded =
      all_digits(key) && key.size() == 12 && size < 12 && key.find_first_not_of('0', size) == std::string::npos;
  if (padded) return {key.substr(0, size), std::nullopt, std::nullopt};
  return no<std::string>(fmt::format("代码不是 {} 位数字。", digits), fmt::format("The code is not {} digits.", digits),
                         "按统计用区划代码填写完整。", "Give the full division code.");
}

}  // namespace linli::intake_files
