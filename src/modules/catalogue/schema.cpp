#include "modules/catalogue/schema.hpp"

#include <array>

namespace linli::catalogue {

using storage::Migration;
using storage::TableSpec;

namespace {

constexpr std::string_view kTables = R"(
CREATE TABLE matters (
  district BIGINT NOT NULL, id BIGINT NOT NULL, version BIGINT NOT NULL,
  parent BIGINT, code TEXT NOT NULL, kind TEXT NOT NULL,
  name_zh TEXT NOT NULL, name_en TEXT NOT NULL, guide_zh TEXT NOT NULL, guide_en TEXT NOT NULL,
  emergency_zh TEXT NOT NULL, emergency_en TEXT NOT NULL,
  handler BIGINT NOT NULL, body BIGINT, departments TEXT NOT NULL,
  respond_amount BIGINT, respond_unit BIGINT, settle_amount BIGINT, settle_unit BIGINT,
  open_to_residents BIGINT NOT NULL, diverts BIGINT NOT NULL, active BIGINT NOT NULL,
  source TEXT NOT NULL, position BIGINT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT, recorded_at BIGINT NOT NULL,
  PRIMARY KEY (district, id, version)
) {clustered};

CREATE TABLE matter_codes (
  district BIGINT NOT NULL, code TEXT NOT NULL, matter BIGINT NOT NULL,
  PRIMARY KEY (district, code)
) {clustered};

CREATE TABLE matter_aliases (
  district BIGINT NOT NULL, id BIGINT NOT NULL, alias TEXT NOT NULL, matter BIGINT NOT NULL, recorded_at BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX matter_aliases_by_name ON matter_aliases (district, alias);
)";

constexpr std::array kMigrations{Migration{1, "matters as dated versions, and the class names of offices", kTables}};

}  // namespace

constexpr TableSpec kMatters{
    "matters", "id, version",
    "parent, code, kind, name_zh, name_en, guide_zh, guide_en, emergency_zh, emergency_en, handler, body, departments, "
    "respond_amount, respond_unit, settle_amount, settle_unit, open_to_residents, diverts, active, source, position, "
    "valid_from, valid_to, recorded_at"};
constexpr TableSpec kAliases{"matter_aliases", "id", "alias, matter, recorded_at"};

namespace {
constexpr std::array kTableSpecs{kMatters, kAliases};
}

const storage::Schema kCatalogueSchema{"catalogue", kMigrations, kTableSpecs};

}  // namespace linli::catalogue
