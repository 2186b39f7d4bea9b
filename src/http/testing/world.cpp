#include "http/testing/world.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

#include "http/encoding.hpp"
#include "http/errors.hpp"

namespace linli::http::testing {
namespace {

constexpr ErrorSpec kSignIn{ErrorKind::Unauthenticated, "test.sign_in", "请登录", "Sign in"};

struct Guest final : Principal {
  [[nodiscard]] std::string_view label() const override { return "account 7"; }
};

Declaration open_to_all() {
  Declaration declaration;
  declaration.access = Access::Public;
  return declaration;
}

asio::awaitable<Answer> hello(Request& request) {
  JsonWriter json;
  json.begin_object().field("path", request.path).field("peer", request.peer).field("secure", request.secure);
  json.field("request_id", request.request_id).field("cookie", request.cookie("linli_session"));
  json.field("name", request.query_value("name")).end_object();
  co_return json_response(json);
}

asio::awaitable<Answer> tagged(Request&) {
  Response response = json_response("\"" + std::string(100'000, 'a') + "\"");
  response.etag = "\"v1\"";
  co_return response;
}

asio::awaitable<Answer> throws(Request&) {
  throw std::runtime_error("secret detail");
  co_return empty_response();
}

asio::awaitable<Answer> read_case(Request& request) {
  if (request.param("id") == "404") co_return fail(kNotFound);
  JsonWriter json;
  json.begin_object().field("id", request.param_id<CaseId>("id")).end_object();
  co_return json_response(json);
}

asio::awaitable<Answer> create_case(Request& request) {
  JsonWriter json;
  json.begin_object().field("text", std::string_view(request.json.at("text").as_string())).end_object();
  co_return json_response(json, 201);
}

asio::awaitable<Answer> take_photo(Request& request) {
  JsonWriter json;
  json.begin_object().field("size", static_cast<std::int64_t>(request.body.size())).end_object();
  co_return json_response(json, 201);
}

Handler slow(std::atomic<int>& running) {
  return [&running](Request& request) -> asio::awaitable<Answer> {
    running.fetch_add(1);
    const int ms = std::stoi(std::string(request.query_value("ms").value_or("0")));
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(ms));
    co_await timer.async_wait(asio::use_awaitable);
    co_return json_response("{}");
  };
}

Answer page(const Request& request) {
  if (request.path == "/missing") return fail(kNotFound);
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = gzip("<p>" + request.path + "</p>");
  response.gzip_encoded = true;
  response.etag = "\"page\"";
  return response;
}

}  // namespace

void fill_world(World& world) {
  Declaration greeting = open_to_all();
  greeting.query = {text_field("name", {"名字", "Name"})};
  world.router.add(Method::Get, "/api/v1/hello", greeting, hello);
  world.router.add(Method::Get, "/api/v1/tagged", open_to_all(), tagged);
  world.router.add(Method::Get, "/api/v1/throws", open_to_all(), throws);
  Declaration waiting = open_to_all();
  waiting.query = {integer_field("ms", {"毫秒", "Milliseconds"}).between(0, 10'000)};
  world.router.add(Method::Get, "/api/v1/slow", waiting, slow(world.running));
  world.router.add(Method::Get, "/api/v1/cases/{id}", {}, read_case);
  Declaration intake = open_to_all();
  intake.body_kind = BodyKind::Json;
  intake.max_body = 4 << 10;
  intake.body = {text_field("text", {"内容", "Text"}).must().at_least(1), id_field("matter_id", {"事项", "Matter"})};
  world.router.add(Method::Post, "/api/v1/cases", intake, create_case);
  Declaration photo = open_to_all();
  photo.body_kind = BodyKind::Raw;
  photo.max_body = 1 << 20;
  photo.raw_types = {"image/*"};
  world.router.add(Method::Post, "/api/v1/photos", photo, take_photo);
  world.router.set_fallback(page);
}

Gate make_gate() {
  return [](Request& request, const Declaration& declaration) -> asio::awaitable<Result<void>> {
    if (request.header("authorization") == "Bearer good") {
      request.principal = std::make_shared<Guest>();
    } else if (declaration.access == Access::Session) {
      co_return fail(kSignIn);
    }
    co_return Result<void>{};
  };
}

}  // namespace linli::http::testing
