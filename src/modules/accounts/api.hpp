#pragma once
// Who is asking and what they may do. Other modules see only this file.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "http/message.hpp"
#include "storage/store.hpp"

namespace linli::accounts {

enum class Role {
  Steward,          // answers for grids
  CommunityWorker,  // a community's desk
  Subdistrict,
  Department,  // works for a body
  District,
  SystemAdmin,    // runs the system
  SecurityAdmin,  // gives accounts and roles
  AuditAdmin,     // reads the journal
};

// A right is a name that routes demand and pages ask for; which role has which is one table in rules.cpp.
enum class Right {
  CasesIntake,
  CasesDispatch,
  CasesHandle,
  CasesVerify,
  BoardRead,
  AreasEdit,
  ImportRun,
  CatalogueEdit,
  AccountsEdit,
  RolesEdit,
  JournalRead,
  SystemRun,
};
[[nodiscard]] std::string_view to_string(Right right);  // `cases.intake`

struct RoleBinding {
  std::int64_t id = 0;
  Role role{};
  AreaId area;  // none for administrators and body-bound roles
  BodyId body;
};

// What the gate puts on a request. Immutable; rebuilt when roles change.
struct Caller final : http::Principal {
  DistrictId district;
  AccountId account;
  std::string name;
  std::vector<RoleBinding> roles;  // those in force now
  std::vector<Right> rights;
  // Ids of areas, grids and bodies the caller answers for: the predicate `scope IN (…)` of every scoped query. A
  // steward's grids stand here themselves. Sorted; never more than a few dozen.
  std::vector<std::int64_t> scopes;
  bool whole_district = false;

  [[nodiscard]] bool may(Right right) const;
  [[nodiscard]] bool has_role(Role role) const;
};

// The caller of a request that passed the gate; asserts that there is one.
[[nodiscard]] const Caller& caller_of(const http::Request& request);

// Names of accounts for hops, stewards and the journal.
[[nodiscard]] std::optional<std::string> account_name(storage::Snapshot& snapshot, DistrictId district,
                                                      AccountId account);

}  // namespace linli::accounts
