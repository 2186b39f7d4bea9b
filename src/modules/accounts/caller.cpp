#include <algorithm>

#include "modules/accounts/api.hpp"

namespace linli::accounts {

bool Caller::may(Right right) const { return std::ranges::find(rights, right) != rights.end(); }

bool Caller::has_role(Role role) const {
  return std::ranges::any_of(roles, [role](const RoleBinding& held) { return held.role == role; });
}

// Only the gate of this module sets a principal, so the type is known; a dynamic_cast would be asked at every request.
const Caller* maybe_caller_of(const http::Request& request) {
  return static_cast<const Caller*>(request.principal.get());
}

const Caller& caller_of(const http::Request& request) {
  const auto* caller = maybe_caller_of(request);
  LINLI_ASSERT(caller != nullptr);
  return *caller;
}

}  // namespace linli::accounts
