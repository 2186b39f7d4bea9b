#pragma once
// GET /api/v1/journal and /journal/state, for the audit administrator alone.

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/id.hpp"
#include "http/router.hpp"
#include "storage/store.hpp"

namespace linli::journal_view {

// How subjects of a kind are called: `case` → its number, `area` → its name. Accounts are known here.
using SubjectName = std::function<std::optional<std::string>(storage::Snapshot&, DistrictId, std::int64_t)>;
using SubjectNames = std::map<std::string, SubjectName, std::less<>>;

// `store` must outlive the router.
void register_routes(http::Router& router, storage::Store& store, SubjectNames names = {});

}  // namespace linli::journal_view
