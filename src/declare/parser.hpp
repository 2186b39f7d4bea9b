#pragma once
#include "declare/node.hpp"

namespace linli::declare {

// Reads the text; names are not looked up yet.
[[nodiscard]] std::expected<Node, ExpressionFault> parse_expression(std::string_view text);

}  // namespace linli::declare
