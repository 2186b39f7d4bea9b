#pragma once

#include "http/router.hpp"
#include "modules/notices/service.hpp"

namespace linli::notices {

// `/api/v1/notices…`, `/api/v1/calls`, `/api/v1/notice-channels`, and `/api/v1/public/reports/{number}/notify`.
void register_routes(http::Router& router, Notices& notices);

}  // namespace linli::notices
