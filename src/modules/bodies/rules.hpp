#pragma once
// Pure decisions about bodies.

#include <vector>

#include "base/error.hpp"
#include "modules/bodies/types.hpp"

namespace linli::bodies {

// Without spaces at the ends, usual width: as a name is stored and compared.
[[nodiscard]] std::string plain_name(std::string_view name);
// What keeps a body from being taken, field by field. Its name must be plain.
[[nodiscard]] std::vector<Fault> check_body(const Body& body);
// The version that follows `current`; faults when it cannot.
[[nodiscard]] Result<Body> changed(const Body& current, const BodyChange& change);

}  // namespace linli::bodies
