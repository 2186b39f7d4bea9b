#pragma once
#include "modules/rules/types.hpp"

namespace linli::rules {

// Everything one file alone cannot tell: codes used once, names that lead somewhere, expressions that compile,
// published arithmetic that comes out. Binds the rules' expressions.
void check_model(Model& model, declare::SourceFaults& faults);

}  // namespace linli::rules
