#pragma once
// Stands before every route: who is asking, may they, and does the request really come from our page.

#include <memory>
#include <string_view>

#include "http/router.hpp"
#include "modules/accounts/context.hpp"

namespace linli::accounts {

inline constexpr std::string_view kSessionCookie = "linli_session";

class Gatekeeper {
 public:
  explicit Gatekeeper(Context& context) : context_(context) {}

  // Sets request.principal to a Caller, or fails. Unsafe requests of a browser must name our origin (or none) and bring
  // the session's CSRF token. Unsafe requests to public routes act for nobody: a cookie sent along changes nothing.
  [[nodiscard]] http::asio::awaitable<Result<void>> admit(http::Request& request, const http::Declaration& declaration);

 private:
  enum class Kind { Session, Token };
  struct Secret {
    Kind kind{};
    std::string_view text;
    storage::Digest digest{};
  };
  using Entry = CallerCache::Entry;

  [[nodiscard]] std::optional<Secret> secret_of(const http::Request& request) const;
  [[nodiscard]] http::asio::awaitable<std::shared_ptr<Entry>> resolve(Secret secret);
  // The cached entry when nothing needs to be asked of the tables.
  [[nodiscard]] std::shared_ptr<Entry> find_fresh(const Secret& secret, Instant now);
  [[nodiscard]] http::asio::awaitable<std::shared_ptr<Entry>> load(Secret secret, Instant now);
  [[nodiscard]] bool same_origin(const http::Request& request) const;
  [[nodiscard]] static Result<void> check_right(const Caller& caller, const http::Request& request,
                                                const http::Declaration& declaration);

  Context& context_;
};

}  // namespace linli::accounts
