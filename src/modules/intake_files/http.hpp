#pragma once

#include "http/router.hpp"
#include "modules/intake_files/desk.hpp"

namespace linli::intake_files {

// /api/v1/imports. The desk must outlive the router.
void register_routes(http::Router& router, ImportDesk& desk, const Clock& clock);

}  // namespace linli::intake_files
