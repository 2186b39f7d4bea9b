#pragma once
#include "modules/rules/types.hpp"

namespace linli::rules {

// Compiles every rule's expressions, and says where periods of one code overlap.
void bind_rules(Model& model, declare::SourceFaults& faults);
// Computes the figures that say how they follow from others, and compares.
void check_figures(const Model& model, declare::SourceFaults& faults);

}  // namespace linli::rules
