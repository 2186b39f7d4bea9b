#include "declare/field.hpp"

#include <algorithm>
#include <array>

namespace linli::declare {
namespace {

struct TypeRow {
  FieldType type;
  std::string_view name;
  Type expression;
};

constexpr std::array<TypeRow, 17> kTypes{{
    {FieldType::Text, "text", Type::Text},
    {FieldType::LongText, "long_text", Type::Text},
    {FieldType::Integer, "integer", Type::Number},
    {FieldType::Decimal, "decimal", Type::Number},
    {FieldType::Money, "money", Type::Number},
    {FieldType::Date, "date", Type::Date},
    {FieldType::Boolean, "boolean", Type::Bool},
    {FieldType::Choice, "choice", Type::Text},
    {FieldType::Choices, "choices", Type::Texts},
    {FieldType::Area, "area", Type::Text},
    {FieldType::Grid, "grid", Type::Text},
    {FieldType::Body, "body", Type::Text},
    {FieldType::Person, "person", Type::Text},
    {FieldType::Record, "record", Type::Text},
    {FieldType::Phone, "phone", Type::Text},
    {FieldType::IdNumber, "id_number", Type::Text},
    {FieldType::File, "file", Type::Text},
}};

// The kind of record that a field leads to; empty where it leads nowhere.
std::string led_to(const FieldDeclaration& field) {
  switch (field.type) {
    case FieldType::Area:
      return field.level;
    case FieldType::Grid:
      return "grid";
    case FieldType::Body:
      return "body";
    case FieldType::Record:
      return field.target;
    default:
      return {};
  }
}

}  // namespace

std::string_view to_string(FieldType type) { return kTypes[static_cast<std::size_t>(type)].name; }

std::optional<FieldType> parse_field_type(std::string_view text) {
  const auto* found = std::ranges::find(kTypes, text, &TypeRow::name);
  if (found == kTypes.end()) return std::nullopt;
  return found->type;
}

Type expression_type(FieldType type) { return kTypes[static_cast<std::size_t>(type)].expression; }

const FieldDeclaration* KindDeclaration::field(std::string_view name) const {
  const auto found = std::ranges::find(fields, name, &FieldDeclaration::name);
  return found == fields.end() ? nullptr : &*found;
}

Shape shape_of(const KindDeclaration& kind) {
  Shape shape{.kind = kind.name, .fields = {}, .references = {}, .relations = {}};
  for (const auto& field : kind.fields) {
    shape.fields.push_back({field.name, expression_type(field.type)});
    auto target = led_to(field);
    if (!target.empty()) shape.references.push_back({field.name, std::move(target)});
  }
  return shape;
}

}  // namespace linli::declare
