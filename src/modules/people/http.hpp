#pragma once

#include "http/router.hpp"
#include "modules/people/service.hpp"

namespace linli::people {

// The service must outlive the router.
void register_routes(http::Router& router, People& people);

}  // namespace linli::people
