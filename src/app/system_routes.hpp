#pragma once
// What the system administrator sees of the running program: versions, database, outbox.

#include <filesystem>

#include "http/router.hpp"
#include "storage/store.hpp"

namespace linli::app {

// GET /api/v1/system, GET /api/v1/outbox, POST /api/v1/outbox/{id}/replay. What is passed must outlive the router.
void register_system_routes(http::Router& router, storage::Store& store, const std::filesystem::path& data_dir);

}  // namespace linli::app
