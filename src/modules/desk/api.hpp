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

// Writes all cases that the filters mean into an Excel file, row by row; how many. `go_on` hears how many are written
// and stops the export when it gives false.
struct ExportOrder {
  std::string query;  // filters as in the URL of a list
  bool english = false;
};
Result<std::int64_t> export_cases(storage::Store& store, cases::CaseWork& work, const accounts::Caller& caller,
                                  const ExportOrder& order, const std::string& file,
                                  const std::function<bool(std::int64_t)>& go_on);

}  // namespace linli::desk
