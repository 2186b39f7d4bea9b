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

constexpr std::array kMigrations{
    Migration{1, "persons with sealed values, households, residences, readings, look-ups, visits by plan",
              LINLI_PEOPLE_TABLES("INTEGER PRIMARY KEY", ""),
              LINLI_PEOPLE_TABLES("BIGINT NOT NULL", ", PRIMARY KEY (district, id)")},
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

namespace {
constexpr std::array kTables{kPersonsTable, kHouseholdsTable, kResidencesTable, kReadingsTable,
                             kLookupsTable, kVisitsTable,     kVisitPlansTable};
}

const storage::Schema kPeopleSchema{"people", kMigrations, kTables};
const storage::Schema kPeopleSearchSchema{"people_search", kSearchMigrations, {}};

}  // namespace linli::people
