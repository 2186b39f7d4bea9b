#include "modules/accounts/rules.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "modules/accounts/errors.hpp"

namespace linli::accounts {
namespace {

struct RoleRow {
  Role role;
  std::string_view name;
  Bound bound;
  std::span<const Right> rights;
};

using enum Right;
constexpr std::array kStewardRights{CasesIntake, CasesHandle, BoardRead, PeopleRead, PeopleEdit};
constexpr std::array kDeskRights{CasesIntake, CasesDispatch, CasesHandle,    CasesVerify, BoardRead,   PeopleRead,
                                 PeopleEdit,  CasesRelease,  FeedbackAnswer, FundsRead,   FundsPropose};
constexpr std::array kSubdistrictRights{CasesIntake,  CasesDispatch,  CasesHandle, CasesVerify, BoardRead,
                                        AreasEdit,    PlansRead,      PeopleRead,  PeopleEdit,  PeopleAdmin,
                                        CasesRelease, FeedbackAnswer, FundsRead};
constexpr std::array kDepartmentRights{CasesHandle, BoardRead};
constexpr std::array kDistrictRights{CasesIntake,    CasesDispatch, CasesHandle,   CasesVerify, BoardRead,
                                     AreasEdit,      ImportRun,     CatalogueEdit, PlansRead,   PlansEdit,
                                     PlansApprove,   PeopleRead,    PeopleEdit,    PeopleAdmin, CasesRelease,
                                     FeedbackAnswer, FundsRead,     FundsPropose,  FundsApprove};
constexpr std::array kSystemRights{SystemRun};
constexpr std::array kSecurityRights{AccountsEdit, RolesEdit};
constexpr std::array kAuditRights{JournalRead};

// One row a role, in the order of the enum.
constexpr std::array<RoleRow, 8> kRoles{{
    {Role::Steward, "steward", Bound::ToGrids, kStewardRights},
    {Role::CommunityWorker, "community_worker", Bound::ToArea, kDeskRights},
    {Role::Subdistrict, "subdistrict", Bound::ToArea, kSubdistrictRights},
    {Role::Department, "department", Bound::ToBody, kDepartmentRights},
    {Role::District, "district", Bound::ToDistrict, kDistrictRights},
    {Role::SystemAdmin, "system_admin", Bound::ToDistrict, kSystemRights},
    {Role::SecurityAdmin, "security_admin", Bound::ToDistrict, kSecurityRights},
    {Role::AuditAdmin, "audit_admin", Bound::ToDistrict, kAuditRights},
}};

// In the order of the enum.
constexpr std::array<std::string_view, 23> kRights{
    "cases.intake",  "cases.dispatch",  "cases.handle",  "cases.verify",  "board.read",   "areas.edit",
    "import.run",    "catalogue.edit",  "accounts.edit", "roles.edit",    "journal.read", "system.run",
    "plans.read",    "plans.edit",      "plans.approve", "people.read",   "people.edit",  "people.admin",
    "cases.release", "feedback.answer", "funds.read",    "funds.propose", "funds.approve"};

const RoleRow& row_of(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

Fault fault(std::string field, std::string value, Text reason, Text remedy) {
  return {std::move(field), std::nullopt, std::move(value), std::move(reason), std::move(remedy)};
}

bool overlap(const DatedBinding& held, const NewBinding& wanted) {
  const bool held_ends_before = held.to && *held.to <= wanted.from;
  const bool wanted_ends_before = wanted.to && *wanted.to <= held.from;
  const bool held_empty = held.to && *held.to <= held.from;
  return !held_ends_before && !wanted_ends_before && !held_empty;
}

}  // namespace

std::string_view to_string(Role role) { return row_of(role).name; }

std::optional<Role> parse_role(std::string_view text) {
  const auto* row = std::ranges::find(kRoles, text, &RoleRow::name);
  if (row == kRoles.end()) return std::nullopt;
  return row->role;
}

std::string_view to_string(Right right) { return kRights[static_cast<std::size_t>(right)]; }

std::string_view to_string(AccountState state) {
  switch (state) {
    case AccountState::Active:
      return "active";
    case AccountState::Locked:
      return "locked";
    case AccountState::Closed:
      break;
  }
  return "closed";
}

std::optional<AccountState> parse_state(std::string_view text) {
  for (const auto state : {AccountState::Active, AccountState::Locked, AccountState::Closed}) {
    if (to_string(state) == text) return state;
  }
  return std::nullopt;
}

Bound bound_of(Role role) { return row_of(role).bound; }
std::span<const Right> rights_of(Role role) { return row_of(role).rights; }
bool is_administrator(Role role) {
  return role == Role::SystemAdmin || role == Role::SecurityAdmin || role == Role::AuditAdmin;
}

bool in_force(const DatedBinding& binding, Date on) { return binding.from <= on && (!binding.to || on < *binding.to); }

bool same_duty(const RoleBinding& a, const RoleBinding& b) {
  return a.role == b.role && a.area == b.area && a.body == b.body;
}

Result<void> check_binding(const NewBinding& binding) {
  std::vector<Fault> faults;
  const auto bound = bound_of(binding.role);
  if (bound == Bound::ToArea && !binding.area)
    faults.push_back(fault("area_id", "", {"这个角色要指定街道或社区。", "This role needs an area."},
                           {"选择所负责的街道或社区。", "Choose the subdistrict or community."}));
  if (bound != Bound::ToArea && binding.area)
    faults.push_back(fault("area_id", to_string(binding.area), {"这个角色不绑定区域。", "This role takes no area."},
                           {"去掉区域。网格员的网格在“网格”页面指定。",
                            "Leave the area out. A steward's grids are set on the grids page."}));
  if (bound == Bound::ToBody && !binding.body)
    faults.push_back(fault("body_id", "", {"这个角色要指定单位。", "This role needs a body."},
                           {"选择所在的部门或单位。", "Choose the department or body."}));
  if (bound != Bound::ToBody && binding.body)
    faults.push_back(fault("body_id", to_string(binding.body), {"这个角色不绑定单位。", "This role takes no body."},
                           {"去掉单位。", "Leave the body out."}));
  if (!binding.from.ok() || (binding.to && (!binding.to->ok() || *binding.to <= binding.from)))
    faults.push_back(fault("to", binding.to && binding.to->ok() ? format_date(*binding.to) : "",
                           {"结束日期要晚于开始日期。", "The end must come after the start."},
                           {"改正日期；结束日期是不再担任的第一天。",
                            "Correct the dates; the end is the first day the role no longer holds."}));
  if (!faults.empty()) return fail(kBadBinding, std::move(faults));
  return {};
}

Result<void> check_administrators_apart(std::span<const DatedBinding> held, const NewBinding& wanted) {
  if (!is_administrator(wanted.role)) return {};
  for (const auto& other : held) {
    const auto role = other.binding.role;
    if (is_administrator(role) && role != wanted.role && overlap(other, wanted)) return fail(kAdministratorsApart);
  }
  return {};
}

void derive_authority(Caller& caller, std::span<const GridId> grids) {
  std::array<bool, kRights.size()> has{};
  for (const auto& binding : caller.roles) {
    for (const auto right : rights_of(binding.role)) has[static_cast<std::size_t>(right)] = true;
    if (binding.role == Role::District) caller.whole_district = true;
    if (binding.area) caller.scopes.push_back(binding.area.value);
    if (binding.body) caller.scopes.push_back(binding.body.value);
    if (binding.role == Role::Steward) {
      for (const auto grid : grids) caller.scopes.push_back(grid.value);
    }
  }
  for (std::size_t i = 0; i < has.size(); ++i) {
    if (has[i]) caller.rights.push_back(static_cast<Right>(i));
  }
  std::ranges::sort(caller.scopes);
  const auto repeated = std::ranges::unique(caller.scopes);
  caller.scopes.erase(repeated.begin(), repeated.end());
}

std::string login_key(std::string_view login) {
  if (!is_valid_utf8(login) || login.size() > 256) return {};
  auto text = icu::UnicodeString::fromUTF8(normalise_width(trim(login)));
  text.foldCase();
  int length = 0;
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1), ++length) {
    const auto point = text.char32At(i);
    const bool joint = point == '.' || point == '_' || point == '-' || point == '@';
    if (!joint && !u_isalnum(point)) return {};
  }
  if (length < 2 || length > 64) return {};
  std::string key;
  text.toUTF8String(key);
  return key;
}

Result<void> check_account(const NewAccount& account) {
  std::vector<Fault> faults;
  if (login_key(account.login).empty())
    faults.push_back(fault("login", account.login, {"用户名不能用。", "This login cannot be used."},
                           {"用 2 到 64 个汉字、字母、数字或 . _ - @，不要空格。",
                            "Use 2 to 64 letters or digits of any script, or . _ - @, without spaces."}));
  const auto name = trim(account.name);
  if (name.empty() || !is_valid_utf8(name) || length_utf8(name) > 60)
    faults.push_back(fault("name", account.name, {"姓名为空或太长。", "The name is empty or too long."},
                           {"填写 1 到 60 个字的姓名。", "Give a name of 1 to 60 characters."}));
  if (!faults.empty()) return fail(kBadAccount, std::move(faults));
  return {};
}

}  // namespace linli::accounts
