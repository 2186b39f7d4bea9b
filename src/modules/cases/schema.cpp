#include "modules/cases/schema.hpp"

#include <array>

namespace linli::cases {

using storage::Migration;
using storage::TableSpec;

namespace {

// case_scopes is derived from cases (`linli verify` recounts it): one narrow row for every area above a case, its grid
// and each body that took part, clustered in the order of the lists. sort_at is the due time while the case is open and
// minus the time of its end afterwards, so that one ascending scan gives what is due first and then what ended last.
constexpr std::string_view kTables = R"(
CREATE TABLE cases (
  district BIGINT NOT NULL, id BIGINT NOT NULL,
  number TEXT NOT NULL, secret_digest {blob} NOT NULL, request_digest {blob},
  matter BIGINT NOT NULL, state BIGINT NOT NULL, channel BIGINT NOT NULL,
  text TEXT NOT NULL, place TEXT NOT NULL,
  subdistrict BIGINT, community BIGINT, courtyard BIGINT, building BIGINT, grid BIGINT,
  lon DOUBLE PRECISION, lat DOUBLE PRECISION,
  lead_kind BIGINT NOT NULL, lead BIGINT, handler BIGINT, done_by BIGINT,
  received_at BIGINT NOT NULL, respond_due_at BIGINT, due_at BIGINT,
  done_at BIGINT, verified_at BIGINT, ended_at BIGINT,
  result TEXT NOT NULL, rating BIGINT NOT NULL, rated_at BIGINT, solved BIGINT,
  reopened BIGINT NOT NULL, photos BIGINT NOT NULL, has_name BIGINT NOT NULL, has_phone BIGINT NOT NULL,
  hops BIGINT NOT NULL, version BIGINT NOT NULL, scopes TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX cases_by_number ON cases (district, number);
CREATE UNIQUE INDEX cases_by_request ON cases (district, request_digest) WHERE request_digest IS NOT NULL;
CREATE INDEX cases_verified ON cases (district, verified_at, id) WHERE state = 6;

CREATE TABLE case_hops (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL, seq BIGINT NOT NULL,
  at BIGINT NOT NULL, step BIGINT NOT NULL, from_state BIGINT, to_state BIGINT NOT NULL,
  actor_kind BIGINT NOT NULL, account BIGINT, to_kind BIGINT NOT NULL, to_id BIGINT,
  reason TEXT NOT NULL, note TEXT NOT NULL, clock_seconds BIGINT NOT NULL,
  PRIMARY KEY (district, case_id, seq)
) {clustered};

CREATE TABLE case_scopes (
  district BIGINT NOT NULL, scope BIGINT NOT NULL, ended BIGINT NOT NULL, sort_at BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  state BIGINT NOT NULL, matter BIGINT NOT NULL, channel BIGINT NOT NULL, lead BIGINT,
  received_day BIGINT NOT NULL, rated_day BIGINT,
  PRIMARY KEY (district, scope, ended, sort_at, case_id)
) {clustered};

CREATE TABLE case_contacts (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL,
  name_sealed {blob}, phone_sealed {blob}, phone_index {blob},
  PRIMARY KEY (district, case_id)
) {clustered};
CREATE INDEX case_contacts_by_phone ON case_contacts (district, phone_index) WHERE phone_index IS NOT NULL;

CREATE TABLE case_keys (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL, wrapped_key {blob} NOT NULL,
  PRIMARY KEY (district, case_id)
) {clustered};

CREATE TABLE case_readings (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL, id BIGINT NOT NULL,
  at BIGINT NOT NULL, account BIGINT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (district, case_id, id)
) {clustered};

CREATE TABLE case_photos (
  district BIGINT NOT NULL, id BIGINT NOT NULL, case_id BIGINT,
  digest TEXT NOT NULL, thumb_digest TEXT NOT NULL, width BIGINT NOT NULL, height BIGINT NOT NULL,
  uploaded_at BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE INDEX case_photos_of_case ON case_photos (district, case_id, uploaded_at, id) WHERE case_id IS NOT NULL;
CREATE INDEX case_photos_unclaimed ON case_photos (district, uploaded_at, id) WHERE case_id IS NULL;
CREATE INDEX case_photos_by_digest ON case_photos (district, digest);
)";

// Rows of half a kilobyte make poor inner pages: clustered by (district, id), SQLite's tree was seven levels high and a
// reading touched most of them. By id alone, which is unique over districts, it is one page below a small top.
constexpr std::string_view kCasesById = R"(
CREATE TABLE cases_by_id (
  district BIGINT NOT NULL, id INTEGER PRIMARY KEY,
  number TEXT NOT NULL, secret_digest {blob} NOT NULL, request_digest {blob},
  matter BIGINT NOT NULL, state BIGINT NOT NULL, channel BIGINT NOT NULL,
  text TEXT NOT NULL, place TEXT NOT NULL,
  subdistrict BIGINT, community BIGINT, courtyard BIGINT, building BIGINT, grid BIGINT,
  lon DOUBLE PRECISION, lat DOUBLE PRECISION,
  lead_kind BIGINT NOT NULL, lead BIGINT, handler BIGINT, done_by BIGINT,
  received_at BIGINT NOT NULL, respond_due_at BIGINT, due_at BIGINT,
  done_at BIGINT, verified_at BIGINT, ended_at BIGINT,
  result TEXT NOT NULL, rating BIGINT NOT NULL, rated_at BIGINT, solved BIGINT,
  reopened BIGINT NOT NULL, photos BIGINT NOT NULL, has_name BIGINT NOT NULL, has_phone BIGINT NOT NULL,
  hops BIGINT NOT NULL, version BIGINT NOT NULL, scopes TEXT NOT NULL
);
INSERT INTO cases_by_id SELECT * FROM cases ORDER BY id;
DROP TABLE cases;
ALTER TABLE cases_by_id RENAME TO cases;
CREATE UNIQUE INDEX cases_by_number ON cases (district, number);
CREATE UNIQUE INDEX cases_by_request ON cases (district, request_digest) WHERE request_digest IS NOT NULL;
CREATE INDEX cases_verified ON cases (district, verified_at, id) WHERE state = 6;
)";

// next_at is derived (`linli verify` recounts it): when the engine must look at the case next. Open cases of before are
// looked at once, as soon as the server runs, and get theirs then.
constexpr std::string_view kFullFlow = R"(
ALTER TABLE cases ADD COLUMN responded_at BIGINT;
ALTER TABLE cases ADD COLUMN settle_limit TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN ladder TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN first_kind BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN first_unit BIGINT;
ALTER TABLE cases ADD COLUMN designated BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN returns BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN rung BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN watch BIGINT;
ALTER TABLE cases ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN next_at BIGINT;
ALTER TABLE cases ADD COLUMN paused_until BIGINT;
ALTER TABLE cases ADD COLUMN supervised BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN urges BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN urged_at BIGINT;
ALTER TABLE cases ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN confidential BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN recused TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN excluded BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN parent BIGINT;
ALTER TABLE cases ADD COLUMN children BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN parts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN requests BIGINT NOT NULL DEFAULT 0;
UPDATE cases SET next_at = received_at WHERE ended_at IS NULL;
CREATE INDEX cases_by_next ON cases (district, next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX cases_by_parent ON cases (district, parent, id) WHERE parent IS NOT NULL;

ALTER TABLE case_scopes ADD COLUMN watch BIGINT;
ALTER TABLE case_scopes ADD COLUMN excluded BIGINT NOT NULL DEFAULT 0;

CREATE TABLE case_parts (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL, seq BIGINT NOT NULL,
  kind BIGINT NOT NULL, to_kind BIGINT NOT NULL, to_id BIGINT NOT NULL, choice TEXT NOT NULL, reason TEXT NOT NULL,
  asked_by BIGINT, asked_at BIGINT NOT NULL, due_at BIGINT,
  answer TEXT NOT NULL, answered_by BIGINT, answered_at BIGINT,
  mark_of_called BIGINT NOT NULL, mark_of_caller BIGINT NOT NULL, told BIGINT NOT NULL,
  PRIMARY KEY (district, case_id, seq)
) {clustered};

CREATE TABLE case_requests (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL, seq BIGINT NOT NULL,
  kind BIGINT NOT NULL, choice TEXT NOT NULL, reason TEXT NOT NULL, asked_by BIGINT, asked_at BIGINT NOT NULL,
  until BIGINT, extra TEXT NOT NULL, decision BIGINT NOT NULL, decided_by BIGINT, decided_at BIGINT,
  note TEXT NOT NULL,
  PRIMARY KEY (district, case_id, seq)
) {clustered};

CREATE TABLE case_texts (
  district BIGINT NOT NULL, case_id BIGINT NOT NULL, text_sealed {blob} NOT NULL,
  PRIMARY KEY (district, case_id)
) {clustered};

CREATE TABLE case_flows (
  district BIGINT NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL, account BIGINT, reason TEXT NOT NULL,
  plan TEXT NOT NULL,
  PRIMARY KEY (district, version)
) {clustered};

CREATE TABLE case_recounts (
  district BIGINT NOT NULL, id BIGINT NOT NULL, after_case BIGINT NOT NULL, checked BIGINT NOT NULL,
  earlier BIGINT NOT NULL, later BIGINT NOT NULL, finished_at BIGINT,
  PRIMARY KEY (district, id)
) {clustered};
)";

constexpr std::array kMigrations{
    Migration{1, "cases with their hops, scope rows, sealed contacts, readings and photos", kTables},
    Migration{2, "cases in the order of their ids on SQLite", kCasesById, "SELECT 1"},
    Migration{3, "hops packed into the row of their case", "ALTER TABLE cases ADD COLUMN trail {blob}"},
    Migration{4, "the full flow: clocks, ladders, co-handling, requests, confidential texts", kFullFlow},
    // Without it SQLite walked all of a district's numbers where it was asked for several ids, or for those after one.
    Migration{5, "the ids of a district in order on SQLite",
              "CREATE UNIQUE INDEX cases_in_district ON cases (district, id)", "SELECT 1"},
    Migration{6, "which version of the flow a recount was begun under",
              "ALTER TABLE case_recounts ADD COLUMN flow BIGINT NOT NULL DEFAULT 0"},
    // Other systems keep in step by the time of receipt. Rows come in that order, so the index grows at its end.
    Migration{7, "cases by the time they were received",
              "CREATE INDEX cases_by_received ON cases (district, received_at, id)"}};

}  // namespace

constexpr TableSpec kCases{
    "cases", "id",
    "number, secret_digest, request_digest, matter, state, channel, text, place, subdistrict, community, courtyard, "
    "building, grid, lon, lat, lead_kind, lead, handler, done_by, received_at, respond_due_at, due_at, done_at, "
    "verified_at, ended_at, result, rating, rated_at, solved, reopened, photos, has_name, has_phone, hops, version, "
    "scopes, responded_at, settle_limit, ladder, first_kind, first_unit, designated, returns, rung, watch, told, "
    "paused_until, supervised, urges, urged_at, outcome, confidential, recused, tries, excluded, parent, children, "
    "parts, requests"};
constexpr TableSpec kHops{
    "case_hops", "case_id, seq",
    "at, step, from_state, to_state, actor_kind, account, to_kind, to_id, reason, note, clock_seconds"};
// The key of a contact is not vouched for: erasing a person's data destroys it, and the chain still holds.
constexpr TableSpec kContacts{"case_contacts", "case_id", "name_sealed, phone_sealed, phone_index"};
constexpr TableSpec kPhotos{"case_photos", "id", "case_id, digest, thumb_digest, width, height, uploaded_at"};
constexpr TableSpec kReadings{"case_readings", "case_id, id", "at, account, reason"};
constexpr TableSpec kParts{"case_parts", "case_id, seq",
                           "kind, to_kind, to_id, choice, reason, asked_by, asked_at, due_at, answer, answered_by, "
                           "answered_at, mark_of_called, mark_of_caller, told"};
constexpr TableSpec kRequests{
    "case_requests", "case_id, seq",
    "kind, choice, reason, asked_by, asked_at, until, extra, decision, decided_by, decided_at, note"};
constexpr TableSpec kTexts{"case_texts", "case_id", "text_sealed"};
constexpr TableSpec kFlows{"case_flows", "version", "at, account, reason, plan"};

namespace {
constexpr std::array kTableSpecs{kCases, kHops, kContacts, kPhotos, kReadings, kParts, kRequests, kTexts, kFlows};
}

const storage::Schema kCasesSchema{"cases", kMigrations, kTableSpecs};

}  // namespace linli::cases
