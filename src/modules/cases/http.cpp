#include "modules/cases/http.hpp"

namespace linli::cases {

void register_routes(http::Router& router, Cases& cases) {
  register_desk_routes(router, cases);
  register_public_routes(router, cases);
  register_photo_routes(router, cases);
  register_link_routes(router, cases);
  register_flow_routes(router, cases);
}

}  // namespace linli::cases
