#pragma once
// Tables of notices that the journal vouches for.

#include "modules/notices/api.hpp"
#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::notices {

extern const storage::TableSpec kChannels;
extern const storage::TableSpec kPeople;
extern const storage::TableSpec kWishes;
extern const storage::TableSpec kCalls;
extern const storage::TableSpec kCallTries;

}  // namespace linli::notices
