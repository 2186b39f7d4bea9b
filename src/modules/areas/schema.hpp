#pragma once
// The tables of the territory. Facts are dated twice: valid_from/valid_to (exclusive) say when they hold,
// recorded_at/superseded_at say when we knew it. A row is written once; only its superseded_at is set later.

#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::areas {

extern const storage::TableSpec kAreaVersions;
extern const storage::TableSpec kAreaOutlines;
extern const storage::TableSpec kAreaLinks;
extern const storage::TableSpec kGrids;
extern const storage::TableSpec kGridVersions;
extern const storage::TableSpec kGridMembers;
extern const storage::TableSpec kGridDuties;
extern const storage::TableSpec kGridLinks;

extern const storage::Schema kAreasSchema;

}  // namespace linli::areas
