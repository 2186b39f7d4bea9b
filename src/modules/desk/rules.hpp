#pragma once
// Pure decisions: what may be kept, and which templates fit a case.

#include <vector>

#include "modules/cases/api.hpp"
#include "modules/desk/types.hpp"

namespace linli::desk {

inline constexpr std::int64_t kMostItems = 200;  // of one kind and person
inline constexpr std::size_t kMostBulk = 500;    // cases of one bulk step

// Faults name the fields; filters of a view are checked by cases.
[[nodiscard]] std::vector<Fault> check_item(const Item& item);
// How well a template fits: matter before state before anything; less than 0: it does not.
[[nodiscard]] int fit_of(const Item& item, MatterId matter, std::string_view state, const catalogue::Book& book);
// Steps that may be taken on many cases at once: those that need no look at each.
[[nodiscard]] bool may_be_bulk(cases::Step step);

}  // namespace linli::desk
