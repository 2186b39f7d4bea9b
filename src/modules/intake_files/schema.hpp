#pragma once

#include "storage/migrations.hpp"

namespace linli::intake_files {

extern const storage::Schema kImportsSchema;

}  // namespace linli::intake_files
