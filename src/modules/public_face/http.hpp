#pragma once

#include "http/router.hpp"
#include "modules/public_face/service.hpp"

namespace linli::public_face {

void register_routes(http::Router& router, PublicFace& face);

}  // namespace linli::public_face
