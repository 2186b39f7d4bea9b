#pragma once
// The functions that expressions may call.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "declare/value.hpp"

namespace linli::declare {

struct Function {
  std::string_view name;
  std::vector<Type> parameters;
  Type result{};
  // Every argument is there (not missing); the result may be missing.
  Value (*apply)(std::span<const Value> arguments);
  // The last parameter may repeat.
  bool repeats = false;
};

// Null when there is none of that name. `if`, `known`, `or_else` and `value_of` are not functions: they look at their
// arguments before evaluating them.
[[nodiscard]] const Function* find_function(std::string_view name);

[[nodiscard]] std::optional<Date> add_months(Date date, std::int64_t months);

}  // namespace linli::declare
