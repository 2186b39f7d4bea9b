#include "modules/accounts/gate.hpp"

#include <botan/mem_ops.h>

#include <algorithm>

#include "modules/accounts/caller_loader.hpp"
#include "modules/accounts/errors.hpp"
#include "modules/accounts/session_store.hpp"

namespace linli::accounts {
namespace {

namespace asio = http::asio;

constexpr std::size_t kMaxSecret = 128;
constexpr std::chrono::minutes kStoreSeenEvery{1};
constexpr std::string_view kOwnPasswordPath = "/api/v1/session/password";
constexpr std::string_view kSessionPath = "/api/v1/session";

std::string_view bearer_of(const http::Request& request) {
  constexpr std::string_view kPrefix = "Bearer ";
  const auto header = request.header("authorization");
  return header.starts_with(kPrefix) ? header.substr(kPrefix.size()) : std::string_view{};
}

bool equal_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         Botan::constant_time_compare(reinterpret_cast<const std::uint8_t*>(a.data()),
                                      reinterpret_cast<const std::uint8_t*>(b.data()), a.size());
}

}  // namespace

asio::awaitable<Result<void>> Gatekeeper::admit(http::Request& request, const http::Declaration& declaration) {
  const bool unsafe = request.method != http::Method::Get;
  const bool by_token = !bearer_of(request).empty();
  if (unsafe && !by_token && !same_origin(request)) co_return fail(kForged);
  const bool open = declaration.access == http::Access::Public;
  if (open && unsafe) co_return Result<void>{};

  const auto secret = secret_of(request);
  if (!secret) {
    if (open) co_return Result<void>{};
    co_return fail(kSignInNeeded);
  }
  auto entry = find_fresh(*secret, context_.clock.now());
  if (!entry) entry = co_await resolve(*secret);
  if (!entry) {
    if (open) co_return Result<void>{};
    co_return fail(kSignInNeeded);
  }
  const auto& credential = entry->credential;
  if (unsafe && !by_token && !equal_constant_time(request.header("x-csrf-token"), credential.csrf))
    co_return fail(kForged);
  if (!open) {
    auto allowed = check_right(*credential.caller, request, declaration);
    if (!allowed) co_return allowed;
  }
  request.principal = credential.caller;
  co_return Result<void>{};
}

std::optional<Gatekeeper::Secret> Gatekeeper::secret_of(const http::Request& request) const {
  const auto& keys = context_.store.keys();
  const auto bearer = bearer_of(request);
  if (!bearer.empty()) {
    if (bearer.size() > kMaxSecret) return std::nullopt;
    return Secret{Kind::Token, bearer, token_digest(keys, bearer)};
  }
  const auto cookie = request.cookie(kSessionCookie);
  if (cookie.empty() || cookie.size() > kMaxSecret) return std::nullopt;
  return Secret{Kind::Session, cookie, session_digest(keys, cookie)};
}

std::shared_ptr<Gatekeeper::Entry> Gatekeeper::find_fresh(const Secret& secret, Instant now) {
  auto entry = context_.cache.find(secret.digest);
  if (!entry) return nullptr;
  const auto& credential = entry->credential;
  if (now >= credential.expires_at || now >= credential.day_ends_at) return nullptr;
  if (secret.kind == Kind::Session && from_ms(entry->seen_ms.load()) + context_.options.idle <= now) return nullptr;
  auto check_at = entry->check_at_ms.load(std::memory_order_relaxed);
  if (to_ms(now) >= check_at) {
    // One request looks up again; the others go on with what they know meanwhile.
    const auto next = to_ms(now + context_.options.revalidate);
    if (entry->check_at_ms.compare_exchange_strong(check_at, next)) return nullptr;
  }
  entry->seen_ms.store(to_ms(now), std::memory_order_relaxed);
  return entry;
}

asio::awaitable<std::shared_ptr<Gatekeeper::Entry>> Gatekeeper::resolve(Secret secret) {
  const auto now = context_.clock.now();
  const auto generation = context_.cache.generation();
  auto entry = co_await load(secret, now);
  if (!entry) {
    // Guessed secrets must not make the others' entries go: only what is there is dropped.
    if (context_.cache.find(secret.digest)) context_.cache.forget(secret.digest);
    co_return nullptr;
  }
  context_.cache.put(secret.digest, entry, generation);
  const auto& credential = entry->credential;
  if (secret.kind == Kind::Session && credential.seen_at + kStoreSeenEvery <= now) {
    const auto& caller = *credential.caller;
    auto touch = [&caller, now](storage::Transaction& transaction) {
      store::touch_session(transaction, caller.district, caller.session, now);
      return true;
    };
    co_await context_.store.write(touch);
  }
  co_return entry;
}

asio::awaitable<std::shared_ptr<Gatekeeper::Entry>> Gatekeeper::load(Secret secret, Instant now) {
  auto ask = [this, &secret](storage::Snapshot& snapshot) {
    return secret.kind == Kind::Session ? load_session(snapshot, secret.digest, context_.options.idle, context_.lookups)
                                        : load_token(snapshot, secret.digest, context_.lookups);
  };
  auto credential = co_await context_.store.read(ask);
  if (!credential) co_return nullptr;
  if (secret.kind == Kind::Session) credential->csrf = csrf_token(context_.store.keys(), secret.text);
  auto entry = std::make_shared<Entry>(std::move(*credential));
  entry->seen_ms = to_ms(now);
  entry->check_at_ms = to_ms(now + context_.options.revalidate);
  co_return entry;
}

bool Gatekeeper::same_origin(const http::Request& request) const {
  const auto origin = request.header("origin");
  if (origin.empty()) {
    // Old browsers and machines name neither; the CSRF token then stands alone.
    const auto site = request.header("sec-fetch-site");
    return site.empty() || site == "same-origin" || site == "none";
  }
  const auto scheme_end = origin.find("://");
  if (scheme_end != std::string_view::npos && origin.substr(scheme_end + 3) == request.header("host")) return true;
  const auto& allowed = context_.options.origins;
  return std::ranges::find(allowed, origin) != allowed.end();
}

Result<void> Gatekeeper::check_right(const Caller& caller, const http::Request& request,
                                     const http::Declaration& declaration) {
  if (caller.must_change_password && request.path != kOwnPasswordPath && request.path != kSessionPath)
    return fail(kMustChange);
  if (declaration.permission.empty()) return {};
  const bool may =
      std::ranges::any_of(caller.rights, [&](Right right) { return to_string(right) == declaration.permission; });
  if (!may) return fail(kNoRight);
  return {};
}

}  // namespace linli::accounts
