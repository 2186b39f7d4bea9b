#pragma once

#include "http/router.hpp"
#include "modules/accounts/accounts.hpp"

namespace linli::accounts {

// /api/v1/accounts, their roles, and the own API tokens.
void register_people_routes(http::Router& router, Accounts& accounts);

}  // namespace linli::accounts
