// Tables of search: derived from cases, filled by the projection and, for what was there before, in portions.
#include <array>

#include "modules/cases/search.hpp"
#include "storage/search_index.hpp"

namespace linli::cases {

namespace {

using storage::Migration;

// Cases whose id lies in (done, until] are not indexed yet; all others are. No row: nobody has looked.
#define LINLI_CASE_FILL                                                                                          \
  "CREATE TABLE search_case_fill (district BIGINT NOT NULL PRIMARY KEY, done BIGINT NOT NULL, until BIGINT NOT " \
  "NULL);\n"

constexpr std::array kSearchMigrations{Migration{1, "an index over the words of cases",
                                                 LINLI_SEARCH_TABLES("case") LINLI_CASE_FILL,
                                                 LINLI_SEARCH_TABLES_POSTGRES("case") LINLI_CASE_FILL}};

}  // namespace

const storage::Schema kCaseSearchSchema{"case_search", kSearchMigrations, {}};

}  // namespace linli::cases
