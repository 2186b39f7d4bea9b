#pragma once
// Open311 GeoReport v2 with the update extension: other systems report, follow and answer cases. Other modules see only
// this file and types.hpp.

#include "modules/cases/api.hpp"
#include "storage/store.hpp"

namespace linli::open311 {

extern const storage::Schema kOpen311Schema;

// Notes each change of a case that came through this interface, for the feed of updates; others cost nothing.
[[nodiscard]] cases::Listener feed_listener();

}  // namespace linli::open311
