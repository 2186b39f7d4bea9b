#pragma once
// Single values of declared fields: as they come in by the interface or from a cell, as they are kept, as lists ask for
// them, as files show them. Pure.

#include <boost/json/value.hpp>
#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/declare.hpp"
#include "modules/registers/kinds.hpp"

namespace linli::registers {

struct ValueFault {
  Text reason;
  Text remedy;
};
// null: nothing.
using Taken = std::expected<boost::json::value, ValueFault>;

// What the interface takes for it.
[[nodiscard]] http::Field http_field(const Field& field);

// A value that http::check has passed. References are not looked up here.
[[nodiscard]] Taken take_json(const Field& field, const boost::json::value& value);
// A cell as offices fill it. `find` turns the name of an area, grid, body or record into its id.
using FindReference = std::function<std::expected<std::int64_t, ValueFault>(const Field&, std::string_view)>;
[[nodiscard]] Taken take_text(const Field& field, std::string_view text, const FindReference& find);

// As a cell shows it: labels instead of codes, yuan instead of fen, names instead of ids.
using NameReference = std::function<std::string(const Field&, std::int64_t)>;
[[nodiscard]] std::string show_text(const Field& field, const boost::json::value& value, const NameReference& name);

[[nodiscard]] bool is_reference(declare::FieldType type);
[[nodiscard]] bool is_number(declare::FieldType type);

// A value as the index keeps it: text whose order is the value's order.
[[nodiscard]] std::string index_value(const Field& field, const boost::json::value& value);
// Every row that lists can find the record by: field and value; words stand under `*`, the record itself under "".
[[nodiscard]] std::vector<std::pair<std::string, std::string>> index_rows(const Kind& kind,
                                                                          const boost::json::object& values);
// Pairs of neighbouring characters, normalised; each once.
[[nodiscard]] std::vector<std::string> bigrams(std::string_view text);
// Full width, case and spaces do not matter.
[[nodiscard]] std::string normal_text(std::string_view text);

// As expressions see it.
[[nodiscard]] declare::Value expression_value(const Field& field, const boost::json::value* value);
// The result of a computed field, as it is kept; null when it is not known.
[[nodiscard]] boost::json::value kept_value(const Field& field, const declare::Value& value);

}  // namespace linli::registers
