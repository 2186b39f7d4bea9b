#pragma once
// A locality's kinds over the shipped ones.

#include <vector>

#include "declare/field.hpp"

namespace linli::declare {

// A local kind that bears a shipped one's name extends it: what its head leaves out is taken over, its fields and
// checks replace those of the same name or come after them. Other local kinds come last, in their own order.
[[nodiscard]] std::vector<KindDeclaration> merge_kinds(const std::vector<KindDeclaration>& shipped,
                                                       const std::vector<KindDeclaration>& local);

}  // namespace linli::declare
