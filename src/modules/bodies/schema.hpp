#pragma once

#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::bodies {

extern const storage::TableSpec kBodies;
extern const storage::TableSpec kBodyAreas;
extern const storage::Schema kBodiesSchema;

}  // namespace linli::bodies
