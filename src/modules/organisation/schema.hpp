#pragma once

#include "storage/journal.hpp"
#include "storage/migrations.hpp"

namespace linli::organisation {

extern const storage::TableSpec kRelations;
extern const storage::TableSpec kAppointments;
extern const storage::TableSpec kRotations;
extern const storage::Schema kOrganisationSchema;

}  // namespace linli::organisation
