#include "modules/rules/schema.hpp"

#include <array>

namespace linli::rules {

using storage::Migration;
using storage::TableSpec;

namespace {

// `part`: 0 the base's files, 1 the locality's own.
constexpr std::string_view kTables = R"(
CREATE TABLE models (
  district BIGINT NOT NULL, version BIGINT NOT NULL,
  code TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT, recorded_at BIGINT NOT NULL, recorded_by BIGINT,
  PRIMARY KEY (district, version)
) {clustered};

CREATE TABLE model_files (
  district BIGINT NOT NULL, version BIGINT NOT NULL, part BIGINT NOT NULL, seq BIGINT NOT NULL,
  path TEXT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (district, version, part, seq)
) {clustered};
)";

constexpr std::array kMigrations{Migration{1, "adopted models with their files", kTables}};

}  // namespace

constexpr TableSpec kModels{"models", "version",
                            "code, name_zh, name_en, valid_from, valid_to, recorded_at, recorded_by"};
constexpr TableSpec kModelFiles{"model_files", "version, part, seq", "path, content"};

namespace {
constexpr std::array kTableSpecs{kModels, kModelFiles};
}

const storage::Schema kRulesSchema{"rules", kMigrations, kTableSpecs};

}  // namespace linli::rules
