#pragma once

#include "http/router.hpp"
#include "modules/calendars/api.hpp"

namespace linli::calendars {

// References must outlive the router.
struct CalendarParts {
  storage::Store& store;
  Calendars& calendars;
  Recompute recompute;
};
void register_routes(http::Router& router, CalendarParts parts);

}  // namespace linli::calendars
