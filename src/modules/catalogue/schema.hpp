#pragma once

#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::catalogue {

extern const storage::Schema kCatalogueSchema;
extern const storage::TableSpec kMatters;
extern const storage::TableSpec kAliases;

}  // namespace linli::catalogue
