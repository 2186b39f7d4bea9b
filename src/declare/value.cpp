#include "declare/value.hpp"

#include <utility>

namespace linli::declare {

Type type_of(const Value& value) {
  if (std::holds_alternative<bool>(value)) return Type::Bool;
  if (std::holds_alternative<Number>(value)) return Type::Number;
  if (std::holds_alternative<std::string>(value)) return Type::Text;
  if (std::holds_alternative<Date>(value)) return Type::Date;
  LINLI_ASSERT(std::holds_alternative<Texts>(value));
  return Type::Texts;
}

std::string_view to_string(Type type) {
  switch (type) {
    case Type::Bool:
      return "boolean";
    case Type::Number:
      return "number";
    case Type::Text:
      return "text";
    case Type::Date:
      return "date";
    case Type::Texts:
      return "texts";
  }
  std::unreachable();
}

std::string to_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<Number>(&value)) return to_text(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* date = std::get_if<Date>(&value)) return format_date(*date);
  std::string joined;
  if (const auto* texts = std::get_if<Texts>(&value)) {
    for (const auto& text : *texts) joined += (joined.empty() ? "" : "、") + text;
  }
  return joined;
}

}  // namespace linli::declare
