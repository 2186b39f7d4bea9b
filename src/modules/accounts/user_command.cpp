#include "modules/accounts/user_command.hpp"

#include <CLI/App.hpp>
#include <istream>
#include <ostream>

#include "base/json_writer.hpp"
#include "modules/accounts/errors.hpp"
#include "modules/accounts/passwords.hpp"
#include "modules/accounts/policy.hpp"
#include "modules/accounts/records.hpp"
#include "modules/accounts/rules.hpp"
#include "modules/accounts/store.hpp"
#include "modules/accounts/user_flags.hpp"

namespace linli::accounts {
namespace {

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kWrongUse = 2;

class UserCommand {
 public:
  UserCommand(const StoreOpener& open, const Lookups& lookups, const Console& console)
      : open_(open), lookups_(lookups), console_(console) {
    declare_user_flags(app_, flags_);
  }
  int run(std::span<const std::string> arguments);

 private:
  int list();
  int add();
  int password();
  int role();
  int close();

  std::optional<std::string> hash_of_entered(const PasswordOwner& owner);
  Result<std::int64_t> bind(storage::Transaction& transaction, const Account& account) const;
  Result<Account> find(storage::Snapshot& snapshot) const;
  std::string roles_text(storage::Snapshot& snapshot, const Account& account) const;
  int finish(const Result<std::int64_t>& changed) const;

  const StoreOpener& open_;
  storage::Store* store_ = nullptr;  // once the arguments have been read
  const Lookups& lookups_;
  const Console& console_;
  UserFlags flags_;
  CLI::App app_{"账号与角色 / accounts and roles", "linli user"};
};

int UserCommand::run(std::span<const std::string> arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app_.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return app_.exit(error, console_.out, console_.err) == 0 ? kDone : kWrongUse;
  }
  const auto name = app_.get_subcommands().front()->get_name();
  store_ = &open_(name == "add");
  if (name == "list") return list();
  if (name == "add") return add();
  if (name == "password") return password();
  if (name == "role") return role();
  return close();
}

std::string UserCommand::roles_text(storage::Snapshot& snapshot, const Account& account) const {
  std::string text;
  const auto day = today(snapshot, account.district);
  for (const auto& dated : store::list_bindings(snapshot, account.district, account.id)) {
    if (dated.to && *dated.to <= day) continue;
    const auto& binding = dated.binding;
    if (!text.empty()) text += ", ";
    text.append(to_string(binding.role)).append("#").append(std::to_string(binding.id));
    if (binding.area) {
      const auto area = lookups_.area ? lookups_.area(snapshot, account.district, binding.area) : std::nullopt;
      text.append("@").append(area ? area->name : to_string(binding.area));
    }
    if (binding.body) {
      const auto body =
          lookups_.body_name ? lookups_.body_name(snapshot, account.district, binding.body) : std::nullopt;
      text.append("@").append(body.value_or(to_string(binding.body)));
    }
    if (dated.to) text.append(" -").append(format_date(*dated.to));
  }
  return text;
}

int UserCommand::list() {
  store_->read_now([this](storage::Snapshot& snapshot) {
    JsonWriter json;
    json.begin_array();
    const auto home = home_district(snapshot);
    std::string after;
    for (bool more = home.has_value(); more;) {
      const auto lines = store::list_accounts(snapshot, home->id, {"", after, 200});
      for (const auto& [account, key] : lines) {
        const auto roles = roles_text(snapshot, account);
        json.begin_object().field("id", account.id).field("login", account.login).field("name", account.name);
        json.field("state", to_string(account.state)).field("roles", roles).end_object();
        if (!flags_.json)
          console_.out << account.login << '\t' << account.name << '\t' << to_string(account.state) << '\t' << roles
                       << '\n';
        after = key;
      }
      more = !lines.empty();
    }
    json.end_array();
    const auto text = json.take();
    if (flags_.json) console_.out << text << '\n';
    return true;
  });
  return kDone;
}

std::optional<std::string> UserCommand::hash_of_entered(const PasswordOwner& owner) {
  std::string password;
  if (flags_.password_stdin) {
    std::getline(console_.in, password);
  } else {
    auto asked = console_.ask_password(console_.err);
    if (!asked) return std::nullopt;
    password = std::move(*asked);
  }
  const auto checked = check_password(password, owner, date_of(store_->clock().now()));
  if (!checked) {
    finish(fail(checked.error()));
    wipe(password);
    return std::nullopt;
  }
  auto hash = hash_password(password);
  wipe(password);
  return hash;
}

Result<std::int64_t> UserCommand::bind(storage::Transaction& transaction, const Account& account) const {
  const AreaId area{flags_.area};
  const BodyId body{flags_.body};
  if (area && lookups_.area && !lookups_.area(transaction, account.district, area)) return fail(kNotFound);
  if (body && lookups_.body_name && !lookups_.body_name(transaction, account.district, body)) return fail(kNotFound);
  return bind_role(transaction, account.district, AccountId{}, account.id,
                   {.role = *parse_role(flags_.role),
                    .area = area,
                    .body = body,
                    .from = parse_date(flags_.from).value_or(today(transaction, account.district)),
                    .to = parse_date(flags_.to)});
}

Result<Account> UserCommand::find(storage::Snapshot& snapshot) const {
  const auto account = store::find_login(snapshot, login_key(flags_.login));
  if (!account) return fail(kNotFound);
  return *account;
}

int UserCommand::add() {
  if (const auto checked = check_account({.login = flags_.login, .name = flags_.name}); !checked)
    return finish(fail(checked.error()));
  const auto hash = hash_of_entered({flags_.login, flags_.name});
  if (!hash) return kRefused;
  return finish(store_->write_now([&](storage::Transaction& transaction) -> Result<std::int64_t> {
    const auto district = home_or_new_district(transaction, lookups_);
    if (!district) return fail(district.error());
    const auto id = add_account(transaction, *district, AccountId{},
                                {.login = flags_.login,
                                 .name = flags_.name,
                                 .password_hash = *hash,
                                 .must_change_password = !flags_.permanent});
    if (!id) return fail(id.error());
    if (flags_.role.empty()) return id->value;
    const auto bound = bind(transaction, {.district = *district, .id = *id});
    if (!bound) return fail(bound.error());
    return id->value;
  }));
}

int UserCommand::password() {
  const auto account = store_->read_now([this](storage::Snapshot& snapshot) { return find(snapshot); });
  if (!account) return finish(fail(account.error()));
  const auto hash = hash_of_entered({account->login, account->name});
  if (!hash) return kRefused;
  return finish(store_->write_now([&](storage::Transaction& transaction) -> Result<std::int64_t> {
    const auto set = set_password(transaction, account->district, AccountId{}, account->id,
                                  {.hash = *hash, .must_change = !flags_.permanent});
    if (!set) return fail(set.error());
    return account->id.value;
  }));
}

int UserCommand::role() {
  if (flags_.role.empty() && flags_.end == 0) {
    console_.err << "要有 --give 或 --end / needs --give or --end\n";
    return kWrongUse;
  }
  return finish(store_->write_now([this](storage::Transaction& transaction) -> Result<std::int64_t> {
    const auto account = find(transaction);
    if (!account) return fail(account.error());
    if (flags_.end == 0) return bind(transaction, *account);
    const auto on = parse_date(flags_.to).value_or(today(transaction, account->district));
    const auto ended = close_role(transaction, account->district, AccountId{}, account->id, flags_.end, on);
    if (!ended) return fail(ended.error());
    return flags_.end;
  }));
}

int UserCommand::close() {
  return finish(store_->write_now([this](storage::Transaction& transaction) -> Result<std::int64_t> {
    const auto account = find(transaction);
    if (!account) return fail(account.error());
    const auto closed = change_account(transaction, account->district, AccountId{}, account->id,
                                       {.name = std::nullopt, .state = AccountState::Closed});
    if (!closed) return fail(closed.error());
    return account->id.value;
  }));
}

int UserCommand::finish(const Result<std::int64_t>& changed) const {
  if (changed) {
    if (flags_.json)
      console_.out << R"({"id":")" << *changed << "\"}\n";
    else
      console_.out << "完成 / done: " << *changed << '\n';
    return kDone;
  }
  const auto& error = changed.error();
  console_.err << error.message.zh << " / " << error.message.en << '\n';
  for (const auto& fault : error.faults)
    console_.err << "  " << fault.field << ": " << fault.reason.zh << fault.remedy.zh << " / " << fault.reason.en << ' '
                 << fault.remedy.en << '\n';
  return kRefused;
}

}  // namespace

int run_user_command(std::span<const std::string> arguments, const StoreOpener& open, const Lookups& lookups,
                     const Console& console) {
  return UserCommand(open, lookups, console).run(arguments);
}

}  // namespace linli::accounts
