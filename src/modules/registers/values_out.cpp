// Values as they go out: to cells, to the index, to expressions.
#include <fmt/core.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/text.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

namespace json = boost::json;
using declare::FieldType;
using declare::Number;

namespace {

constexpr std::size_t kIndexed = 60;  // characters of a text that lists can ask for

const declare::Choice* choice_of(const Field& field, std::string_view code) {
  const auto found = std::ranges::find(field.choices, code, &declare::Choice::code);
  return found == field.choices.end() ? nullptr : &*found;
}

std::string label_of(const Field& field, std::string_view code) {
  const auto* choice = choice_of(field, code);
  return choice == nullptr ? std::string(code) : choice->label.zh;
}

std::string yuan_of(std::int64_t fen) {
  const auto yuan = Number::fraction(fen, 100);
  LINLI_ASSERT(yuan.has_value());
  return declare::to_text(*yuan, 2, true);
}

std::int64_t reference_of(const json::value& value) { return parse_id(value.as_string()).value_or(0); }

Number number_kept(const Field& field, const json::value& value) {
  if (value.is_string()) return Number::parse(value.as_string()).value_or(Number(0));
  const auto whole = value.is_int64() ? value.get_int64() : 0;
  static_cast<void>(field);
  return Number(whole);
}

// Offset so that negative numbers come first, padded so that text order is number order.
std::string sortable(Number number, int places) {
  std::int64_t scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  const auto scaled = number.times(Number(scale));
  const std::int64_t whole = scaled ? scaled->floor() : 0;
  return fmt::format("{:020}", static_cast<std::uint64_t>(whole) + (std::uint64_t{1} << 63U));
}

}  // namespace

bool is_reference(FieldType type) {
  return type == FieldType::Area || type == FieldType::Grid || type == FieldType::Body || type == FieldType::Record;
}

bool is_number(FieldType type) {
  return type == FieldType::Integer || type == FieldType::Decimal || type == FieldType::Money;
}

std::string show_text(const Field& field, const json::value& value, const NameReference& name) {
  if (value.is_null()) return {};
  switch (field.declared.type) {
    case FieldType::Integer:
      return value.is_int64() ? std::to_string(value.get_int64()) : std::string();
    case FieldType::Money:
      return value.is_int64() ? yuan_of(value.get_int64()) : std::string();
    case FieldType::Boolean:
      return value.is_bool() && value.get_bool() ? "是" : "否";
    case FieldType::Choices: {
      std::string all;
      if (value.is_array())
        for (const auto& item : value.get_array()) all += (all.empty() ? "" : "、") + label_of(field, item.as_string());
      return all;
    }
    default:
      break;
  }
  // What was declared differently before is shown as it was kept.
  if (!value.is_string()) return json::serialize(value);
  if (field.declared.type == FieldType::Choice) return label_of(field, value.get_string());
  if (is_reference(field.declared.type)) return name(field, reference_of(value));
  return std::string(value.get_string());
}

std::string normal_text(std::string_view text) {
  std::string out;
  for (const char c : normalise_width(trim(text))) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::vector<std::string> bigrams(std::string_view text) {
  const auto plain = normal_text(text);
  std::vector<std::string> pairs;
  auto rest = std::string_view(plain);
  while (length_utf8(prefix_utf8(rest, 2)) == 2) {
    pairs.emplace_back(prefix_utf8(rest, 2));
    rest.remove_prefix(prefix_utf8(rest, 1).size());
  }
  std::ranges::sort(pairs);
  const auto twice = std::ranges::unique(pairs);
  pairs.erase(twice.begin(), twice.end());
  return pairs;
}

std::string index_value(const Field& field, const json::value& value) {
  const auto& declared = field.declared;
  if (is_number(declared.type))
    return sortable(number_kept(field, value), declared.type == FieldType::Decimal ? declared.decimals : 0);
  if (value.is_bool()) return value.get_bool() ? "1" : "0";
  if (!value.is_string()) return {};
  const std::string_view text = value.get_string();
  const bool words = declared.type == FieldType::Text || declared.type == FieldType::LongText;
  return words ? std::string(prefix_utf8(normal_text(text), kIndexed)) : std::string(text);
}

std::vector<std::pair<std::string, std::string>> index_rows(const Kind& kind, const json::object& values) {
  std::vector<std::pair<std::string, std::string>> rows{{"", ""}};
  for (const auto& field : kind.fields) {
    const auto* value = field.indexed ? values.if_contains(field.name()) : nullptr;
    if (!field.indexed) continue;
    if (value == nullptr || value->is_null()) {
      // Lists in the order of this field show it too, and one can ask for what is missing.
      rows.emplace_back(field.name(), "");
      continue;
    }
    if (value->is_array()) {
      for (const auto& item : value->get_array()) rows.emplace_back(field.name(), std::string(item.as_string()));
    } else {
      rows.emplace_back(field.name(), index_value(field, *value));
    }
    if (!field.searched || !value->is_string()) continue;
    for (auto& pair : bigrams(value->get_string())) rows.emplace_back("*", std::move(pair));
  }
  std::ranges::sort(rows);
  const auto twice = std::ranges::unique(rows);
  rows.erase(twice.begin(), twice.end());
  return rows;
}

declare::Value expression_value(const Field& field, const json::value* value) {
  if (value == nullptr || value->is_null()) return declare::Missing{};
  if (is_number(field.declared.type)) return number_kept(field, *value);
  if (value->is_bool()) return value->get_bool();
  if (value->is_array()) {
    declare::Texts texts;
    for (const auto& item : value->get_array()) texts.emplace_back(item.as_string());
    return texts;
  }
  if (!value->is_string()) return declare::Missing{};
  if (field.declared.type != FieldType::Date) return std::string(value->get_string());
  const auto date = parse_date(value->get_string());
  return date ? declare::Value(*date) : declare::Value(declare::Missing{});
}

json::value kept_value(const Field& field, const declare::Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return json::value(*flag);
  if (const auto* date = std::get_if<Date>(&value)) return json::value(format_date(*date));
  if (const auto* text = std::get_if<std::string>(&value)) return json::value(*text);
  const auto* number = std::get_if<Number>(&value);
  if (number == nullptr) return nullptr;
  if (field.declared.type == FieldType::Decimal) return json::value(declare::to_text(*number, field.declared.decimals));
  const auto whole = number->rounded(0);
  return whole ? json::value(whole->numerator()) : json::value(nullptr);
}

}  // namespace linli::registers
