#pragma once

#include "storage/sql_text.hpp"

namespace linli::cases {

using storage::SqlText;

}  // namespace linli::cases
