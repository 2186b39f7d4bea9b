// The first account of an installation: whoever can read the operator's console may make it, once.

#include <botan/mem_ops.h>

#include "modules/accounts/errors.hpp"
#include "modules/accounts/policy.hpp"
#include "modules/accounts/records.hpp"
#include "modules/accounts/rules.hpp"
#include "modules/accounts/session_store.hpp"
#include "modules/accounts/sessions.hpp"
#include "modules/accounts/store.hpp"
#include "storage/keys.hpp"

namespace linli::accounts {
namespace {

namespace asio = http::asio;

constexpr int kCodeBytes = 10;

Result<AccountId> make_first_account(storage::Transaction& transaction, const Lookups& lookups, const SetUp& request,
                                     const std::string& hash) {
  if (store::any_account(transaction)) return fail(kSetupDone);
  const auto district = home_or_new_district(transaction, lookups, request.district_name, request.district_code);
  if (!district) return fail(district.error());
  auto account =
      add_account(transaction, *district, AccountId{},
                  {.login = request.login, .name = request.name, .password_hash = hash, .must_change_password = false});
  if (!account) return account;
  const NewBinding binding{.role = Role::SecurityAdmin, .from = today(transaction, *district)};
  auto bound = bind_role(transaction, *district, AccountId{}, *account, binding);
  if (!bound) return fail(std::move(bound.error()));
  return account;
}

}  // namespace

asio::awaitable<bool> Sessions::setup_needed() {
  auto ask = [](storage::Snapshot& snapshot) { return !store::any_account(snapshot); };
  co_return co_await context_.store.read(ask);
}

std::optional<std::string> Sessions::setup_code() {
  const bool needed =
      context_.store.read_now([](storage::Snapshot& snapshot) { return !store::any_account(snapshot); });
  const std::scoped_lock lock(mutex_);
  if (!needed) {
    code_.reset();
  } else if (!code_) {
    code_ = storage::random_secret(kCodeBytes);
  }
  return code_;
}

bool Sessions::take_code(std::string_view code) {
  const std::scoped_lock lock(mutex_);
  return code_ && code_->size() == code.size() &&
         Botan::constant_time_compare(reinterpret_cast<const std::uint8_t*>(code_->data()),
                                      reinterpret_cast<const std::uint8_t*>(code.data()), code.size());
}

asio::awaitable<Result<AccountId>> Sessions::set_up(SetUp request) {
  const bool needed = co_await setup_needed();
  if (!needed) co_return fail(kSetupDone);
  // By address only: a stranger must not be able to keep the operator out, and the code cannot be guessed.
  const auto peer = peer_subject(request.peer);
  const Attempt attempt{"setup:" + peer, peer};
  auto begun = co_await begin_attempt(attempt);
  if (!begun) co_return fail(std::move(begun.error()));
  if (!take_code(request.code)) co_return fail(kBadSetupCode);
  auto checked = check_password(request.password, {request.login, request.name}, date_of(context_.clock.now()));
  auto hash =
      checked ? co_await context_.passwords.hash(std::move(request.password)) : fail(std::move(checked.error()));
  auto make = [&](storage::Transaction& transaction) -> Result<AccountId> {
    if (!hash) return fail(hash.error());
    return make_first_account(transaction, context_.lookups, request, *hash);
  };
  auto account = co_await context_.store.write(make);
  auto forgive = [&attempt](storage::Transaction& transaction) {
    store::forgive_failure(transaction, attempt.peer_subject);
    store::forget_failures(transaction, attempt.login_subject);
    return true;
  };
  co_await context_.store.write(forgive);
  if (account) {
    const std::scoped_lock lock(mutex_);
    code_.reset();
  }
  co_return account;
}

}  // namespace linli::accounts
