#include "modules/accounts/records.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "modules/accounts/errors.hpp"
#include "modules/accounts/rules.hpp"
#include "modules/accounts/schema.hpp"
#include "modules/accounts/session_store.hpp"
#include "modules/accounts/store.hpp"

namespace linli::accounts {
namespace {

std::string state_json(AccountState state) {
  JsonWriter json;
  json.begin_object().field("state", to_string(state)).end_object();
  return json.take();
}

std::string binding_json(const DatedBinding& dated) {
  JsonWriter json;
  json.begin_object()
      .field("role", to_string(dated.binding.role))
      .field("area_id", dated.binding.area)
      .field("body_id", dated.binding.body)
      .field("from", format_date(dated.from))
      .field("to", dated.to ? std::optional(format_date(*dated.to)) : std::nullopt)
      .end_object();
  return json.take();
}

void record_district(storage::Transaction& transaction, DistrictId district, AccountId actor, std::string_view kind,
                     std::string_view name, std::string_view code) {
  auto event = account_event(kind, district, actor, {});
  JsonWriter json;
  json.begin_object().field("name", name).field("code", code).end_object();
  event.subject_kind = "district";
  event.subject_id = district.value;
  event.after = json.take();
  event.rows = {{&kDistrictsTable, {district.value}}};
  transaction.record(event);
}

std::optional<District> read_district(storage::Cursor row) {
  if (!row.next()) return std::nullopt;
  return District{row.id<DistrictId>(0), row.string(1), row.string(2), Offset{row.integer(3)}};
}

}  // namespace

storage::Event account_event(std::string_view kind, DistrictId district, AccountId actor, AccountId subject) {
  storage::Event event;
  event.district = district;
  event.kind = kind;
  event.actor_kind = actor ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = actor;
  event.subject_kind = "account";
  event.subject_id = subject.value;
  return event;
}

std::optional<std::string> account_name(storage::Snapshot& snapshot, DistrictId district, AccountId account) {
  auto row = snapshot.query("SELECT name FROM accounts WHERE district = $1 AND id = $2", district, account);
  if (!row.next()) return std::nullopt;
  return row.string(0);
}

std::optional<District> find_district(storage::Snapshot& snapshot, DistrictId district) {
  return read_district(
      snapshot.query("SELECT id, name, code, offset_minutes FROM districts WHERE district = $1", district));
}

std::optional<District> home_district(storage::Snapshot& snapshot) {
  return read_district(
      snapshot.query("SELECT id, name, code, offset_minutes FROM districts ORDER BY district LIMIT 1"));
}

Date today(storage::Snapshot& snapshot, DistrictId district) {
  const auto found = find_district(snapshot, district);
  return date_of(snapshot.now(), found ? found->offset : kChinaOffset);
}

DistrictId add_district(storage::Transaction& transaction, std::string_view name, std::string_view code,
                        Offset offset) {
  const auto district = transaction.new_id_as<DistrictId>();
  transaction.execute(
      "INSERT INTO districts (district, id, name, code, offset_minutes, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
      district, district, name, code, std::int64_t{offset.count()}, transaction.now());
  record_district(transaction, district, {}, "accounts.district_added", name, code);
  return district;
}

Result<DistrictId> home_or_new_district(storage::Transaction& transaction, const Lookups& lookups,
                                        std::string_view name, std::string_view code) {
  constexpr std::string_view kUnnamed = "未命名区县";
  if (const auto home = home_district(transaction)) return home->id;
  const auto district = add_district(transaction, name.empty() ? kUnnamed : name, code);
  if (!lookups.district_added) return district;
  auto settled = lookups.district_added(transaction, *find_district(transaction, district));
  if (!settled) return fail(std::move(settled.error()));
  return district;
}

Result<void> rename_district(storage::Transaction& transaction, DistrictId district, AccountId actor,
                             std::string_view name, std::string_view code) {
  const auto changed = transaction.execute("UPDATE districts SET name = $1, code = $2 WHERE district = $3 AND id = $4",
                                           name, code, district, district);
  if (changed == 0) return fail(kNotFound);
  record_district(transaction, district, actor, "accounts.district_renamed", name, code);
  return {};
}

Result<AccountId> add_account(storage::Transaction& transaction, DistrictId district, AccountId actor,
                              const NewAccount& account) {
  if (auto checked = check_account(account); !checked) return fail(std::move(checked.error()));
  const Account row{.district = district,
                    .id = transaction.new_id_as<AccountId>(),
                    .login = std::string(trim(account.login)),
                    .name = std::string(trim(account.name)),
                    .state = AccountState::Active,
                    .password_hash = account.password_hash,
                    .password_set_at = transaction.now(),
                    .must_change = account.must_change_password};
  if (!store::insert_account(transaction, row, login_key(row.login))) return fail(kLoginTaken);
  store::remember_password(transaction, row);
  auto event = account_event("accounts.added", district, actor, row.id);
  JsonWriter json;
  json.begin_object().field("login", row.login).end_object();
  event.after = json.take();
  event.rows = {{&kAccountsTable, {row.id.value}}};
  transaction.record(event);
  return row.id;
}

Result<void> change_account(storage::Transaction& transaction, DistrictId district, AccountId actor, AccountId account,
                            const AccountChange& change) {
  const auto found = store::find_account(transaction, district, account);
  if (!found) return fail(kNotFound);
  auto row = *found;
  if (change.state && actor == account) return fail(kOwnAccount);
  auto event = account_event("accounts.changed", district, actor, account);
  if (change.name) {
    if (auto checked = check_account({.login = row.login, .name = *change.name}); !checked)
      return fail(std::move(checked.error()));
    row.name = std::string(trim(*change.name));
  }
  if (change.state && *change.state != row.state) {
    event.kind = "accounts.state_changed";
    event.before = state_json(row.state);
    event.after = state_json(*change.state);
    row.state = *change.state;
    if (row.state != AccountState::Active) store::end_sessions(transaction, district, account, 0);
  }
  store::update_account(transaction, row);
  event.rows = {{&kAccountsTable, {account.value}}};
  transaction.record(event);
  return {};
}

Result<void> set_password(storage::Transaction& transaction, DistrictId district, AccountId actor, AccountId account,
                          const NewPassword& password) {
  const auto found = store::find_account(transaction, district, account);
  if (!found) return fail(kNotFound);
  auto row = *found;
  row.password_hash = password.hash;
  row.password_set_at = transaction.now();
  row.must_change = password.must_change;
  store::update_account(transaction, row);
  store::remember_password(transaction, row);
  store::end_sessions(transaction, district, account, password.kept_session);
  // The operator who resets a password on the console ends the wait as well.
  store::forget_failures(transaction, "login:" + login_key(row.login));
  auto event = account_event("accounts.password_set", district, actor, account);
  event.rows = {{&kAccountsTable, {account.value}}};
  transaction.record(event);
  return {};
}

Result<std::int64_t> bind_role(storage::Transaction& transaction, DistrictId district, AccountId actor,
                               AccountId account, const NewBinding& binding) {
  if (auto checked = check_binding(binding); !checked) return fail(std::move(checked.error()));
  if (actor && actor == account) return fail(kOwnAccount);
  if (!store::find_account(transaction, district, account)) return fail(kNotFound);
  const auto held = store::list_bindings(transaction, district, account);
  if (auto apart = check_administrators_apart(held, binding); !apart) return fail(std::move(apart.error()));
  const DatedBinding row{{transaction.new_id(), binding.role, binding.area, binding.body}, binding.from, binding.to};
  store::insert_binding(transaction, district, account, actor, row);
  auto event = account_event("accounts.role_given", district, actor, account);
  event.after = binding_json(row);
  event.rows = {{&kBindingsTable, {row.binding.id}}};
  transaction.record(event);
  return row.binding.id;
}

Result<void> close_role(storage::Transaction& transaction, DistrictId district, AccountId actor, AccountId account,
                        std::int64_t binding, Date on) {
  if (actor && actor == account) return fail(kOwnAccount);
  if (!store::find_account(transaction, district, account)) return fail(kNotFound);
  const auto held = store::list_bindings(transaction, district, account);
  const auto found = std::ranges::find_if(held, [&](const DatedBinding& row) { return row.binding.id == binding; });
  if (found == held.end()) return fail(kNotFound);
  // Closing never lengthens what has been closed already.
  const auto end = std::max(found->from, found->to ? std::min(on, *found->to) : on);
  store::close_binding(transaction, district, binding, actor, end);
  auto event = account_event("accounts.role_ended", district, actor, account);
  event.before = binding_json(*found);
  auto after = *found;
  after.to = end;
  event.after = binding_json(after);
  event.rows = {{&kBindingsTable, {binding}}};
  transaction.record(event);
  return {};
}

}  // namespace linli::accounts
