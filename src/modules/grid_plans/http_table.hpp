#pragma once
// What this module's route tables share.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <functional>
#include <memory>

#include "http/body.hpp"
#include "http/router.hpp"
#include "modules/grid_plans/service.hpp"

namespace linli::grid_plans {

namespace asio = http::asio;
using accounts::caller_of;
using accounts::Right;
using http::Answer;
using http::Body;
using http::Method;
using http::Request;
using Json = GridPlans::Json;

// Judging a plan takes some ten milliseconds: longer than an io thread should be held.
inline constexpr std::size_t kAsideThreads = 2;

struct Context {
  explicit Context(GridPlans& service) : plans(service) {}

  GridPlans& plans;
  asio::thread_pool aside{kAsideThreads};
};
using Call = Json (*)(GridPlans&, const Request&);

struct Route {
  int status = 200;
  std::string_view content_type = {};  // empty: JSON
  bool etag = false;
};

inline asio::awaitable<Answer> run(Context& context, Call call, Route route, Request& request) {
  auto json = co_await asio::co_spawn(
      context.aside, [&]() -> asio::awaitable<Json> { co_return call(context.plans, request); }, asio::use_awaitable);
  if (!json) co_return fail(std::move(json.error()));
  if (route.content_type.empty()) co_return http::json_response(std::move(*json), route.status);
  http::Response response;
  response.content_type = route.content_type;
  if (route.etag) response.etag = '"' + std::to_string(std::hash<std::string>{}(*json)) + '"';
  response.body = std::move(*json);
  co_return response;
}

inline PlanId id_of(const Request& request) { return request.param_id<PlanId>("id"); }

inline std::optional<std::uint32_t> key_of(std::string_view text) {
  std::uint32_t key = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), key);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return key;
}

inline int version_of(const Body& body) { return static_cast<int>(body.integer("version").value_or(0)); }

inline PlanStep step_of(const Request& request, std::string_view text) {
  const Body body(request.json);
  return {id_of(request), version_of(body), body.text(text)};
}

inline http::Declaration declare(std::string zh, std::string en, Right right, std::vector<http::Field> query = {}) {
  http::Declaration declaration;
  declaration.summary_zh = std::move(zh);
  declaration.summary_en = std::move(en);
  declaration.permission = accounts::to_string(right);
  declaration.query = std::move(query);
  return declaration;
}

inline http::Declaration declare_body(std::string zh, std::string en, Right right, std::vector<http::Field> body) {
  auto declaration = declare(std::move(zh), std::move(en), right);
  declaration.body_kind = http::BodyKind::Json;
  declaration.body = std::move(body);
  return declaration;
}

inline http::Field version_field() { return http::integer_field("version", {"版本", "Version"}).must(); }
class Table {
 public:
  Table(http::Router& router, std::shared_ptr<Context> context) : router_(router), context_(std::move(context)) {}

  void add(Method method, const std::string& path, http::Declaration declaration, Call call, Route route = {}) {
    router_.add(method, "/api/v1/grid-plans" + path, std::move(declaration),
                [context = context_, call, route](Request& request) { return run(*context, call, route, request); });
  }

 private:
  http::Router& router_;
  std::shared_ptr<Context> context_;
};

// Roads, rivers and walls.
void add_barrier_routes(Table& table);
// Approving, adopting, rolling back; notices.
void add_adoption_routes(Table& table);

}  // namespace linli::grid_plans
