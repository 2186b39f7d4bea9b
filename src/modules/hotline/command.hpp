#pragma once
// `linli export hotline FILE`: the results that the city has not got yet, or a report once more.

#include <filesystem>
#include <iosfwd>
#include <string>

#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "storage/store.hpp"

namespace linli::hotline {

struct ReportOrder {
  std::filesystem::path file;  // .xlsx
  std::string again;           // empty: what is new; `last`, or the id of a report
  bool english = false;
};

// 0 done, 1 there was nothing to hand out, 2 wrong use. On success `out` names the report and its rows.
[[nodiscard]] int run_report(storage::Store& store, const areas::Atlas& atlas, const accounts::District& district,
                             const ReportOrder& order, std::ostream& out, std::ostream& err);

}  // namespace linli::hotline
