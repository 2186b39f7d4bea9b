#pragma once
// What the routes of notices share.

#include <utility>

#include "http/body.hpp"
#include "http/declare.hpp"
#include "http/router.hpp"
#include "modules/notices/service.hpp"

namespace linli::notices {

using Route = http::asio::awaitable<http::Answer> (*)(Notices&, http::Request&);

// Adds routes whose handlers take the service.
class Routes {
 public:
  Routes(http::Router& router, Notices& notices) : router_(router), notices_(notices) {}
  void add(http::Method method, std::string path, http::Declaration declaration, Route handler) {
    router_.add(method, std::move(path), std::move(declaration),
                [&notices = notices_, handler](http::Request& request) { return handler(notices, request); });
  }

 private:
  http::Router& router_;
  Notices& notices_;
};

[[nodiscard]] http::Declaration declared(Text summary, std::vector<http::Field> body = {},
                                         std::string_view permission = {});
void write_ways(JsonWriter& w, std::string_view name, const Ways& ways);
void write_quiet(JsonWriter& w, const std::optional<Quiet>& quiet);
// From `quiet_from` and `quiet_to`, both `HH:MM`; none when either is missing.
[[nodiscard]] std::optional<Quiet> quiet_in(const http::Body& body);
[[nodiscard]] std::vector<http::Field> quiet_fields();

void register_people_routes(Routes routes);
void register_channel_routes(Routes routes);

}  // namespace linli::notices
