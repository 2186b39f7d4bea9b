#pragma once

#include "app/flags.hpp"

namespace linli::app {

// What `linli serve --demo-if-empty` does before it serves; false when there is data already.
bool make_demo_if_empty(storage::Store& store, const StoreFlags& flags, const Clock& clock);

}  // namespace linli::app
