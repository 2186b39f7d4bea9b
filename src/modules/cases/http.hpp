#pragma once

#include "http/router.hpp"
#include "modules/cases/service.hpp"

namespace linli::cases {

// All routes of cases: the desk's, the residents' and photos. The service must outlive the router.
void register_routes(http::Router& router, Cases& cases);

// In files of their own, called by the above.
void register_desk_routes(http::Router& router, Cases& cases);
void register_public_routes(http::Router& router, Cases& cases);
void register_photo_routes(http::Router& router, Cases& cases);
void register_link_routes(http::Router& router, Cases& cases);
void register_flow_routes(http::Router& router, Cases& cases);

}  // namespace linli::cases
