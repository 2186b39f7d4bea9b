#pragma once

#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::people {

extern const storage::Schema kPeopleSchema;
extern const storage::Schema kPeopleSearchSchema;

extern const storage::TableSpec kPersonsTable;
extern const storage::TableSpec kHouseholdsTable;
extern const storage::TableSpec kResidencesTable;
extern const storage::TableSpec kReadingsTable;
extern const storage::TableSpec kLookupsTable;
extern const storage::TableSpec kVisitsTable;
extern const storage::TableSpec kVisitPlansTable;
extern const storage::TableSpec kRequestsTable;
extern const storage::TableSpec kConsentsTable;
extern const storage::TableSpec kMergesTable;

}  // namespace linli::people
