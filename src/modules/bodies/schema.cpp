#include "modules/bodies/schema.hpp"

#include <array>

namespace linli::bodies {

using storage::Migration;
using storage::TableSpec;

namespace {

constexpr std::string_view kTables = R"(
CREATE TABLE bodies (
  district BIGINT NOT NULL, id BIGINT NOT NULL, version BIGINT NOT NULL,
  name TEXT NOT NULL, kind BIGINT NOT NULL, phone TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT, recorded_at BIGINT NOT NULL, recorded_by BIGINT,
  PRIMARY KEY (district, id, version)
) {clustered};
CREATE UNIQUE INDEX bodies_by_name ON bodies (district, name) WHERE valid_to IS NULL;

CREATE TABLE body_areas (
  district BIGINT NOT NULL, body BIGINT NOT NULL, version BIGINT NOT NULL, area BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (district, body, version, area)
) {clustered};
CREATE INDEX body_areas_by_area ON body_areas (district, area);
)";

constexpr std::string_view kModelFacts = R"(
ALTER TABLE bodies ADD COLUMN model_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE bodies ADD COLUMN seats BIGINT;
ALTER TABLE bodies ADD COLUMN members BIGINT;
ALTER TABLE bodies ADD COLUMN full_members BIGINT;
ALTER TABLE bodies ADD COLUMN party_members BIGINT;
ALTER TABLE bodies ADD COLUMN founded_on TEXT;
ALTER TABLE bodies ADD COLUMN term_ends TEXT;
)";

constexpr std::array kMigrations{Migration{1, "bodies by version, with the areas each serves", kTables},
                                 Migration{2, "what a model and its rules know of a body", kModelFacts}};

}  // namespace

constexpr TableSpec kBodies{
    "bodies", "id, version",
    "name, kind, phone, valid_from, valid_to, recorded_at, recorded_by, model_kind, seats, members, full_members, "
    "party_members, founded_on, term_ends"};
constexpr TableSpec kBodyAreas{"body_areas", "body, version, area", "recorded_at"};

namespace {
constexpr std::array kTableSpecs{kBodies, kBodyAreas};
}

const storage::Schema kBodiesSchema{"bodies", kMigrations, kTableSpecs};

}  // namespace linli::bodies
