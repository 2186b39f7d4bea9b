#include <algorithm>
#include <map>
#include <string>

#include "base/json_writer.hpp"
#include "http/router.hpp"

namespace linli::http {
namespace {

constexpr std::string_view kMethods[]{"get", "post", "put", "patch", "delete"};

void write_schema(JsonWriter& json, const Field& field);

void write_members(JsonWriter& json, const std::vector<Field>& members, bool closed) {
  json.field("type", "object").key("properties").begin_object();
  for (const Field& member : members) {
    json.key(member.name);
    write_schema(json, member);
  }
  json.end_object();
  if (std::ranges::any_of(members, &Field::required)) {
    json.key("required").begin_array();
    for (const Field& member : members) {
      if (member.required) json.value(member.name);
    }
    json.end_array();
  }
  if (closed) json.field("additionalProperties", false);
}

std::string_view type_of(Type type) {
  switch (type) {
    case Type::Integer:
      return "integer";
    case Type::Number:
      return "number";
    case Type::Boolean:
      return "boolean";
    case Type::Array:
      return "array";
    case Type::Object:
      return "object";
    default:
      return "string";
  }
}

void write_type(JsonWriter& json, const Field& field) {
  json.key("type");
  if (field.nullable) {
    json.begin_array().value(type_of(field.type)).value("null").end_array();
  } else {
    json.value(type_of(field.type));
  }
}

void write_limits(JsonWriter& json, const Field& field) {
  if (field.type == Type::Text) {
    json.field("maxLength", static_cast<std::int64_t>(field.max_length));
    if (field.min_length) json.field("minLength", static_cast<std::int64_t>(field.min_length));
    if (field.secret) json.field("format", "password");
  }
  if (field.type == Type::Id) json.field("pattern", "^[0-9]{1,19}$");
  if (field.type == Type::Date) json.field("format", "date");
  if (field.type == Type::Instant) json.field("format", "date-time");
  if (field.minimum) json.field("minimum", *field.minimum);
  if (field.maximum) json.field("maximum", *field.maximum);
  if (field.type != Type::Enum) return;
  json.key("enum").begin_array();
  for (const std::string& choice : field.choices) json.value(choice);
  if (field.nullable) json.value(nullptr);
  json.end_array();
}

void write_schema(JsonWriter& json, const Field& field) {
  json.begin_object();
  if (!field.label.zh.empty()) json.field("title", field.label.zh).field("description", field.label.en);
  if (field.type == Type::Object) {
    if (field.nullable) json.key("oneOf").begin_array().begin_object();
    write_members(json, field.members, !field.members.empty());
    if (field.nullable) json.end_object().begin_object().field("type", "null").end_object().end_array();
  } else {
    write_type(json, field);
    write_limits(json, field);
    if (field.type == Type::Array) {
      json.field("maxItems", static_cast<std::int64_t>(field.max_length)).key("items");
      write_schema(json, field.members.front());
    }
  }
  json.end_object();
}

// Names between braces, in order.
std::vector<std::string> path_parameters(std::string_view path) {
  std::vector<std::string> names;
  for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
    names.emplace_back(path.substr(open + 1, path.find('}', open) - open - 1));
  }
  return names;
}

void write_parameters(JsonWriter& json, const Route& route) {
  json.key("parameters").begin_array();
  for (const std::string& name : path_parameters(route.path)) {
    json.begin_object().field("name", name).field("in", "path").field("required", true).key("schema");
    write_schema(json, name == "id" || name.ends_with("_id") ? id_field(name, {}) : text_field(name, {}));
    json.end_object();
  }
  for (const Field& field : route.declaration.query) {
    json.begin_object().field("name", field.name).field("in", "query").field("required", field.required);
    json.field("description", field.label.zh + " / " + field.label.en).key("schema");
    write_schema(json, field);
    json.end_object();
  }
  json.end_array();
}

void write_body(JsonWriter& json, const Declaration& declaration) {
  if (declaration.body_kind == BodyKind::None) return;
  const bool is_json = declaration.body_kind == BodyKind::Json;
  const bool required = !is_json || std::ranges::any_of(declaration.body, &Field::required);
  json.key("requestBody").begin_object().field("required", required).key("content").begin_object();
  if (is_json) {
    json.key("application/json").begin_object().key("schema").begin_object();
    write_members(json, declaration.body, true);
    json.end_object().end_object();
  } else if (declaration.raw_types.empty()) {
    json.key("*/*").begin_object().end_object();
  }
  for (const std::string& type : declaration.raw_types) json.key(type).begin_object().end_object();
  json.end_object().end_object();
}

void write_answers(JsonWriter& json, const Declaration& declaration) {
  json.key("responses").begin_object();
  json.key("2XX").begin_object().field("description", "成功 / Done");
  if (!declaration.answer.empty()) {
    json.key("content").begin_object().key("application/json").begin_object().key("schema").begin_object();
    write_members(json, declaration.answer, false);
    json.end_object().end_object().end_object();
  }
  json.end_object();
  json.key("default").begin_object().field("$ref", "#/components/responses/Error").end_object();
  json.end_object();
}

void write_operation(JsonWriter& json, const Route& route) {
  const Declaration& declaration = route.declaration;
  json.key(kMethods[static_cast<std::size_t>(route.method)]).begin_object();
  json.field("summary", declaration.summary_zh).field("description", declaration.summary_en);
  if (!declaration.permission.empty()) json.field("x-permission", declaration.permission);
  json.key("security").begin_array();
  if (declaration.access == Access::Session) {
    json.begin_object().key("session").begin_array().end_array().end_object();
    json.begin_object().key("token").begin_array().end_array().end_object();
  }
  json.end_array();
  write_parameters(json, route);
  write_body(json, declaration);
  write_answers(json, declaration);
  json.end_object();
}

constexpr std::string_view kComponents = R"({
"securitySchemes":{
 "session":{"type":"apiKey","in":"cookie","name":"linli_session","description":"另需 X-CSRF-Token 头（写操作） / Writing also needs the header X-CSRF-Token"},
 "token":{"type":"http","scheme":"bearer"}},
"schemas":{
 "Text":{"type":"object","required":["zh","en"],"properties":{"zh":{"type":"string"},"en":{"type":"string"}}},
 "Fault":{"type":"object","required":["field","reason","remedy"],"properties":{
  "field":{"type":"string"},"row":{"type":["integer","null"]},"value":{"type":"string"},
  "reason":{"$ref":"#/components/schemas/Text"},"remedy":{"$ref":"#/components/schemas/Text"}}},
 "Error":{"type":"object","required":["error"],"properties":{"error":{"type":"object",
  "required":["code","message","request_id","faults"],"properties":{
  "code":{"type":"string"},"message":{"$ref":"#/components/schemas/Text"},"request_id":{"type":"string"},
  "faults":{"type":"array","items":{"$ref":"#/components/schemas/Fault"}}}}}}},
"responses":{
 "Error":{"description":"出错 / Refused","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}}}})";

}  // namespace

std::string openapi(const Router& router, std::string_view version) {
  std::map<std::string, std::vector<const Route*>> paths;
  for (const auto& route : router.routes()) {
    if (route->path.starts_with("/api/") || route->path.starts_with("/open311/"))
      paths[route->path].push_back(route.get());
  }
  JsonWriter json;
  json.begin_object().field("openapi", "3.1.0").key("info").begin_object();
  json.field("title", "邻里 Linli").field("version", version).end_object();
  json.key("paths").begin_object();
  for (const auto& [path, routes] : paths) {
    json.key(path).begin_object();
    for (const Route* route : routes) write_operation(json, *route);
    json.end_object();
  }
  json.end_object().key("components").raw(kComponents).end_object();
  return json.take();
}

}  // namespace linli::http
