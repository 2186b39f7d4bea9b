#pragma once

#include <span>

#include "storage/migrations.hpp"

namespace linli::app {

// Every module's tables, in the order they are made.
[[nodiscard]] std::span<const storage::Schema> schemas();

}  // namespace linli::app
