#include "modules/accounts/http.hpp"

#include <cstddef>
#include <span>

#include "modules/accounts/caller_loader.hpp"
#include "modules/accounts/errors.hpp"
#include "modules/accounts/http_json.hpp"
#include "modules/accounts/http_people.hpp"

namespace linli::accounts {
namespace {

using http::Access;
using http::Answer;
using http::BodyKind;
using http::Method;
using http::Request;
namespace asio = http::asio;

constexpr std::size_t kMaxPassword = 128;

std::string cookie_text(std::string_view secret, std::chrono::seconds lifetime, bool secure) {
  std::string cookie(kSessionCookie);
  cookie.append("=").append(secret).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
  cookie += std::to_string(lifetime.count());
  if (secure) cookie += "; Secure";
  return cookie;
}

void write_nobody(JsonWriter& json, const std::optional<District>& district) {
  json.begin_object().field("account", nullptr).field("csrf", "");
  json.key("roles").begin_array().end_array().key("can").begin_array().end_array().key("district");
  if (district)
    write_district(json, *district);
  else
    json.value(nullptr);
  json.field("must_change_password", false).end_object();
}

void write_session(JsonWriter& json, const SessionView& session, const Caller& caller, std::string_view csrf) {
  json.begin_object().key("account").begin_object();
  json.field("id", session.account.id).field("login", session.account.login).field("name", session.account.name);
  json.end_object().field("csrf", csrf).key("roles").begin_array();
  for (const auto& role : session.roles) write_role(json, role);
  json.end_array().key("can").begin_array();
  for (const auto right : caller.rights) json.value(to_string(right));
  json.end_array().key("district");
  write_district(json, session.district);
  json.field("must_change_password", session.must_change_password).end_object();
}

// The session of `caller`, or nobody's.
asio::awaitable<http::Response> session_answer(Accounts& accounts, const Caller* caller, std::string csrf) {
  JsonWriter json;
  std::optional<SessionView> session;
  if (caller != nullptr) session = co_await accounts.people().session(*caller);
  if (session) {
    write_session(json, *session, *caller, csrf);
  } else {
    auto ask = [](storage::Snapshot& snapshot) { return home_district(snapshot); };
    write_nobody(json, co_await accounts.context().store.read(ask));
  }
  auto response = http::json_response(json);
  response.headers.emplace_back("Cache-Control", "no-store");
  co_return response;
}

asio::awaitable<Answer> get_session(Accounts& accounts, Request& request) {
  const auto* caller = maybe_caller_of(request);
  std::string csrf;
  if (caller != nullptr && caller->session != 0)
    csrf = csrf_token(accounts.context().store.keys(), request.cookie(kSessionCookie));
  co_return co_await session_answer(accounts, caller, std::move(csrf));
}

asio::awaitable<Answer> sign_in(Accounts& accounts, Request& request) {
  SignIn wanted{.login = text_of(request, "login").value_or(""),
                .password = take_secret(request, "password"),
                .peer = request.peer,
                .old_secret = std::string(request.cookie(kSessionCookie))};
  const auto opened = co_await accounts.sessions().sign_in(std::move(wanted));
  if (!opened) co_return fail(opened.error());
  auto& context = accounts.context();
  auto load = [&](storage::Snapshot& snapshot) {
    return load_caller(snapshot, opened->district, opened->account, context.lookups);
  };
  const auto caller = co_await context.store.read(load);
  auto response =
      co_await session_answer(accounts, caller ? &*caller : nullptr, csrf_token(context.store.keys(), opened->secret));
  response.headers.emplace_back("Set-Cookie", cookie_text(opened->secret, context.options.absolute, request.secure));
  co_return response;
}

asio::awaitable<Answer> sign_out(Accounts& accounts, Request& request) {
  const auto& caller = caller_of(request);
  if (caller.session == 0) co_return fail(kSessionOnly);
  co_await accounts.sessions().sign_out(caller);
  auto response = http::empty_response();
  response.headers.emplace_back("Set-Cookie", cookie_text("", std::chrono::seconds{0}, request.secure));
  co_return response;
}

std::string hex_of(const storage::Digest& digest, std::size_t bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const auto byte : std::span(digest).first(bytes)) {
    const auto value = std::to_integer<unsigned>(byte);
    hex += kDigits[value >> 4U];
    hex += kDigits[value & 15U];
  }
  return hex;
}

// What seals this person's things on this device. It follows from account and device, so nothing is stored here, and
// whoever signs in again on that device finds everything again; nobody else gets it.
asio::awaitable<Answer> device_key(Accounts& accounts, Request& request) {
  const auto& caller = caller_of(request);
  if (caller.session == 0) co_return fail(kSessionOnly);
  const auto& context = accounts.context();
  const auto of =
      to_string(caller.district) + '/' + to_string(caller.account) + '/' + text_of(request, "device").value_or("");
  const auto& keys = context.store.keys();
  JsonWriter json;
  json.begin_object().field("owner", hex_of(keys.blind_index("accounts.device.owner", of), 8));
  json.field("key", hex_of(keys.blind_index("accounts.device.key", of), 32));
  json.field("hours", context.options.absolute.count()).end_object();
  auto response = http::json_response(json);
  response.headers.emplace_back("Cache-Control", "no-store");
  co_return response;
}

asio::awaitable<Answer> change_password(Accounts& accounts, Request& request) {
  auto old_password = take_secret(request, "old");
  auto new_password = take_secret(request, "new");
  auto changed = co_await accounts.sessions().change_password(caller_of(request), std::move(old_password),
                                                              std::move(new_password), request.peer);
  if (!changed) co_return fail(std::move(changed.error()));
  co_return http::empty_response();
}

asio::awaitable<Answer> get_setup(Accounts& accounts, Request&) {
  const bool needed = co_await accounts.sessions().setup_needed();
  JsonWriter json;
  json.begin_object().field("needed", needed).end_object();
  co_return http::json_response(json);
}

asio::awaitable<Answer> set_up(Accounts& accounts, Request& request) {
  SetUp wanted{.code = text_of(request, "code").value_or(""),
               .login = text_of(request, "login").value_or(""),
               .name = text_of(request, "name").value_or(""),
               .password = take_secret(request, "password"),
               .peer = request.peer,
               .district_name = text_of(request, "district_name").value_or(""),
               .district_code = text_of(request, "district_code").value_or("")};
  const auto account = co_await accounts.sessions().set_up(std::move(wanted));
  if (!account) co_return fail(account.error());
  JsonWriter json;
  json.begin_object().field("id", *account).end_object();
  co_return http::json_response(json, 201);
}

http::Field login_field() { return http::text_field("login", {"用户名", "Login"}).must().at_most(64); }
http::Field password_field(std::string name, Text label) {
  return http::text_field(std::move(name), std::move(label)).must().at_most(kMaxPassword).hidden();
}

http::Declaration setup_declaration() {
  return {.summary_zh = "首次设置：建立安全管理员",
          .summary_en = "First set-up: make the security administrator",
          .access = Access::Public,
          .body_kind = BodyKind::Json,
          .body = {http::text_field("code", {"设置码", "Set-up code"}).must().at_most(64).hidden(), login_field(),
                   http::text_field("name", {"姓名", "Name"}).must().at_most(60),
                   password_field("password", {"密码", "Password"}),
                   http::text_field("district_name", {"区县名称", "Name of the district"}).at_most(60),
                   http::text_field("district_code", {"区划代码", "Division code"}).at_most(6)},
          .max_body = 4096};
}

}  // namespace

void register_routes(http::Router& router, Accounts& accounts) {
  const auto with = [&accounts](auto handler) -> http::Handler {
    return [&accounts, handler](Request& request) { return handler(accounts, request); };
  };
  router.add(Method::Get, "/api/v1/session",
             {.summary_zh = "当前登录状态", .summary_en = "Who is signed in", .access = Access::Public},
             with(get_session));
  router.add(Method::Post, "/api/v1/session",
             {.summary_zh = "登录",
              .summary_en = "Sign in",
              .access = Access::Public,
              .body_kind = BodyKind::Json,
              .body = {login_field(), password_field("password", {"密码", "Password"})},
              .max_body = 4096},
             with(sign_in));
  router.add(Method::Delete, "/api/v1/session", {.summary_zh = "退出登录", .summary_en = "Sign out"}, with(sign_out));
  router.add(Method::Post, "/api/v1/session/device",
             {.summary_zh = "本人在这台设备上的密钥，用来加密离线保存的内容",
              .summary_en = "The own key for this device, which seals what is kept offline",
              .body_kind = BodyKind::Json,
              .body = {http::text_field("device", {"设备编号", "Device"}).must().at_least(16).at_most(64)},
              .max_body = 4096,
              .answer = {http::text_field("owner", {"归属标记", "Owner"}), http::text_field("key", {"密钥", "Key"}),
                         http::integer_field("hours", {"可用小时数", "Hours of use"})}},
             with(device_key));
  router.add(
      Method::Put, "/api/v1/session/password",
      {.summary_zh = "修改自己的密码",
       .summary_en = "Change the own password",
       .body_kind = BodyKind::Json,
       .body = {password_field("old", {"原密码", "Old password"}), password_field("new", {"新密码", "New password"})},
       .max_body = 4096},
      with(change_password));
  router.add(Method::Get, "/api/v1/setup",
             {.summary_zh = "是否需要首次设置", .summary_en = "Is the first set-up due", .access = Access::Public},
             with(get_setup));
  router.add(Method::Post, "/api/v1/setup", setup_declaration(), with(set_up));
  register_people_routes(router, accounts);
}

}  // namespace linli::accounts
