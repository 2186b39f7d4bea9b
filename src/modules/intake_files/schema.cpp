#include "modules/intake_files/schema.hpp"

#include <array>

#include "modules/intake_files/record.hpp"
#include "storage/journal.hpp"

namespace linli::intake_files {
namespace {

constexpr std::string_view kImports = R"(
CREATE TABLE imports (
  district BIGINT NOT NULL, id BIGINT NOT NULL,
  target TEXT NOT NULL, mode TEXT NOT NULL, as_of TEXT NOT NULL, only_good BIGINT NOT NULL,
  files TEXT NOT NULL, summary TEXT NOT NULL,
  committed_at BIGINT NOT NULL, committed_by BIGINT,
  PRIMARY KEY (district, id)
) {clustered};
)";

// A row of the hotline as it was taken, so that the same file again is not another sending.
constexpr std::string_view kSendings = R"(
CREATE TABLE hotline_sendings (
  district BIGINT NOT NULL, number TEXT NOT NULL, digest TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (district, number, digest)
) {clustered};
)";

constexpr std::array kMigrations{
    storage::Migration{1, "What was imported when, by whom, and what it changed", kImports},
    storage::Migration{2, "Which rows of the city's hotline were taken already", kSendings},
};

constexpr std::array<storage::TableSpec, 1> kTables{kImportsTable};

}  // namespace

const storage::Schema kImportsSchema{"intake_files", kMigrations, kTables};

}  // namespace linli::intake_files
