#pragma once
// The tables that storage itself keeps: journal, counters, outbox.

#include "storage/migrations.hpp"

namespace linli::storage {

[[nodiscard]] const Schema& own_schema();

}  // namespace linli::storage
