#pragma once
// Values and types of the expression language.

#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "declare/number.hpp"

namespace linli::declare {

// Not known, or not defined (a division by zero). It passes through arithmetic and comparison; and/or decide without it
// where they can.
using Missing = std::monostate;
using Texts = std::vector<std::string>;
using Value = std::variant<Missing, bool, Number, std::string, Date, Texts>;

enum class Type { Bool, Number, Text, Date, Texts };

[[nodiscard]] inline bool is_missing(const Value& value) { return std::holds_alternative<Missing>(value); }
// The type of a value that is there.
[[nodiscard]] Type type_of(const Value& value);
[[nodiscard]] std::string_view to_string(Type type);  // `number`
// As pages and reports show it; `未知` is the page's business: missing is empty here.
[[nodiscard]] std::string to_text(const Value& value);

}  // namespace linli::declare
