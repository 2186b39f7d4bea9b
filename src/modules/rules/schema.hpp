#pragma once
#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::rules {

extern const storage::Schema kRulesSchema;
extern const storage::TableSpec kModels;
extern const storage::TableSpec kModelFiles;

}  // namespace linli::rules
