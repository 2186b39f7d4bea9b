// API tokens: each carries one of its owner's roles, for as long as the owner holds it.

#include <algorithm>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "modules/accounts/caller_loader.hpp"
#include "modules/accounts/errors.hpp"
#include "modules/accounts/people.hpp"
#include "modules/accounts/rules.hpp"
#include "modules/accounts/schema.hpp"
#include "modules/accounts/session_store.hpp"
#include "modules/accounts/store.hpp"

namespace linli::accounts {
namespace {

namespace asio = http::asio;

constexpr int kTokenSecretBytes = 32;
// Recognisable, so that scanners find a token that was published by mistake.
constexpr std::string_view kSecretPrefix = "linli_";

Result<void> check_token(const NewToken& token, Date day, int max_days) {
  const auto latest = Date{std::chrono::sys_days{day} + std::chrono::days{max_days}};
  std::vector<Fault> faults;
  if (trim(token.name).empty())
    faults.push_back({"name",
                      std::nullopt,
                      token.name,
                      {"令牌要有名称。", "The token needs a name."},
                      {"写明给哪个系统使用。", "Say which system will use it."}});
  if (!token.expires.ok() || token.expires <= day || token.expires > latest)
    faults.push_back({"expires",
                      std::nullopt,
                      token.expires.ok() ? format_date(token.expires) : "",
                      {"到期日期不合适。", "The expiry date does not fit."},
                      {"选择明天到 " + format_date(latest) + " 之间的日期。",
                       "Choose a date from tomorrow to " + format_date(latest) + "."}});
  if (!faults.empty()) return fail(kBadToken, std::move(faults));
  return {};
}

storage::Event token_event(std::string_view kind, const Caller& caller, std::int64_t token) {
  storage::Event event;
  event.district = caller.district;
  event.kind = kind;
  event.actor_kind = storage::ActorKind::Staff;
  event.actor = caller.account;
  event.subject_kind = "api_token";
  event.subject_id = token;
  event.rows = {{&kTokensTable, {token}}};
  return event;
}

}  // namespace

asio::awaitable<std::vector<TokenView>> People::tokens(const Caller& caller) {
  auto ask = [this, &caller](storage::Snapshot& snapshot) {
    std::vector<TokenView> shown;
    for (auto& token : store::list_tokens(snapshot, caller.district, caller.account)) {
      const DatedBinding dated{token.binding, {}, std::nullopt};
      auto role = view(snapshot, caller.district, dated);
      shown.push_back({std::move(token), std::move(role)});
    }
    return shown;
  };
  co_return co_await context_.store.read(ask);
}

asio::awaitable<Result<IssuedToken>> People::issue_token(const Caller& caller, NewToken token) {
  if (caller.session == 0) co_return fail(kSessionOnly);
  auto checked = check_token(token, date_of(context_.clock.now(), caller.offset), context_.options.max_token_days);
  if (!checked) co_return fail(std::move(checked.error()));
  const IssuedToken secret{0, std::string(kSecretPrefix) + storage::random_secret(kTokenSecretBytes)};
  const auto digest = token_digest(context_.store.keys(), secret.secret);
  auto work = [&](storage::Transaction& transaction) -> Result<IssuedToken> {
    const auto day = date_of(transaction.now(), caller.offset);
    const auto held = store::list_bindings(transaction, caller.district, caller.account);
    const bool holds = std::ranges::any_of(held, [&](const DatedBinding& binding) {
      return in_force(binding, day) && same_duty(binding.binding, token.binding);
    });
    if (!holds) return fail(kTokenRole);
    const Token row{.district = caller.district,
                    .id = transaction.new_id(),
                    .account = caller.account,
                    .name = std::string(trim(token.name)),
                    .binding = token.binding,
                    .expires_at = start_of(token.expires, caller.offset)};
    store::insert_token(transaction, row, digest);
    auto event = token_event("accounts.token_issued", caller, row.id);
    JsonWriter json;
    json.begin_object().field("role", to_string(token.binding.role)).field("expires", format_date(token.expires));
    event.after = json.end_object().take();
    transaction.record(event);
    return IssuedToken{row.id, secret.secret};
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<void>> People::revoke_token(const Caller& caller, std::int64_t token) {
  if (caller.session == 0) co_return fail(kSessionOnly);
  auto work = [&](storage::Transaction& transaction) -> Result<void> {
    if (!store::revoke_token(transaction, caller.district, caller.account, token)) return fail(kNotFound);
    transaction.record(token_event("accounts.token_revoked", caller, token));
    context_.forget_after_commit(transaction, caller.account);
    return {};
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::accounts
