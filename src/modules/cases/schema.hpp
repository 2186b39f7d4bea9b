#pragma once

#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::cases {

extern const storage::Schema kCasesSchema;
extern const storage::TableSpec kCases;
extern const storage::TableSpec kHops;
extern const storage::TableSpec kContacts;
extern const storage::TableSpec kPhotos;
extern const storage::TableSpec kReadings;
extern const storage::TableSpec kParts;
extern const storage::TableSpec kRequests;
extern const storage::TableSpec kTexts;
extern const storage::TableSpec kFlows;

}  // namespace linli::cases
