#pragma once
// Words for kinds of events.

#include <string_view>

#include "base/error.hpp"

namespace linli::journal_view {

// A kind that is not in the table is shown by its own name, so that nothing is hidden from an auditor.
[[nodiscard]] Text label_of(std::string_view kind);

}  // namespace linli::journal_view
