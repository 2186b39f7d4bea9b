#pragma once
// From a live change of a case to what is announced of it.

#include "modules/cases/api.hpp"
#include "modules/notices/context.hpp"

namespace linli::notices {

// One queued row for each step that somebody is told of. `context` must outlive the listener.
[[nodiscard]] cases::Listener case_listener(Context& context);

}  // namespace linli::notices
