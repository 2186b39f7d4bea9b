#include "modules/accounts/store.hpp"

#include "base/text.hpp"

namespace linli::accounts::store {
namespace {

constexpr std::string_view kAccountColumns =
    "district, id, login, name, state, password_hash, password_set_at, must_change";

Account read_account(const storage::Cursor& row) {
  return {.district = row.id<DistrictId>(0),
          .id = row.id<AccountId>(1),
          .login = row.string(2),
          .name = row.string(3),
          .state = parse_state(row.text(4)).value_or(AccountState::Closed),
          .password_hash = row.string(5),
          .password_set_at = row.instant(6),
          .must_change = row.boolean(7)};
}

std::string select_accounts(std::string_view rest) {
  return "SELECT " + std::string(kAccountColumns) + " FROM accounts " + std::string(rest);
}

// `%text%` for LIKE … ESCAPE '\'.
std::string like_anywhere(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

bool any_account(storage::Snapshot& snapshot) { return snapshot.query("SELECT 1 FROM accounts LIMIT 1").next(); }

std::optional<Account> find_account(storage::Snapshot& snapshot, DistrictId district, AccountId account) {
  static const auto kSql = select_accounts("WHERE district = $1 AND id = $2");
  auto row = snapshot.query(kSql, district, account);
  if (!row.next()) return std::nullopt;
  return read_account(row);
}

std::optional<Account> find_login(storage::Snapshot& snapshot, std::string_view login_key) {
  static const auto kSql = select_accounts("WHERE login_key = $1");
  auto row = snapshot.query(kSql, login_key);
  if (!row.next()) return std::nullopt;
  return read_account(row);
}

std::vector<AccountLine> list_accounts(storage::Snapshot& snapshot, DistrictId district, const AccountFilter& filter) {
  static const auto kSql = "SELECT " + std::string(kAccountColumns) +
                           ", login_key FROM accounts"
                           " WHERE district = $1 AND login_key > $2"
                           " AND ($3 = '%%' OR login_key LIKE $3 ESCAPE '\\' OR name LIKE $3 ESCAPE '\\')"
                           " ORDER BY login_key LIMIT $4";
  std::vector<AccountLine> lines;
  const auto pattern = like_anywhere(filter.text);
  auto row = snapshot.query(kSql, district, filter.after, pattern, filter.limit);
  while (row.next()) lines.push_back({read_account(row), row.string(8)});
  return lines;
}

bool insert_account(storage::Transaction& transaction, const Account& account, std::string_view login_key) {
  return transaction.execute(
             "INSERT INTO accounts (district, id, login, login_key, name, state, password_hash, password_set_at,"
             " must_change, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
             " ON CONFLICT (login_key) DO NOTHING",
             account.district, account.id, account.login, login_key, account.name, to_string(account.state),
             account.password_hash, account.password_set_at, account.must_change, transaction.now()) == 1;
}

void update_account(storage::Transaction& transaction, const Account& account) {
  transaction.execute(
      "UPDATE accounts SET name = $1, state = $2, password_hash = $3, password_set_at = $4, must_change = $5"
      " WHERE district = $6 AND id = $7",
      account.name, to_string(account.state), account.password_hash, account.password_set_at, account.must_change,
      account.district, account.id);
}

std::vector<DatedBinding> list_bindings(storage::Snapshot& snapshot, DistrictId district, AccountId account) {
  std::vector<DatedBinding> bindings;
  auto row = snapshot.query(
      "SELECT id, role, area, body, valid_from, valid_to FROM role_bindings"
      " WHERE district = $1 AND account = $2 ORDER BY id",
      district, account);
  while (row.next()) {
    const auto role = parse_role(row.text(1));
    const auto from = parse_date(row.text(4));
    // A role that this version does not know gives nothing.
    if (!role || !from) continue;
    bindings.push_back({{row.integer(0), *role, row.id<AreaId>(2), row.id<BodyId>(3)},
                        *from,
                        row.is_null(5) ? std::nullopt : parse_date(row.text(5))});
  }
  return bindings;
}

void insert_binding(storage::Transaction& transaction, DistrictId district, AccountId account, AccountId granted_by,
                    const DatedBinding& binding) {
  const auto from = format_date(binding.from);
  const auto to = binding.to ? std::optional(format_date(*binding.to)) : std::nullopt;
  transaction.execute(
      "INSERT INTO role_bindings (district, id, account, role, area, body, valid_from, valid_to, granted_by,"
      " granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      district, binding.binding.id, account, to_string(binding.binding.role), binding.binding.area,
      binding.binding.body, from, to, granted_by, transaction.now());
}

void close_binding(storage::Transaction& transaction, DistrictId district, std::int64_t binding, AccountId closed_by,
                   Date on) {
  const auto to = format_date(on);
  transaction.execute(
      "UPDATE role_bindings SET valid_to = $1, closed_by = $2, closed_at = $3 WHERE district = $4 AND id = $5", to,
      closed_by, transaction.now(), district, binding);
}

std::vector<std::string> earlier_passwords(storage::Snapshot& snapshot, DistrictId district, AccountId account,
                                           int count) {
  std::vector<std::string> hashes;
  auto row = snapshot.query(
      "SELECT password_hash FROM password_history WHERE district = $1 AND account = $2 ORDER BY set_at DESC LIMIT $3",
      district, account, count);
  while (row.next()) hashes.push_back(row.string(0));
  return hashes;
}

void remember_password(storage::Transaction& transaction, const Account& account) {
  if (account.password_hash.empty()) return;
  transaction.execute(
      "INSERT INTO password_history (district, account, set_at, password_hash) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (district, account, set_at) DO UPDATE SET password_hash = excluded.password_hash",
      account.district, account.id, account.password_set_at, account.password_hash);
}

}  // namespace linli::accounts::store
