#pragma once
#include "declare/node.hpp"

namespace linli::declare {

[[nodiscard]] Value evaluate_node(const Node& node, const Record* current, const Record* root,
                                  const Circumstances& circumstances);

}  // namespace linli::declare
