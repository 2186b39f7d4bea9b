// Values as they come in: from the interface, from cells.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "modules/intake_files/values.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

namespace json = boost::json;
using declare::FieldType;
using declare::Number;

namespace {

constexpr std::size_t kLine = 200;
constexpr std::size_t kLong = 4000;
constexpr std::size_t kName = 60;
// Fen of a trillion yuan: sums of them still fit.
constexpr std::int64_t kMostFen = 100'000'000'000'000;

std::unexpected<ValueFault> bad(Text reason, Text remedy) {
  return std::unexpected(ValueFault{std::move(reason), std::move(remedy)});
}

std::size_t longest(const declare::FieldDeclaration& field) {
  if (field.max_length) return static_cast<std::size_t>(*field.max_length);
  if (field.type == FieldType::LongText) return kLong;
  return field.type == FieldType::Person ? kName : kLine;
}

Taken take_words(const Field& field, std::string_view text) {
  const auto words = trim(text);
  if (words.empty()) return json::value(nullptr);
  const auto most = longest(field.declared);
  if (length_utf8(words) > most)
    return bad({fmt::format("超过 {} 个字", most), fmt::format("longer than {} characters", most)},
               {"请缩短", "please shorten it"});
  return json::value(words);
}

// As declared: `不小于 30`. Money is compared in yuan, as it is declared and typed.
std::optional<ValueFault> outside(const Field& field, Number number) {
  const auto& declared = field.declared;
  if (declared.least && number < *declared.least) {
    const auto least = declare::to_text(*declared.least);
    return ValueFault{{"小于 " + least, "less than " + least}, {"请核对数值和单位", "check the number and its unit"}};
  }
  if (declared.greatest && number > *declared.greatest) {
    const auto most = declare::to_text(*declared.greatest);
    return ValueFault{{"大于 " + most, "more than " + most}, {"请核对数值和单位", "check the number and its unit"}};
  }
  return std::nullopt;
}

bool has_places(Number number, int places) {
  const auto rounded = number.rounded(places);
  return rounded && *rounded == number;
}

Taken take_number(const Field& field, Number number) {
  const auto& declared = field.declared;
  const int places = declared.type == FieldType::Decimal ? declared.decimals
                     : declared.type == FieldType::Money ? 2
                                                         : 0;
  if (!has_places(number, places))
    return bad({fmt::format("小数超过 {} 位", places), fmt::format("more than {} decimal places", places)},
               {"请四舍五入后填写", "please round it"});
  if (const auto fault = outside(field, number)) return std::unexpected(*fault);
  if (declared.type == FieldType::Integer) return json::value(number.numerator());
  if (declared.type == FieldType::Decimal) return json::value(declare::to_text(number, places));
  const auto fen = number.times(Number(100));
  if (!fen || std::abs(fen->numerator()) > kMostFen)
    return bad({"金额太大", "the amount is too large"}, {"请核对单位（元）", "check the unit (yuan)"});
  return json::value(fen->numerator());
}

Taken take_choice(const Field& field, std::string_view code) {
  const auto found = std::ranges::find(field.choices, code, &declare::Choice::code);
  if (found == field.choices.end())
    return bad({"不在可选项中", "is not one of the choices"}, {"请从下拉列表中选择", "choose from the list"});
  return json::value(found->code);
}

// In the order of the declaration, each once.
Taken take_choices(const Field& field, const std::vector<std::string>& codes) {
  for (const auto& code : codes)
    if (auto one = take_choice(field, code); !one) return one;
  json::array taken;
  for (const auto& choice : field.choices)
    if (std::ranges::find(codes, choice.code) != codes.end()) taken.emplace_back(choice.code);
  return taken.empty() ? json::value(nullptr) : json::value(std::move(taken));
}

Taken take_phone(std::string_view text) {
  if (trim(text).empty()) return json::value(nullptr);
  const auto reading = intake_files::read_phone(text);
  if (reading.value) return json::value(*reading.value);
  return bad(
      reading.note.value_or(Text{"不是电话号码", "is not a telephone number"}),
      reading.remedy.value_or(Text{"请填写手机号，或带区号的座机号", "give a mobile number, or one with area code"}));
}

// GB 11643-1999: weights 2^(18-i) mod 11.
bool check_digit_fits(std::string_view id) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kCheck = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (id[i] - '0') * kWeights[i];
  return kCheck[static_cast<std::size_t>(sum % 11)] == id[17];
}

Taken take_id_number(std::string_view text) {
  std::string id = normalise_width(trim(text));
  if (id.empty()) return json::value(nullptr);
  if (id.ends_with('x')) id.back() = 'X';
  const auto digits = id.find_first_not_of("0123456789");
  const bool shaped = id.size() == 18 && (digits == std::string::npos || (digits == 17 && id[17] == 'X'));
  if (!shaped) return bad({"不是 18 位身份号码", "is not an 18-digit ID number"}, {"请核对位数", "check the digits"});
  const auto born = parse_date(id.substr(6, 4) + "-" + id.substr(10, 2) + "-" + id.substr(12, 2));
  if (!born || !check_digit_fits(id))
    return bad({"身份号码校验不符", "the ID number does not check"}, {"请核对是否抄错", "check for a slip"});
  return json::value(id);
}

Taken take_id(std::string_view text) {
  if (trim(text).empty()) return json::value(nullptr);
  const auto id = parse_id(trim(text));
  if (!id || *id == 0) return bad({"不是编号", "is not an id"}, {"请重新选择", "please choose again"});
  return json::value(std::to_string(*id));
}

// 1,234.50 元 → 1234.50; nothing when it is no number.
std::optional<Number> number_of(std::string_view text, const Field& field) {
  std::string plain;
  for (const char c : normalise_width(trim(text)))
    if (c != ',' && c != ' ') plain += c;
  for (const std::string_view unit : {std::string_view(field.declared.unit.zh), std::string_view("元")})
    if (!unit.empty() && plain.size() > unit.size() && plain.ends_with(unit)) plain.resize(plain.size() - unit.size());
  return Number::parse(plain);
}

Taken take_flag(std::string_view text) {
  const auto word = normal_text(text);
  if (word.empty()) return json::value(nullptr);
  for (const std::string_view yes : {"是", "有", "√", "✓", "yes", "y", "true", "1"})
    if (word == yes) return json::value(true);
  for (const std::string_view no : {"否", "无", "没有", "×", "no", "n", "false", "0"})
    if (word == no) return json::value(false);
  return bad({"应为“是”或“否”", "should be yes or no"}, {"请填“是”或“否”", "write yes or no"});
}

// A label in either language, or the code.
const declare::Choice* choice_named(const Field& field, std::string_view text) {
  const auto wanted = normal_text(text);
  const auto found = std::ranges::find_if(field.choices, [&](const declare::Choice& choice) {
    return normal_text(choice.label.zh) == wanted || normal_text(choice.label.en) == wanted ||
           normal_text(choice.code) == wanted;
  });
  return found == field.choices.end() ? nullptr : &*found;
}

std::vector<std::string> split_list(std::string_view text) {
  std::string plain(text);
  for (const std::string_view mark : {"、", "，", "；", "\n", ",", ";"})
    for (auto at = plain.find(mark); at != std::string::npos; at = plain.find(mark))
      plain.replace(at, mark.size(), "|");
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= plain.size()) {
    const auto to = std::min(plain.find('|', from), plain.size());
    const auto part = trim(std::string_view(plain).substr(from, to - from));
    if (!part.empty()) parts.emplace_back(part);
    from = to + 1;
  }
  return parts;
}

Taken take_listed(const Field& field, std::string_view text) {
  std::vector<std::string> codes;
  for (const auto& part : field.declared.type == FieldType::Choices
                              ? split_list(text)
                              : std::vector<std::string>{std::string(trim(text))}) {
    const auto* choice = choice_named(field, part);
    codes.push_back(choice == nullptr ? part : choice->code);
  }
  return field.declared.type == FieldType::Choices ? take_choices(field, codes) : take_choice(field, codes.front());
}

Taken take_day(std::string_view text) {
  const auto reading = intake_files::read_date(text);
  if (reading.value) return json::value(format_date(*reading.value));
  return bad(reading.note.value_or(Text{"不是日期", "is not a date"}),
             reading.remedy.value_or(Text{"请按 2024-08-01 填写", "write it as 2024-08-01"}));
}

// Shortest text that reads as the same double: what was typed, for up to 15 digits.
std::optional<Number> exact(const json::value& value) {
  if (value.is_int64()) return Number(value.get_int64());
  if (!value.is_double() || std::abs(value.get_double()) > 1e15) return std::nullopt;
  return Number::parse(fmt::format("{:.9f}", value.get_double()));
}

}  // namespace

http::Field http_field(const Field& field) {
  const auto& declared = field.declared;
  const auto& name = declared.name;
  const auto& label = declared.label;
  const auto codes = [&] {
    std::vector<std::string> all;
    for (const auto& choice : field.choices) all.push_back(choice.code);
    return all;
  };
  switch (declared.type) {
    case FieldType::Integer:
    case FieldType::Money:
      return http::integer_field(name, label);
    case FieldType::Decimal:
      return http::number_field(name, label);
    case FieldType::Date:
      return http::date_field(name, label);
    case FieldType::Boolean:
      return http::boolean_field(name, label);
    case FieldType::Choice:
      return http::enum_field(name, label, codes());
    case FieldType::Choices:
      return http::array_field(name, label, http::enum_field(name, label, codes())).at_most(field.choices.size());
    case FieldType::Area:
    case FieldType::Grid:
    case FieldType::Body:
    case FieldType::Record:
      return http::id_field(name, label);
    default:
      break;
  }
  auto text = http::text_field(name, label).at_most(longest(declared));
  return field.sealed ? text.hidden() : text;
}

Taken take_json(const Field& field, const json::value& value) {
  if (value.is_null()) return json::value(nullptr);
  switch (field.declared.type) {
    case FieldType::Integer:
    case FieldType::Decimal:
      if (const auto number = exact(value)) return take_number(field, *number);
      return bad({"数值太大", "the number is too large"}, {"请核对", "please check it"});
    case FieldType::Money: {
      const auto yuan = Number::fraction(value.to_number<std::int64_t>(), 100);
      LINLI_ASSERT(yuan.has_value());
      return take_number(field, *yuan);
    }
    case FieldType::Date:
    case FieldType::Boolean:
      return value;
    case FieldType::Choice:
      return take_choice(field, value.as_string());
    case FieldType::Choices: {
      std::vector<std::string> codes;
      for (const auto& item : value.as_array()) codes.emplace_back(item.as_string());
      return take_choices(field, codes);
    }
    case FieldType::Area:
    case FieldType::Grid:
    case FieldType::Body:
    case FieldType::Record:
      return take_id(value.as_string());
    case FieldType::Phone:
      return take_phone(value.as_string());
    case FieldType::IdNumber:
      return take_id_number(value.as_string());
    default:
      return take_words(field, value.as_string());
  }
}

Taken take_text(const Field& field, std::string_view text, const FindReference& find) {
  if (trim(text).empty()) return json::value(nullptr);
  switch (field.declared.type) {
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Money:
      if (const auto number = number_of(text, field)) return take_number(field, *number);
      return bad({"不是数", "is not a number"}, {"只填数字", "write digits only"});
    case FieldType::Date:
      return take_day(text);
    case FieldType::Boolean:
      return take_flag(text);
    case FieldType::Choice:
    case FieldType::Choices:
      return take_listed(field, text);
    case FieldType::Area:
    case FieldType::Grid:
    case FieldType::Body:
    case FieldType::Record: {
      const auto id = find(field, trim(text));
      if (!id) return std::unexpected(id.error());
      return json::value(std::to_string(*id));
    }
    case FieldType::Phone:
      return take_phone(text);
    case FieldType::IdNumber:
      return take_id_number(text);
    default:
      return take_words(field, text);
  }
}

}  // namespace linli::registers
