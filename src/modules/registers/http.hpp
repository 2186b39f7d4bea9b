#pragma once

#include "http/router.hpp"
#include "modules/registers/service.hpp"

namespace linli::registers {

void register_routes(http::Router& router, Registers& registers);
void register_record_routes(http::Router& router, Registers& registers);
void register_file_routes(http::Router& router, Registers& registers);
void register_booking_routes(http::Router& router, Registers& registers);

}  // namespace linli::registers
