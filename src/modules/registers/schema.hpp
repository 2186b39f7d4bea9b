#pragma once

#include "modules/registers/api.hpp"
#include "storage/journal.hpp"

namespace linli::registers {

extern const storage::TableSpec kRecordsTable;
extern const storage::TableSpec kVersionsTable;
extern const storage::TableSpec kReadingsTable;
extern const storage::TableSpec kBookingsTable;

}  // namespace linli::registers
