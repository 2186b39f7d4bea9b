#pragma once
// What each step asks for, as data: offered to the page and checked when it comes back. Pure.

#include "modules/cases/rules.hpp"

namespace linli::cases {

[[nodiscard]] std::vector<FieldOffer> fields_of(const Case& current, Step step, const Standing& standing,
                                                const FlowPlan& plan);
[[nodiscard]] std::vector<Fault> check_fields(const Case& current, const Command& command, const Standing& standing,
                                              Instant now, const FlowPlan& plan);

}  // namespace linli::cases
