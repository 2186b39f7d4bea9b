#pragma once
// Who is asking and what they may do. Other modules see only this file.

#include <functional>
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
[[nodiscard]] std::string_view to_string(Role role);  // `community_worker`
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

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
  PlansRead,
  PlansEdit,
  PlansApprove,  // two persons with it put a plan of grids into force
  PeopleRead,    // residents of the own scope, protected values masked
  PeopleEdit,    // registers them, visits them, unmasks with a reason, serves them at the window
  PeopleAdmin,   // merges, erases, carries out retention
  CasesRelease,  // shows a settled matter to everybody
  FeedbackAnswer,
  FundsRead,     // budgets and books of the own communities
  FundsPropose,  // budgets and entries, for another person to decide
  FundsApprove,  // decides them, and opens accounts; never what the same person proposed
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
  Offset offset = kChinaOffset;       // of the district
  std::int64_t session = 0;           // row of the session; 0 for an API token
  std::int64_t token = 0;             // row of the API token; 0 for a session
  bool must_change_password = false;  // only the session's own routes are open until then
  std::string log_label;              // the account's id

  [[nodiscard]] bool may(Right right) const;
  [[nodiscard]] bool has_role(Role role) const;
  [[nodiscard]] std::string_view label() const override { return log_label; }
};

// The caller of a request that passed the gate; asserts that there is one.
[[nodiscard]] const Caller& caller_of(const http::Request& request);
// The same for public routes: nobody when not signed in.
[[nodiscard]] const Caller* maybe_caller_of(const http::Request& request);

// Names of accounts for hops, stewards and the journal.
[[nodiscard]] std::optional<std::string> account_name(storage::Snapshot& snapshot, DistrictId district,
                                                      AccountId account);

// Active accounts that answer for that area or body on that day (a role of theirs is bound to it); for the district's
// own id those whose role is the district's. In order of id.
[[nodiscard]] std::vector<AccountId> accounts_at(storage::Snapshot& snapshot, DistrictId district,
                                                 std::int64_t area_or_body, Date on);

// A district served by this installation.
struct District {
  DistrictId id;
  std::string name;
  std::string code;  // GB/T 2260; empty until known
  Offset offset = kChinaOffset;
};
[[nodiscard]] std::optional<District> find_district(storage::Snapshot& snapshot, DistrictId district);
// The one served when nobody is signed in: the oldest.
[[nodiscard]] std::optional<District> home_district(storage::Snapshot& snapshot);

// In-transaction calls for set-up, the demo district and imports. `actor` none: the system itself.
DistrictId add_district(storage::Transaction& transaction, std::string_view name, std::string_view code,
                        Offset offset = kChinaOffset);
Result<void> rename_district(storage::Transaction& transaction, DistrictId district, AccountId actor,
                             std::string_view name, std::string_view code);

struct NewAccount {
  std::string login;
  std::string name;
  std::string password_hash;  // of hash_password(); empty: cannot sign in until one is set
  bool must_change_password = true;
};
// Faults: accounts.login_taken, accounts.bad_account (login or name not usable).
Result<AccountId> add_account(storage::Transaction& transaction, DistrictId district, AccountId actor,
                              const NewAccount& account);

struct NewBinding {
  Role role{};
  AreaId area;
  BodyId body;
  Date from{};
  std::optional<Date> to;  // the first day it no longer holds
};
// Faults: accounts.not_found, accounts.bad_binding, accounts.administrators_apart, accounts.own_roles. That the area
// and the body exist is the caller's business. Sessions learn of it within AccountsOptions::revalidate.
Result<std::int64_t> bind_role(storage::Transaction& transaction, DistrictId district, AccountId actor,
                               AccountId account, const NewBinding& binding);

// Argon2id as a PHC string. Takes about 0.1 s of this thread: for commands and the demo, never on an io thread.
[[nodiscard]] std::string hash_password(std::string_view password);

// What accounts asks of modules that stand after it; app fills these in. An empty function answers "nothing known".
struct AreaLabel {
  std::string name;
  std::string level;
};
struct Lookups {
  std::function<std::vector<GridId>(storage::Snapshot&, DistrictId, AccountId)> grids_of;
  std::function<std::optional<AreaLabel>(storage::Snapshot&, DistrictId, AreaId)> area;
  std::function<std::optional<std::string>(storage::Snapshot&, DistrictId, BodyId)> body_name;
  // The first set-up has made a district; what else a district needs is made in the same transaction.
  std::function<Result<void>(storage::Transaction&, const District&)> district_added;
};

}  // namespace linli::accounts
