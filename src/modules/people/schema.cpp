#include "modules/people/schema.hpp"

#include <array>

#include "storage/search_index.hpp"

namespace linli::people {

using storage::Migration;
using storage::TableSpec;

namespace {

// A person's row is too large to stand in a clustered tree (see cases): by id alone on SQLite, where ids are unique
// over districts. What is protected stands in `sealed`, under the key in people_keys; person_marks are keyed digests by
// which equality is asked (marks.hpp). Neither is vouched for, so that both can be destroyed and the chain still holds.
#define LINLI_PEOPLE_TABLES(PERSON_ID, PERSON_KEY)                                                                 \
  "CREATE TABLE persons ("                                                                                         \
  "  district BIGINT NOT NULL, id " PERSON_ID                                                                      \
  ","                                                                                                              \
  "  name TEXT NOT NULL, name_sealed BIGINT NOT NULL, gender BIGINT NOT NULL, education TEXT NOT NULL,"            \
  "  state BIGINT NOT NULL, household BIGINT NOT NULL, merged_into BIGINT, sealed {blob},"                         \
  "  version BIGINT NOT NULL, changed_at BIGINT NOT NULL, changed_by BIGINT" PERSON_KEY                            \
  ");"                                                                                                             \
  "CREATE TABLE people_keys ("                                                                                     \
  "  district BIGINT NOT NULL, owner BIGINT NOT NULL, wrapped_key {blob} NOT NULL,"                                \
  "  PRIMARY KEY (district, owner)) {clustered};"                                                                  \
  "CREATE TABLE person_marks ("                                                                                    \
  "  district BIGINT NOT NULL, kind BIGINT NOT NULL, mark {blob} NOT NULL, person BIGINT NOT NULL,"                \
  "  PRIMARY KEY (district, kind, mark, person)) {clustered};"                                                     \
  "CREATE TABLE households ("                                                                                      \
  "  district BIGINT NOT NULL, id BIGINT NOT NULL, place BIGINT NOT NULL, door TEXT NOT NULL,"                     \
  "  sort_door TEXT NOT NULL, kind TEXT NOT NULL, closed BIGINT NOT NULL, changed_at BIGINT NOT NULL,"             \
  "  PRIMARY KEY (district, id)) {clustered};"                                                                     \
  "CREATE INDEX households_by_place ON households (district, place, sort_door, id);"                               \
  "CREATE TABLE residences ("                                                                                      \
  "  district BIGINT NOT NULL, person BIGINT NOT NULL, seq BIGINT NOT NULL, household BIGINT NOT NULL,"            \
  "  stay BIGINT NOT NULL, relation TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT,"                       \
  "  recorded_at BIGINT NOT NULL, recorded_by BIGINT, PRIMARY KEY (district, person, seq)) {clustered};"           \
  "CREATE INDEX residences_of_household ON residences (district, household, person, seq);"                         \
  "CREATE TABLE person_readings ("                                                                                 \
  "  district BIGINT NOT NULL, person BIGINT NOT NULL, id BIGINT NOT NULL, at BIGINT NOT NULL, account BIGINT,"    \
  "  fields TEXT NOT NULL, masked BIGINT NOT NULL, reason TEXT NOT NULL,"                                          \
  "  PRIMARY KEY (district, person, id)) {clustered};"                                                             \
  "CREATE TABLE person_lookups ("                                                                                  \
  "  district BIGINT NOT NULL, id BIGINT NOT NULL, at BIGINT NOT NULL, account BIGINT NOT NULL, kind BIGINT NOT "  \
  "NULL,"                                                                                                          \
  "  reason TEXT NOT NULL, found BIGINT NOT NULL, PRIMARY KEY (district, id)) {clustered};"                        \
  "CREATE INDEX person_lookups_of ON person_lookups (district, account, at);"                                      \
  "CREATE TABLE visits ("                                                                                          \
  "  district BIGINT NOT NULL, id BIGINT NOT NULL, subject_kind BIGINT NOT NULL, subject BIGINT NOT NULL,"         \
  "  place BIGINT NOT NULL, plan BIGINT, day TEXT NOT NULL, at BIGINT NOT NULL, account BIGINT NOT NULL,"          \
  "  way BIGINT NOT NULL, outcome BIGINT NOT NULL, note_sealed {blob}, request_digest {blob},"                     \
  "  PRIMARY KEY (district, id)) {clustered};"                                                                     \
  "CREATE INDEX visits_of_subject ON visits (district, subject, id);"                                              \
  "CREATE INDEX visits_of_account ON visits (district, account, id);"                                              \
  "CREATE INDEX visits_of_place ON visits (district, place, id);"                                                  \
  "CREATE UNIQUE INDEX visits_by_request ON visits (district, request_digest) WHERE request_digest IS NOT NULL;"   \
  "CREATE TABLE visit_plans ("                                                                                     \
  "  district BIGINT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, area BIGINT NOT NULL, subject BIGINT NOT "  \
  "NULL,"                                                                                                          \
  "  tag TEXT NOT NULL, every_days BIGINT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, basis TEXT NOT NULL," \
  "  account BIGINT NOT NULL, PRIMARY KEY (district, id)) {clustered};"                                            \
  "CREATE TABLE visit_dues ("                                                                                      \
  "  district BIGINT NOT NULL, plan BIGINT NOT NULL, subject BIGINT NOT NULL, subject_kind BIGINT NOT NULL,"       \
  "  place BIGINT NOT NULL, due TEXT NOT NULL, last TEXT, PRIMARY KEY (district, plan, subject)) {clustered};"     \
  "CREATE INDEX visit_dues_by_place ON visit_dues (district, place, due, plan, subject);"                          \
  "CREATE INDEX visit_dues_of_subject ON visit_dues (district, subject, plan);"

constexpr std::string_view kCare = R"(
CREATE TABLE person_requests (
  district BIGINT NOT NULL, id BIGINT NOT NULL, person BIGINT NOT NULL, kind BIGINT NOT NULL, text_sealed {blob},
  how TEXT NOT NULL, asked_on TEXT NOT NULL, due_on TEXT NOT NULL, state BIGINT NOT NULL, decided_by BIGINT,
  decided_at BIGINT, answer TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE INDEX person_requests_open ON person_requests (district, due_on, id) WHERE state = 0;
CREATE INDEX person_requests_of ON person_requests (district, person, id);
CREATE TABLE person_consents (
  district BIGINT NOT NULL, person BIGINT NOT NULL, id BIGINT NOT NULL, field TEXT NOT NULL, given_on TEXT NOT NULL,
  how TEXT NOT NULL, recorded_by BIGINT, withdrawn_on TEXT,
  PRIMARY KEY (district, person, id)
) {clustered};
CREATE TABLE person_codes (
  district BIGINT NOT NULL, digest {blob} NOT NULL, person BIGINT NOT NULL, made_by BIGINT, made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL, session BIGINT NOT NULL,
  PRIMARY KEY (district, digest)
) {clustered};
CREATE INDEX person_codes_of ON person_codes (district, person);
CREATE TABLE person_merges (
  district BIGINT NOT NULL, id BIGINT NOT NULL, kept BIGINT NOT NULL, gone BIGINT NOT NULL, at BIGINT NOT NULL,
  account BIGINT NOT NULL, reason TEXT NOT NULL, before_sealed {blob}, kept_version BIGINT NOT NULL,
  moved BIGINT NOT NULL, undone_at BIGINT, undone_by BIGINT,
  PRIMARY KEY (district, id)
) {clustered};
CREATE INDEX residences_ended ON residences (district, valid_to, person) WHERE valid_to IS NOT NULL;
CREATE INDEX persons_merged ON persons (district, merged_into) WHERE merged_into IS NOT NULL;
)";

// Without statistics SQLite takes a clustered key of which it knows the district alone for better than an index with
// every column of the question, and walks the whole district. So these begin with what is asked for, and the queries
// say
// `+district`, which keeps it a condition and out of the choice of an index.
constexpr std::string_view kIndexes = R"(
DROP INDEX households_by_place;
CREATE INDEX households_at ON households (place, sort_door, id);
DROP INDEX residences_of_household;
CREATE INDEX residences_at ON residences (household, person, seq);
DROP INDEX residences_ended;
CREATE INDEX residences_over ON residences (valid_to, person) WHERE valid_to IS NOT NULL;
DROP INDEX visits_of_subject;
CREATE INDEX visits_to ON visits (subject, id);
DROP INDEX visits_of_account;
CREATE INDEX visits_from ON visits (account, id);
DROP INDEX visits_of_place;
DROP INDEX visit_dues_by_place;
CREATE INDEX visit_dues_at ON visit_dues (place, due, plan, subject);
DROP INDEX visit_dues_of_subject;
CREATE INDEX visit_dues_to ON visit_dues (subject, plan);
DROP INDEX person_lookups_of;
CREATE INDEX person_lookups_by ON person_lookups (account, at);
DROP INDEX person_requests_of;
CREATE INDEX person_requests_by ON person_requests (person, id);
DROP INDEX person_codes_of;
CREATE INDEX person_codes_for ON person_codes (person);
)";

constexpr std::array kMigrations{
    Migration{1, "persons with sealed values, households, residences, readings, look-ups, visits by plan",
              LINLI_PEOPLE_TABLES("INTEGER PRIMARY KEY", ""),
              LINLI_PEOPLE_TABLES("BIGINT NOT NULL", ", PRIMARY KEY (district, id)")},
    Migration{2, "requests, consent, codes and merges; who left when", kCare},
    Migration{3, "indexes that SQLite takes without statistics", kIndexes},
};

// Persons whose id lies in (done, until] are not indexed yet; all others are. No row: nobody has looked.
#define LINLI_PERSON_FILL                                                                                          \
  "CREATE TABLE search_person_fill (district BIGINT NOT NULL PRIMARY KEY, done BIGINT NOT NULL, until BIGINT NOT " \
  "NULL);\n"
constexpr std::array kSearchMigrations{Migration{1, "an index over the names of persons",
                                                 LINLI_SEARCH_TABLES("person") LINLI_PERSON_FILL,
                                                 LINLI_SEARCH_TABLES_POSTGRES("person") LINLI_PERSON_FILL}};

}  // namespace

constexpr TableSpec kPersonsTable{"persons", "id",
                                  "name, name_sealed, gender, education, state, household, merged_into, sealed, "
                                  "version, changed_at, changed_by"};
constexpr TableSpec kHouseholdsTable{"households", "id", "place, door, sort_door, kind, closed, changed_at"};
constexpr TableSpec kResidencesTable{"residences", "person, seq",
                                     "household, stay, relation, valid_from, valid_to, recorded_at, recorded_by"};
constexpr TableSpec kReadingsTable{"person_readings", "person, id", "at, account, fields, masked, reason"};
constexpr TableSpec kLookupsTable{"person_lookups", "id", "at, account, kind, reason, found"};
constexpr TableSpec kVisitsTable{"visits", "id",
                                 "subject_kind, subject, place, plan, day, at, account, way, outcome, note_sealed, "
                                 "request_digest"};
constexpr TableSpec kVisitPlansTable{"visit_plans", "id",
                                     "name, area, subject, tag, every_days, valid_from, valid_to, basis, account"};
constexpr TableSpec kRequestsTable{"person_requests", "id",
                                   "person, kind, text_sealed, how, asked_on, due_on, state, decided_by, decided_at, "
                                   "answer"};
constexpr TableSpec kConsentsTable{"person_consents", "person, id", "field, given_on, how, recorded_by, withdrawn_on"};
constexpr TableSpec kMergesTable{"person_merges", "id",
                                 "kept, gone, at, account, reason, before_sealed, kept_version, moved, undone_at, "
                                 "undone_by"};

namespace {
constexpr std::array kTables{kPersonsTable, kHouseholdsTable, kResidencesTable, kReadingsTable, kLookupsTable,
                             kVisitsTable,  kVisitPlansTable, kRequestsTable,   kConsentsTable, kMergesTable};
}

const storage::Schema kPeopleSchema{"people", kMigrations, kTables};
const storage::Schema kPeopleSearchSchema{"people_search", kSearchMigrations, {}};

}  // namespace linli::people
