#include "modules/accounts/accounts.hpp"

#include "modules/accounts/caller_loader.hpp"
#include "modules/accounts/session_store.hpp"

namespace linli::accounts {

Accounts::Accounts(storage::Store& store, const Clock& clock, Lookups lookups, AccountsOptions options)
    : context_(store, clock, std::move(lookups), std::move(options)),
      gatekeeper_(context_),
      sessions_(context_),
      people_(context_) {}

http::Gate Accounts::gate() {
  return [this](http::Request& request, const http::Declaration& declaration) {
    return gatekeeper_.admit(request, declaration);
  };
}

void Accounts::sweep() {
  constexpr std::chrono::days kKept{30};
  context_.store.write_now([kKept](storage::Transaction& transaction) {
    store::sweep(transaction, transaction.now() - kKept);
    return true;
  });
}

std::optional<Caller> Accounts::caller(storage::Snapshot& snapshot, DistrictId district, AccountId account) const {
  return load_caller(snapshot, district, account, context_.lookups);
}

std::optional<Caller> Accounts::caller_of_key(storage::Snapshot& snapshot, std::string_view key) const {
  constexpr std::size_t kLongest = 128;
  if (key.empty() || key.size() > kLongest) return std::nullopt;
  const auto credential = load_token(snapshot, token_digest(context_.store.keys(), key), context_.lookups);
  if (!credential) return std::nullopt;
  return *credential->caller;
}

}  // namespace linli::accounts
