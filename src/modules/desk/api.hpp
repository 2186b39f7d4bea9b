#pragma once
// The desk's own tools around cases: saved views, macros, answer templates, steps on many cases at once, exports.

#include <functional>

#include "modules/accounts/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/desk/types.hpp"

namespace linli::desk {

extern const storage::Schema kDeskSchema;

// An account as a caller with the roles of now; nothing when it is closed or locked. Jobs ask before each portion, so
// that a role taken away stops them.
using CallerOf = std::function<std::optional<accounts::Caller>(storage::Snapshot&, DistrictId, AccountId)>;

// Which cases a query means, page by page from a cursor on; fails when it cannot be read.
using CasePages = std::function<Result<cases::CasePage>(storage::Snapshot&, const accounts::Caller&,
                                                        std::string_view query, std::string_view cursor, int limit)>;
[[nodiscard]] CasePages pages_of_list(cases::CaseWork& work);

struct ExportOrder {
  std::string query;  // filters as in the URL of a list, or of a figure
  bool english = false;
  bool figure = false;  // the cases behind a figure of the analyses instead of a list
};
// Writes all cases that the query means into an Excel file, row by row; how many. `go_on` hears how many are written
// and stops the export when it gives false.
Result<std::int64_t> export_cases(storage::Store& store, cases::CaseWork& work, const CasePages& pages,
                                  const accounts::Caller& caller, const ExportOrder& order, const std::string& file,
                                  const std::function<bool(std::int64_t)>& go_on);

}  // namespace linli::desk
