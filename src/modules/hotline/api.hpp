#pragma once
// The city's hotline (12345): what it has sent, what goes back to it. Other modules see only this file.

#include "storage/journal.hpp"
#include "storage/store.hpp"

namespace linli::hotline {

extern const storage::Schema kHotlineSchema;

}  // namespace linli::hotline
