#pragma once

#include "http/router.hpp"
#include "modules/accounts/accounts.hpp"

namespace linli::accounts {

// /api/v1/setup, /session, /accounts, /tokens. `accounts` must outlive the router.
void register_routes(http::Router& router, Accounts& accounts);

}  // namespace linli::accounts
