#include "modules/organisation/schema.hpp"

#include <array>

namespace linli::organisation {

using storage::Migration;
using storage::TableSpec;

namespace {

constexpr std::string_view kTables = R"(
CREATE TABLE body_relations (
  district BIGINT NOT NULL, id BIGINT NOT NULL,
  kind BIGINT NOT NULL, over_body BIGINT NOT NULL, under_body BIGINT NOT NULL, document TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT, recorded_at BIGINT NOT NULL, recorded_by BIGINT,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX body_relations_in_force ON body_relations (district, under_body, over_body, kind)
  WHERE valid_to IS NULL;
CREATE INDEX body_relations_by_under ON body_relations (district, under_body);
CREATE INDEX body_relations_by_over ON body_relations (district, over_body);

CREATE TABLE appointments (
  district BIGINT NOT NULL, id BIGINT NOT NULL,
  body BIGINT NOT NULL, post TEXT NOT NULL, holder TEXT NOT NULL, is_member BIGINT, origin BIGINT,
  document TEXT NOT NULL, valid_from TEXT NOT NULL, term_ends TEXT, valid_to TEXT,
  recorded_at BIGINT NOT NULL, recorded_by BIGINT,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX appointments_in_force ON appointments (district, body, post, holder) WHERE valid_to IS NULL;
CREATE INDEX appointments_by_body ON appointments (district, body);

CREATE TABLE chair_rotations (
  district BIGINT NOT NULL, body BIGINT NOT NULL, version BIGINT NOT NULL,
  months BIGINT NOT NULL, seats TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT, recorded_at BIGINT NOT NULL, recorded_by BIGINT,
  PRIMARY KEY (district, body, version)
) {clustered};
)";

constexpr std::array kMigrations{
    Migration{1, "dated relations between bodies, who holds which post, and chairs that go round", kTables}};

}  // namespace

constexpr TableSpec kRelations{"body_relations", "id",
                               "kind, over_body, under_body, document, valid_from, valid_to, recorded_at, recorded_by"};
constexpr TableSpec kAppointments{
    "appointments", "id",
    "body, post, holder, is_member, origin, document, valid_from, term_ends, valid_to, recorded_at, recorded_by"};
constexpr TableSpec kRotations{"chair_rotations", "body, version",
                               "months, seats, valid_from, valid_to, recorded_at, recorded_by"};

namespace {
constexpr std::array kTableSpecs{kRelations, kAppointments, kRotations};
}

const storage::Schema kOrganisationSchema{"organisation", kMigrations, kTableSpecs};

}  // namespace linli::organisation
