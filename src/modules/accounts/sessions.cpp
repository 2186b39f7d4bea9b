#include "modules/accounts/sessions.hpp"

#include "base/json_writer.hpp"
#include "modules/accounts/caller_loader.hpp"
#include "modules/accounts/errors.hpp"
#include "modules/accounts/policy.hpp"
#include "modules/accounts/records.hpp"
#include "modules/accounts/rules.hpp"
#include "modules/accounts/session_store.hpp"
#include "modules/accounts/store.hpp"

namespace linli::accounts {
namespace {

namespace asio = http::asio;

constexpr int kSessionSecretBytes = 32;

std::string peer_json(std::string_view peer) {
  JsonWriter json;
  json.begin_object().field("peer", peer).end_object();
  return json.take();
}

Error locked_out(std::int64_t seconds) {
  auto error = make_error(kLockedOut);
  error.retry_after_seconds = static_cast<int>(seconds);
  return error;
}

// Known and unknown logins are counted alike; what cannot be a login at all only tells about who tries it.
std::string login_subject(std::string_view key, std::string_view peer) {
  return key.empty() ? "no-login:" + std::string(peer) : "login:" + std::string(key);
}

}  // namespace

asio::awaitable<Result<SignedIn>> Sessions::sign_in(SignIn request) {
  const auto key = login_key(request.login);
  const auto peer = peer_subject(request.peer);
  const Attempt attempt{login_subject(key, peer), peer};
  auto begun = co_await begin_attempt(attempt);
  if (!begun) co_return fail(std::move(begun.error()));

  auto find = [&key](storage::Snapshot& snapshot) { return store::find_login(snapshot, key); };
  const auto account = co_await context_.store.read(find);
  auto matches = co_await context_.passwords.matches(std::move(request.password),
                                                     account ? account->password_hash : std::string{});
  if (!matches) co_return fail(std::move(matches.error()));
  if (!*matches || account->state != AccountState::Active) {
    co_await record_failure(account, request.peer);
    co_return fail(kBadLogin);
  }
  co_return co_await open_session(*account, attempt, request);
}

asio::awaitable<Result<void>> Sessions::begin_attempt(const Attempt& attempt) {
  auto begin = [&attempt](storage::Transaction& transaction) -> Result<void> {
    const auto wait = std::max(store::locked_seconds(transaction, attempt.login_subject),
                               store::locked_seconds(transaction, attempt.peer_subject));
    if (wait > 0) return fail(locked_out(wait));
    store::count_failure(transaction, attempt.login_subject, kAccountBackOff);
    store::count_failure(transaction, attempt.peer_subject, kPeerBackOff);
    return {};
  };
  co_return co_await context_.store.write(begin);
}

asio::awaitable<void> Sessions::record_failure(const std::optional<Account>& account, std::string_view peer) {
  auto record = [&account, peer](storage::Transaction& transaction) {
    // What was typed as an unknown login may be a password; it is not written down.
    const auto home = home_district(transaction);
    if (!account && !home) return true;
    const auto district = account ? account->district : home->id;
    auto event = account_event("accounts.sign_in_failed", district, AccountId{}, account ? account->id : AccountId{});
    event.after = peer_json(peer);
    transaction.record(event);
    return true;
  };
  co_await context_.store.write(record);
}

asio::awaitable<Result<SignedIn>> Sessions::open_session(const Account& account, const Attempt& attempt,
                                                         const SignIn& request) {
  SignedIn opened{account.district, account.id, storage::random_secret(kSessionSecretBytes)};
  const auto& keys = context_.store.keys();
  const auto digest = session_digest(keys, opened.secret);
  const auto old_digest = session_digest(keys, request.old_secret);
  auto open = [&](storage::Transaction& transaction) -> Result<void> {
    const auto now = transaction.now();
    // Asked again inside: the account may have been locked while the password was being checked.
    const auto fresh = store::find_account(transaction, account.district, account.id);
    if (!fresh || fresh->state != AccountState::Active || fresh->password_hash != account.password_hash)
      return fail(kBadLogin);
    store::forget_failures(transaction, attempt.login_subject);
    store::forgive_failure(transaction, attempt.peer_subject);
    if (const auto old = store::find_session(transaction, old_digest)) {
      store::end_session(transaction, old->district, old->id);
      transaction.after_commit([this, old_digest] { context_.cache.forget(old_digest); });
    }
    store::insert_session(
        transaction, {account.district, transaction.new_id(), account.id, now, now, now + context_.options.absolute},
        digest);
    auto event = account_event("accounts.signed_in", account.district, account.id, account.id);
    event.after = peer_json(request.peer);
    transaction.record(event);
    return {};
  };
  auto done = co_await context_.store.write(open);
  if (!done) co_return fail(std::move(done.error()));
  co_return opened;
}

asio::awaitable<void> Sessions::sign_out(const Caller& caller) {
  auto end = [this, &caller](storage::Transaction& transaction) {
    store::end_session(transaction, caller.district, caller.session);
    transaction.record(account_event("accounts.signed_out", caller.district, caller.account, caller.account));
    context_.forget_after_commit(transaction, caller.account);
    return true;
  };
  co_await context_.store.write(end);
}

asio::awaitable<Result<void>> Sessions::check_new_password(const Account& account, const std::string& password) {
  const auto day = date_of(context_.clock.now());
  auto checked = check_password(password, {account.login, account.name}, day);
  if (!checked) co_return checked;
  const int remembered = rule_on(shipped_password_rules(), PolicyItem::Remembered, day).value;
  auto ask = [&account, remembered](storage::Snapshot& snapshot) {
    return store::earlier_passwords(snapshot, account.district, account.id, remembered);
  };
  for (const auto& earlier : co_await context_.store.read(ask)) {
    auto same = co_await context_.passwords.matches(password, earlier);
    if (!same) co_return fail(std::move(same.error()));
    if (!*same) continue;
    const auto number = std::to_string(remembered);
    co_return fail(
        kWeakPassword,
        {{.field = "password",
          .row = std::nullopt,
          .value = "",
          .reason = {"这是最近 " + number + " 次用过的密码。", "This is one of your last " + number + " passwords."},
          .remedy = {"换一个没有用过的密码。", "Choose one that you have not used."}}});
  }
  co_return Result<void>{};
}

asio::awaitable<Result<void>> Sessions::change_password(const Caller& caller, std::string old_password,
                                                        std::string new_password, std::string peer) {
  if (caller.session == 0) co_return fail(kSessionOnly);
  auto find = [&caller](storage::Snapshot& snapshot) {
    return store::find_account(snapshot, caller.district, caller.account);
  };
  const auto account = co_await context_.store.read(find);
  if (!account) co_return fail(kNotFound);
  const auto from = peer_subject(peer);
  const Attempt attempt{login_subject(login_key(account->login), from), from};
  auto begun = co_await begin_attempt(attempt);
  if (!begun) co_return begun;
  auto right = co_await context_.passwords.matches(std::move(old_password), account->password_hash);
  if (!right) co_return fail(std::move(right.error()));
  if (!*right) {
    co_await record_failure(account, peer);
    co_return fail(kWrongOldPassword);
  }
  auto checked = co_await check_new_password(*account, new_password);
  auto hash = checked ? co_await context_.passwords.hash(std::move(new_password)) : fail(std::move(checked.error()));
  auto set = [&](storage::Transaction& transaction) -> Result<void> {
    store::forgive_failure(transaction, attempt.peer_subject);
    store::forget_failures(transaction, attempt.login_subject);
    if (!hash) return {};  // the old password was right all the same
    context_.forget_after_commit(transaction, caller.account);
    return set_password(transaction, caller.district, caller.account, caller.account,
                        {.hash = *hash, .must_change = false, .kept_session = caller.session});
  };
  auto done = co_await context_.store.write(set);
  if (!hash) co_return fail(std::move(hash.error()));
  co_return done;
}

}  // namespace linli::accounts
