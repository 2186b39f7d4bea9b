#include "http/declare.hpp"

#include <utility>

namespace linli::http {
namespace {

Field make(Type type, std::string&& name, Text&& label) {
  Field field;
  field.name = std::move(name);
  field.type = type;
  field.label = std::move(label);
  return field;
}

}  // namespace

Field text_field(std::string name, Text label) { return make(Type::Text, std::move(name), std::move(label)); }
Field integer_field(std::string name, Text label) { return make(Type::Integer, std::move(name), std::move(label)); }
Field number_field(std::string name, Text label) { return make(Type::Number, std::move(name), std::move(label)); }
Field boolean_field(std::string name, Text label) { return make(Type::Boolean, std::move(name), std::move(label)); }
Field id_field(std::string name, Text label) { return make(Type::Id, std::move(name), std::move(label)); }
Field date_field(std::string name, Text label) { return make(Type::Date, std::move(name), std::move(label)); }
Field instant_field(std::string name, Text label) { return make(Type::Instant, std::move(name), std::move(label)); }

Field enum_field(std::string name, Text label, std::vector<std::string> choices) {
  Field field = make(Type::Enum, std::move(name), std::move(label));
  field.choices = std::move(choices);
  return field;
}

Field object_field(std::string name, Text label, std::vector<Field> members) {
  Field field = make(Type::Object, std::move(name), std::move(label));
  field.members = std::move(members);
  return field;
}

Field array_field(std::string name, Text label, Field element) {
  Field field = make(Type::Array, std::move(name), std::move(label));
  field.members.push_back(std::move(element));
  return field;
}

}  // namespace linli::http
