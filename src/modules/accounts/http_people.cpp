#include "modules/accounts/http_people.hpp"

#include <charconv>

#include "modules/accounts/errors.hpp"
#include "modules/accounts/http_json.hpp"

namespace linli::accounts {
namespace {

using http::Answer;
using http::BodyKind;
using http::Method;
using http::Request;
namespace asio = http::asio;

constexpr int kDefaultLimit = 50;

int limit_of(const Request& request) {
  const auto text = request.query_value("limit");
  int limit = kDefaultLimit;
  if (text) std::from_chars(text->data(), text->data() + text->size(), limit);
  return limit;
}

NewBinding binding_of(const Request& request, Date today) {
  return {.role = parse_role(text_of(request, "role").value_or("")).value_or(Role::Steward),
          .area = AreaId{id_of_member(request, "area_id")},
          .body = BodyId{id_of_member(request, "body_id")},
          .from = date_of_member(request, "from").value_or(today),
          .to = date_of_member(request, "to")};
}

Answer account_answer(const Result<AccountView>& account, int status) {
  if (!account) return fail(account.error());
  JsonWriter json;
  write_account(json, *account);
  return http::json_response(json, status);
}

Answer done(Result<void> result) {
  if (!result) return fail(std::move(result.error()));
  return http::empty_response();
}

// Who names a grid's steward must be able to find people too.
asio::awaitable<Answer> list_accounts(Accounts& accounts, Request& request) {
  const auto& caller = caller_of(request);
  if (!caller.may(Right::AccountsEdit) && !caller.may(Right::AreasEdit)) co_return fail(kNoRight);
  const auto page =
      co_await accounts.people().list(caller, std::string(request.query_value("q").value_or("")),
                                      std::string(request.query_value("cursor").value_or("")), limit_of(request));
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& account : page.accounts) write_account(json, account);
  json.end_array().field("next", page.next).end_object();
  co_return http::json_response(json);
}

asio::awaitable<Answer> add_account_route(Accounts& accounts, Request& request) {
  auto password = take_secret(request, "password");
  const auto account = co_await accounts.people().add(caller_of(request), text_of(request, "login").value_or(""),
                                                      text_of(request, "name").value_or(""), std::move(password));
  co_return account_answer(account, 201);
}

asio::awaitable<Answer> change_account_route(Accounts& accounts, Request& request) {
  AccountChange change{.name = text_of(request, "name"), .state = std::nullopt};
  if (const auto state = text_of(request, "state")) change.state = parse_state(*state);
  const auto account = co_await accounts.people().change(caller_of(request), request.param_id<AccountId>("id"), change);
  co_return account_answer(account, 200);
}

asio::awaitable<Answer> reset_password(Accounts& accounts, Request& request) {
  auto password = take_secret(request, "password");
  co_return done(co_await accounts.people().reset_password(caller_of(request), request.param_id<AccountId>("id"),
                                                           std::move(password)));
}

asio::awaitable<Answer> give_role(Accounts& accounts, Request& request) {
  const auto& caller = caller_of(request);
  const auto binding = binding_of(request, date_of(accounts.context().clock.now(), caller.offset));
  const auto role = co_await accounts.people().give_role(caller, request.param_id<AccountId>("id"), binding);
  if (!role) co_return fail(role.error());
  JsonWriter json;
  write_role(json, *role);
  co_return http::json_response(json, 201);
}

asio::awaitable<Answer> end_role(Accounts& accounts, Request& request) {
  const auto on = request.query_value("on");
  co_return done(co_await accounts.people().end_role(caller_of(request), request.param_id<AccountId>("id"),
                                                     parse_id(request.param("role_id")).value_or(0),
                                                     on ? parse_date(*on) : std::nullopt));
}

asio::awaitable<Answer> list_tokens(Accounts& accounts, Request& request) {
  const auto tokens = co_await accounts.people().tokens(caller_of(request));
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& token : tokens) write_token(json, token);
  json.end_array().field("next", nullptr).end_object();
  co_return http::json_response(json);
}

asio::awaitable<Answer> issue_token(Accounts& accounts, Request& request) {
  const auto asked = binding_of(request, Date{});
  NewToken token{.name = text_of(request, "name").value_or(""),
                 .binding = {0, asked.role, asked.area, asked.body},
                 .expires = date_of_member(request, "expires").value_or(Date{})};
  const auto issued = co_await accounts.people().issue_token(caller_of(request), std::move(token));
  if (!issued) co_return fail(issued.error());
  JsonWriter json;
  json.begin_object().field("id", std::to_string(issued->id)).field("secret", issued->secret).end_object();
  auto response = http::json_response(json, 201);
  response.headers.emplace_back("Cache-Control", "no-store");
  co_return response;
}

asio::awaitable<Answer> revoke_token(Accounts& accounts, Request& request) {
  co_return done(
      co_await accounts.people().revoke_token(caller_of(request), parse_id(request.param("id")).value_or(0)));
}

http::Field role_field() {
  constexpr std::array kAll{Role::Steward,  Role::CommunityWorker, Role::Subdistrict,   Role::Department,
                            Role::District, Role::SystemAdmin,     Role::SecurityAdmin, Role::AuditAdmin};
  std::vector<std::string> names;
  for (const auto role : kAll) names.emplace_back(to_string(role));
  return http::enum_field("role", {"角色", "Role"}, std::move(names)).must();
}

std::vector<http::Field> role_fields() {
  return {role_field(), http::id_field("area_id", {"区域", "Area"}).or_null(),
          http::id_field("body_id", {"单位", "Body"}).or_null()};
}

http::Field name_field() { return http::text_field("name", {"姓名", "Name"}).at_most(60); }
http::Field new_password_field() {
  return http::text_field("password", {"密码", "Password"}).must().at_most(128).hidden();
}

http::Declaration list_declaration() {
  return {.summary_zh = "账号列表",
          .summary_en = "List accounts",
          .query = {http::text_field("q", {"用户名或姓名", "Login or name"}),
                    http::text_field("cursor", {"下一页", "Next page"}),
                    http::integer_field("limit", {"条数", "How many"}).between(1, 200)}};
}

http::Declaration write_declaration(std::string zh, std::string en, Right right, std::vector<http::Field> body) {
  return {.summary_zh = std::move(zh),
          .summary_en = std::move(en),
          .body_kind = BodyKind::Json,
          .body = std::move(body),
          .max_body = 4096,
          .permission = std::string(to_string(right))};
}

http::Declaration give_role_declaration() {
  auto fields = role_fields();
  fields.push_back(http::date_field("from", {"开始日期", "From"}));
  fields.push_back(http::date_field("to", {"不再担任的第一天", "First day no longer held"}).or_null());
  return write_declaration("授予角色", "Give a role", Right::RolesEdit, std::move(fields));
}

http::Declaration issue_token_declaration() {
  auto fields = role_fields();
  fields.push_back(http::text_field("name", {"名称", "Name"}).must().at_most(60));
  fields.push_back(http::date_field("expires", {"到期日期", "Expires"}).must());
  auto declaration = write_declaration("新建接口令牌", "Issue an API token", Right::RolesEdit, std::move(fields));
  declaration.permission.clear();  // a token never carries more than its owner's own role
  return declaration;
}

void register_account_routes(http::Router& router, auto with) {
  router.add(Method::Get, "/api/v1/accounts", list_declaration(), with(list_accounts));
  router.add(Method::Post, "/api/v1/accounts",
             write_declaration("新建账号", "Add an account", Right::AccountsEdit,
                               {http::text_field("login", {"用户名", "Login"}).must().at_most(64), name_field().must(),
                                new_password_field()}),
             with(add_account_route));
  router.add(
      Method::Patch, "/api/v1/accounts/{id}",
      write_declaration("修改姓名或状态", "Change name or state", Right::AccountsEdit,
                        {name_field(), http::enum_field("state", {"状态", "State"}, {"active", "locked", "closed"})}),
      with(change_account_route));
  router.add(Method::Put, "/api/v1/accounts/{id}/password",
             write_declaration("重设密码", "Set a new password", Right::AccountsEdit, {new_password_field()}),
             with(reset_password));
  router.add(Method::Post, "/api/v1/accounts/{id}/roles", give_role_declaration(), with(give_role));
  router.add(Method::Delete, "/api/v1/accounts/{id}/roles/{role_id}",
             {.summary_zh = "结束角色",
              .summary_en = "End a role",
              .query = {http::date_field("on", {"不再担任的第一天", "First day no longer held"})},
              .permission = std::string(to_string(Right::RolesEdit))},
             with(end_role));
}

}  // namespace

void register_people_routes(http::Router& router, Accounts& accounts) {
  const auto with = [&accounts](auto handler) -> http::Handler {
    return [&accounts, handler](Request& request) { return handler(accounts, request); };
  };
  register_account_routes(router, with);
  router.add(Method::Get, "/api/v1/tokens", {.summary_zh = "我的接口令牌", .summary_en = "Own API tokens"},
             with(list_tokens));
  router.add(Method::Post, "/api/v1/tokens", issue_token_declaration(), with(issue_token));
  router.add(Method::Delete, "/api/v1/tokens/{id}", {.summary_zh = "撤销接口令牌", .summary_en = "Revoke an API token"},
             with(revoke_token));
}

}  // namespace linli::accounts
