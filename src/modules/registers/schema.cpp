#include "modules/registers/schema.hpp"

#include <array>

namespace linli::registers {

using storage::Migration;
using storage::TableSpec;

namespace {

// One table for all kinds: what a kind is stands in its declaration. register_index is derived from it: a row for every
// scope that sees the record and every value that lists can ask for, clustered in the order of the pages; the row with
// an empty field is the record itself. Rows of ended records bear `kind~`.
#define LINLI_REGISTER_TABLES(CHECKED, BYTEWISE)                                                            \
  "CREATE TABLE register_records ("                                                                         \
  "  district BIGINT NOT NULL, id BIGINT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL CHECK (" CHECKED  \
  "), "                                                                                                     \
  "  sealed_fields TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, end_reason TEXT NOT NULL,"       \
  "  version BIGINT NOT NULL, scopes TEXT NOT NULL, changed_at BIGINT NOT NULL, changed_by BIGINT,"         \
  "  erased BIGINT NOT NULL, PRIMARY KEY (district, id)) {clustered};"                                      \
  "CREATE INDEX register_records_of_kind ON register_records (district, kind, id);"                         \
  "CREATE INDEX register_records_ended ON register_records (district, kind, valid_to, id) "                 \
  "  WHERE valid_to IS NOT NULL AND erased = 0;"                                                            \
  "CREATE TABLE register_versions ("                                                                        \
  "  district BIGINT NOT NULL, record BIGINT NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL,"        \
  "  account BIGINT, what TEXT NOT NULL, data TEXT NOT NULL CHECK (" CHECKED                                \
  "), sealed_fields TEXT NOT NULL,"                                                                         \
  "  sealed {blob}, valid_from TEXT NOT NULL, valid_to TEXT,"                                               \
  "  PRIMARY KEY (district, record, version)) {clustered};"                                                 \
  "CREATE TABLE register_keys ("                                                                            \
  "  district BIGINT NOT NULL, record BIGINT NOT NULL, wrapped_key {blob} NOT NULL,"                        \
  "  PRIMARY KEY (district, record)) {clustered};"                                                          \
  "CREATE TABLE register_index ("                                                                           \
  "  district BIGINT NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL, scope BIGINT NOT NULL,"             \
  "  value TEXT " BYTEWISE                                                                                  \
  " NOT NULL, record BIGINT NOT NULL,"                                                                      \
  "  PRIMARY KEY (district, kind, field, scope, value, record)) {clustered};"                               \
  "CREATE TABLE register_readings ("                                                                        \
  "  district BIGINT NOT NULL, record BIGINT NOT NULL, id BIGINT NOT NULL, at BIGINT NOT NULL,"             \
  "  account BIGINT NOT NULL, fields TEXT NOT NULL, reason TEXT NOT NULL,"                                  \
  "  PRIMARY KEY (district, record, id)) {clustered};"                                                      \
  "CREATE TABLE register_fields ("                                                                          \
  "  district BIGINT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL," \
  "  indexed TEXT NOT NULL, progress BIGINT NOT NULL, PRIMARY KEY (district, kind, name)) {clustered};"     \
  "CREATE TABLE register_bookings ("                                                                        \
  "  district BIGINT NOT NULL, id BIGINT NOT NULL, record BIGINT NOT NULL, from_at BIGINT NOT NULL,"        \
  "  to_at BIGINT NOT NULL, purpose TEXT NOT NULL, used_by TEXT NOT NULL, booked_by BIGINT NOT NULL,"       \
  "  booked_at BIGINT NOT NULL, cancelled_at BIGINT, cancelled_by BIGINT, cancel_reason TEXT NOT NULL,"     \
  "  PRIMARY KEY (district, id)) {clustered};"                                                              \
  "CREATE INDEX register_bookings_of_record ON register_bookings (district, record, to_at, id);"

constexpr std::string_view kSqlite = LINLI_REGISTER_TABLES("json_valid(data)", "");
constexpr std::string_view kPostgres = LINLI_REGISTER_TABLES("data::jsonb IS NOT NULL", "COLLATE \"C\"");

constexpr std::array kMigrations{Migration{
    1, "declared records with versions, index rows, sealed values, readings and bookings", kSqlite, kPostgres}};

}  // namespace

constexpr TableSpec kRecordsTable{"register_records", "id",
                                  "kind, data, sealed_fields, valid_from, valid_to, end_reason, version, scopes, "
                                  "changed_at, changed_by, erased"};
constexpr TableSpec kVersionsTable{"register_versions", "record, version",
                                   "at, account, what, data, sealed_fields, sealed, valid_from, valid_to"};
constexpr TableSpec kReadingsTable{"register_readings", "record, id", "at, account, fields, reason"};
constexpr TableSpec kBookingsTable{"register_bookings", "id",
                                   "record, from_at, to_at, purpose, used_by, booked_by, booked_at, cancelled_at, "
                                   "cancelled_by, cancel_reason"};

namespace {
constexpr std::array kTables{kRecordsTable, kVersionsTable, kReadingsTable, kBookingsTable};
}

const storage::Schema kRegistersSchema{"registers", kMigrations, kTables};

}  // namespace linli::registers
