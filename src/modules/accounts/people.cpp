#include "modules/accounts/people.hpp"

#include <algorithm>

#include "modules/accounts/errors.hpp"
#include "modules/accounts/policy.hpp"
#include "modules/accounts/rules.hpp"
#include "modules/accounts/store.hpp"

namespace linli::accounts {
namespace {

namespace asio = http::asio;

Fault unknown_place(std::string field, std::string value) {
  return {std::move(field),
          std::nullopt,
          std::move(value),
          {"没有找到它，或已经不在本区县。", "It was not found in this district."},
          {"刷新页面，从列表里重新选择。", "Reload the page and choose from the list."}};
}

bool password_outdated(const Account& account, Instant now, Offset offset) {
  const auto& rule = rule_on(shipped_password_rules(), PolicyItem::MaxAgeDays, date_of(now, offset));
  return account.password_set_at + std::chrono::days{rule.value} <= now;
}

}  // namespace

RoleView People::view(storage::Snapshot& snapshot, DistrictId district, const DatedBinding& binding) const {
  RoleView role{binding, std::nullopt, std::nullopt};
  const auto& lookups = context_.lookups;
  if (binding.binding.area && lookups.area) role.area = lookups.area(snapshot, district, binding.binding.area);
  if (binding.binding.body && lookups.body_name)
    role.body = lookups.body_name(snapshot, district, binding.binding.body);
  return role;
}

AccountView People::view(storage::Snapshot& snapshot, Account account) const {
  const auto day = today(snapshot, account.district);
  AccountView shown;
  for (const auto& binding : store::list_bindings(snapshot, account.district, account.id)) {
    if (!binding.to || *binding.to > std::max(day, binding.from))
      shown.roles.push_back(view(snapshot, account.district, binding));
  }
  shown.account = std::move(account);
  return shown;
}

asio::awaitable<std::optional<SessionView>> People::session(const Caller& caller) {
  auto ask = [this, &caller](storage::Snapshot& snapshot) -> std::optional<SessionView> {
    auto account = store::find_account(snapshot, caller.district, caller.account);
    auto district = find_district(snapshot, caller.district);
    if (!account || !district) return std::nullopt;
    SessionView shown;
    const auto day = date_of(snapshot.now(), district->offset);
    for (const auto& binding : store::list_bindings(snapshot, caller.district, caller.account)) {
      const auto carried = std::ranges::find(caller.roles, binding.binding.id, &RoleBinding::id);
      if (carried != caller.roles.end() && in_force(binding, day))
        shown.roles.push_back(view(snapshot, caller.district, binding));
    }
    shown.must_change_password = account->must_change || password_outdated(*account, snapshot.now(), district->offset);
    shown.account = std::move(*account);
    shown.district = std::move(*district);
    return shown;
  };
  co_return co_await context_.store.read(ask);
}

asio::awaitable<AccountPage> People::list(const Caller& caller, std::string text, std::string after, int limit) {
  auto ask = [&](storage::Snapshot& snapshot) {
    AccountPage page;
    auto lines = store::list_accounts(snapshot, caller.district, {text, after, limit + 1});
    if (static_cast<int>(lines.size()) > limit) {
      lines.pop_back();
      page.next = lines.back().login_key;
    }
    for (auto& line : lines) page.accounts.push_back(view(snapshot, std::move(line.account)));
    return page;
  };
  co_return co_await context_.store.read(ask);
}

asio::awaitable<Result<AccountView>> People::add(const Caller& caller, std::string login, std::string name,
                                                 std::string password) {
  NewAccount account{.login = std::move(login), .name = std::move(name)};
  auto checked = check_account(account);
  if (checked) checked = check_password(password, {account.login, account.name}, date_of(context_.clock.now()));
  if (!checked) co_return fail(std::move(checked.error()));
  auto hash = co_await context_.passwords.hash(std::move(password));
  if (!hash) co_return fail(std::move(hash.error()));
  account.password_hash = *hash;
  auto work = [&](storage::Transaction& transaction) -> Result<AccountView> {
    const auto id = add_account(transaction, caller.district, caller.account, account);
    if (!id) return fail(id.error());
    return view(transaction, *store::find_account(transaction, caller.district, *id));
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<AccountView>> People::change(const Caller& caller, AccountId account, AccountChange change) {
  auto work = [&](storage::Transaction& transaction) -> Result<AccountView> {
    auto changed = change_account(transaction, caller.district, caller.account, account, change);
    if (!changed) return fail(std::move(changed.error()));
    context_.forget_after_commit(transaction, account);
    return view(transaction, *store::find_account(transaction, caller.district, account));
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<void>> People::reset_password(const Caller& caller, AccountId account, std::string password) {
  if (caller.account == account) co_return fail(kOwnAccount);
  auto find = [&](storage::Snapshot& snapshot) { return store::find_account(snapshot, caller.district, account); };
  const auto row = co_await context_.store.read(find);
  if (!row) co_return fail(kNotFound);
  auto checked = check_password(password, {row->login, row->name}, date_of(context_.clock.now()));
  if (!checked) co_return checked;
  auto hash = co_await context_.passwords.hash(std::move(password));
  if (!hash) co_return fail(std::move(hash.error()));
  auto work = [&](storage::Transaction& transaction) -> Result<void> {
    const auto day = today(transaction, caller.district);
    for (const auto& held : store::list_bindings(transaction, caller.district, account)) {
      if (held.binding.role == Role::AuditAdmin && in_force(held, day)) return fail(kAuditorPassword);
    }
    context_.forget_after_commit(transaction, account);
    return set_password(transaction, caller.district, caller.account, account, {.hash = *hash, .must_change = true});
  };
  co_return co_await context_.store.write(work);
}

Result<void> People::check_places(storage::Snapshot& snapshot, DistrictId district, const NewBinding& binding) const {
  std::vector<Fault> faults;
  const auto& lookups = context_.lookups;
  if (binding.area && lookups.area && !lookups.area(snapshot, district, binding.area))
    faults.push_back(unknown_place("area_id", to_string(binding.area)));
  if (binding.body && lookups.body_name && !lookups.body_name(snapshot, district, binding.body))
    faults.push_back(unknown_place("body_id", to_string(binding.body)));
  if (!faults.empty()) return fail(kBadBinding, std::move(faults));
  return {};
}

asio::awaitable<Result<RoleView>> People::give_role(const Caller& caller, AccountId account, NewBinding binding) {
  auto work = [&](storage::Transaction& transaction) -> Result<RoleView> {
    auto places = check_places(transaction, caller.district, binding);
    if (!places) return fail(std::move(places.error()));
    context_.forget_after_commit(transaction, account);
    const auto id = bind_role(transaction, caller.district, caller.account, account, binding);
    if (!id) return fail(id.error());
    return view(transaction, caller.district,
                {{*id, binding.role, binding.area, binding.body}, binding.from, binding.to});
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<void>> People::end_role(const Caller& caller, AccountId account, std::int64_t binding,
                                               std::optional<Date> on) {
  auto work = [&](storage::Transaction& transaction) -> Result<void> {
    context_.forget_after_commit(transaction, account);
    return close_role(transaction, caller.district, caller.account, account, binding,
                      on.value_or(today(transaction, caller.district)));
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::accounts
