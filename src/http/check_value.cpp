#include "http/check_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/id.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace linli::http {
namespace {

namespace json = boost::json;

Text type_name(const Field& field) {
  switch (field.type) {
    case Type::Text:
      return {"文字", "a text"};
    case Type::Integer:
      return {"整数", "a whole number"};
    case Type::Number:
      return {"数字", "a number"};
    case Type::Boolean:
      return {"true 或 false", "true or false"};
    case Type::Id:
      return {"编号（数字组成的文字）", "an id (a text of digits)"};
    case Type::Date:
      return {"日期，如 2026-11-22", "a date such as 2026-11-22"};
    case Type::Instant:
      return {"时间，如 2026-11-22T09:07:00+08:00", "a time such as 2026-11-22T09:07:00+08:00"};
    case Type::Enum:
      return {fmt::format("以下之一：{}", fmt::join(field.choices, "、")),
              fmt::format("one of: {}", fmt::join(field.choices, ", "))};
    case Type::Object:
      return {"对象", "an object"};
    case Type::Array:
      return {"列表", "a list"};
  }
  std::unreachable();
}

template <class Number>
bool reads_as(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

void FieldChecker::check_object(const json::object& object, const std::vector<Field>& members) {
  const std::size_t base = path_.size();
  for (const Field& field : members) {
    const json::value* value = object.if_contains(field.name);
    if (!value) {
      missing(field);
      continue;
    }
    if (base) path_ += '.';
    path_ += field.name;
    check_value(field, *value);
    path_.resize(base);
  }
  for (const auto& [name, value] : object) {
    if (std::ranges::find(members, std::string_view(name), &Field::name) == members.end()) unknown(name);
  }
}

void FieldChecker::check_text(const Field& field, std::string_view text) {
  path_ = field.name;
  shown_ = field.secret ? std::string_view{} : text;
  std::int64_t integer = 0;
  double number = 0;
  if (field.type == Type::Integer) {
    reads_as(text, integer) ? check_range(field, static_cast<double>(integer)) : wrong_type(field);
  } else if (field.type == Type::Number) {
    reads_as(text, number) && std::isfinite(number) ? check_range(field, number) : wrong_type(field);
  } else if (field.type == Type::Boolean) {
    if (text != "true" && text != "false") wrong_type(field);
  } else if (field.type == Type::Array) {
    check_text_like(field.members.front(), text);
  } else {
    check_text_like(field, text);
  }
  path_.clear();
}

void FieldChecker::missing(const Field& field) {
  if (!field.required) return;
  const std::size_t base = path_.size();
  if (base) path_ += '.';
  path_ += field.name;
  shown_ = {};
  add({}, {fmt::format("缺少“{}”", field.label.zh), fmt::format("“{}” is missing", field.label.en)},
      {"请填写这一项", "Fill it in"});
  path_.resize(base);
}

void FieldChecker::unknown(std::string_view name) {
  const std::size_t base = path_.size();
  if (base) path_ += '.';
  path_ += prefix_utf8(name, 60);
  add({}, {"不认识这一项", "Nothing by this name is expected"},
      {"请核对名称，或去掉这一项", "Check the name, or leave it out"});
  path_.resize(base);
}

void FieldChecker::repeated(std::string_view name) {
  path_ = name;
  add({}, {"这一项出现了两次", "It stands there twice"}, {"只保留一个", "Keep one of them"});
  path_.clear();
}

void FieldChecker::check_value(const Field& field, const json::value& value) {
  if (faults_.size() >= kMaxFaults) return;
  const std::string number_text = value.is_number() ? json::serialize(value) : std::string{};
  shown_ = field.secret        ? std::string_view{}
           : value.is_string() ? std::string_view(value.get_string())
                               : std::string_view(number_text);
  if (value.is_null()) {
    if (!field.nullable) wrong_type(field);
    return;
  }
  switch (field.type) {
    case Type::Integer:
      return check_integer(field, value);
    case Type::Number:
      return value.is_number() && std::isfinite(value.to_number<double>())
                 ? check_range(field, value.to_number<double>())
                 : wrong_type(field);
    case Type::Boolean:
      return value.is_bool() ? void() : wrong_type(field);
    case Type::Object:
      if (!value.is_object()) return wrong_type(field);
      // An object declared without members is a dictionary: its names are data.
      return field.members.empty() ? void() : check_object(value.get_object(), field.members);
    case Type::Array:
      return value.is_array() ? check_array(field, value.get_array()) : wrong_type(field);
    default:
      return value.is_string() ? check_text_like(field, value.get_string()) : wrong_type(field);
  }
}

void FieldChecker::check_text_like(const Field& field, std::string_view text) {
  switch (field.type) {
    case Type::Id:
      return parse_id(text) ? void() : wrong_type(field);
    case Type::Date:
      return parse_date(text) ? void() : wrong_type(field);
    case Type::Instant:
      return parse_instant(text) ? void() : wrong_type(field);
    case Type::Enum:
      return std::ranges::find(field.choices, text) != field.choices.end() ? void() : wrong_type(field);
    default:
      break;
  }
  if (!is_valid_utf8(text)) {
    return add({}, {"含有不能保存的字符", "It holds characters that cannot be kept"},
               {"请去掉看不见的特殊字符", "Remove invisible special characters"});
  }
  check_length(field, length_utf8(text));
}

void FieldChecker::check_length(const Field& field, std::size_t length) {
  const bool list = field.type == Type::Array;
  if (length > field.max_length) {
    add(shown_,
        {fmt::format("最多 {} {}，现在是 {}", field.max_length, list ? "项" : "个字", length),
         fmt::format("At most {} {}; there are {}", field.max_length, list ? "items" : "characters", length)},
        {"请缩短", "Make it shorter"});
  } else if (length < field.min_length) {
    add(shown_,
        {fmt::format("至少 {} {}", field.min_length, list ? "项" : "个字"),
         fmt::format("At least {} {}", field.min_length, list ? "items" : "characters")},
        {"请补充", "Add to it"});
  }
}

void FieldChecker::check_range(const Field& field, double number) {
  if (field.minimum && number < *field.minimum) {
    add(shown_, {fmt::format("不能小于 {}", *field.minimum), fmt::format("Must not be below {}", *field.minimum)},
        {"请改大", "Give a larger number"});
  } else if (field.maximum && number > *field.maximum) {
    add(shown_, {fmt::format("不能大于 {}", *field.maximum), fmt::format("Must not be above {}", *field.maximum)},
        {"请改小", "Give a smaller number"});
  }
}

void FieldChecker::check_integer(const Field& field, const json::value& value) {
  if (!value.is_int64()) return wrong_type(field);
  check_range(field, static_cast<double>(value.get_int64()));
}

void FieldChecker::check_array(const Field& field, const json::array& array) {
  shown_ = {};
  check_length(field, array.size());
  if (array.size() > field.max_length) return;
  const std::size_t base = path_.size();
  for (std::size_t i = 0; i < array.size(); ++i) {
    path_ += fmt::format("[{}]", i);
    check_value(field.members.front(), array[i]);
    path_.resize(base);
  }
}

void FieldChecker::wrong_type(const Field& field) {
  const Text expected = type_name(field);
  add(shown_, {"应为" + expected.zh, "It must be " + expected.en}, {"请按要求填写", "Write it that way"});
}

void FieldChecker::add(std::string_view value, Text reason, Text remedy) {
  if (faults_.size() >= kMaxFaults) return;
  const std::string shown = is_valid_utf8(value) ? std::string(prefix_utf8(value, 60)) : std::string{};
  faults_.push_back({path_, std::nullopt, shown, std::move(reason), std::move(remedy)});
}

}  // namespace linli::http
