#pragma once
// Indicators: numbers defined once, counted in the transaction that changes a case, opened to the very cases behind
// them. Other modules see only this file.

#include <optional>

#include "modules/cases/api.hpp"
#include "modules/indicators/types.hpp"
#include "storage/verify.hpp"

namespace linli::indicators {

// To be handed to cases::Cases, to imports and to the demo: keeps the counters with every change of a case.
void count_case(storage::Transaction& transaction, const cases::Pen& pen, const cases::Case* before,
                const cases::Case& after);

// For `linli verify`: counts all cases anew.
[[nodiscard]] storage::CounterCheck counter_check(Offset offset, const cases::FlowRules& rules);

// The figures of one scope (area, grid or body), of one matter or all, as of now. Costs the same at any number of
// cases: counters, and of the present hour the open cases that fall due in it.
[[nodiscard]] Figures figures_of(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                 const cases::Period& period, Offset offset, const cases::FlowRules& rules);

}  // namespace linli::indicators
