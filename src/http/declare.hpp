#pragma once
// What a route takes, declared once: requests are checked against it and /api/openapi.json is written from it, so the
// two cannot drift apart.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace linli::http {

enum class Type { Text, Integer, Number, Boolean, Id, Date, Instant, Enum, Object, Array };

// One member of a body, or one query parameter.
struct Field {
  std::string name;
  Type type = Type::Text;
  Text label;  // for faults and the interface description
  bool required = false;
  bool nullable = false;
  std::size_t max_length = 200;  // code points of a text, items of an array
  std::size_t min_length = 0;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::vector<std::string> choices;  // Enum
  std::vector<Field> members;        // Object (none: any names), or the single element of Array
  bool secret = false;               // passwords, phones: faults never repeat what was sent

  // Chained setters, so that a table of routes reads as one sentence a field.
  Field& must() {
    required = true;
    return *this;
  }
  Field& or_null() {
    nullable = true;
    return *this;
  }
  Field& at_most(std::size_t n) {
    max_length = n;
    return *this;
  }
  Field& at_least(std::size_t n) {
    min_length = n;
    return *this;
  }
  Field& hidden() {
    secret = true;
    return *this;
  }
  Field& between(double low, double high) {
    minimum = low;
    maximum = high;
    return *this;
  }
};

[[nodiscard]] Field text_field(std::string name, Text label);
[[nodiscard]] Field integer_field(std::string name, Text label);
[[nodiscard]] Field number_field(std::string name, Text label);
[[nodiscard]] Field boolean_field(std::string name, Text label);
[[nodiscard]] Field id_field(std::string name, Text label);
[[nodiscard]] Field date_field(std::string name, Text label);
[[nodiscard]] Field instant_field(std::string name, Text label);
[[nodiscard]] Field enum_field(std::string name, Text label, std::vector<std::string> choices);
[[nodiscard]] Field object_field(std::string name, Text label, std::vector<Field> members);
[[nodiscard]] Field array_field(std::string name, Text label, Field element);

enum class Access {
  Public,   // no account
  Session,  // signed in, or an API token
};

enum class BodyKind { None, Json, Raw };

// Everything known of a route but its handler.
struct Declaration {
  std::string summary_zh;
  std::string summary_en;
  Access access = Access::Session;
  std::vector<Field> query;
  bool open_query = false;  // more parameters come, which the handler checks by a declaration made at run time
  BodyKind body_kind = BodyKind::None;
  std::vector<Field> body;             // members of the JSON object
  std::size_t max_body = 1 << 20;      // bytes
  std::vector<std::string> raw_types;  // accepted content types of a raw body; empty: any
  std::vector<Field> answer;           // members of the JSON answer, for the description
  std::string permission;              // name of the right that the gate demands; empty: any signed-in account
};

}  // namespace linli::http
