#pragma once
#include <optional>

#include "declare/node.hpp"

namespace linli::declare {

// Looks every name up, gives every node its type, and folds constants into literals.
[[nodiscard]] std::optional<ExpressionFault> check_types(Node& root, const Names& names, std::optional<Type> wanted);

}  // namespace linli::declare
