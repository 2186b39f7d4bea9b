// Routes of the desk: lists, one case, its steps, its contact.
#include <boost/json/serialize.hpp>

#include "modules/cases/errors.hpp"
#include "modules/cases/http.hpp"
#include "modules/cases/http_fields.hpp"
#include "modules/cases/list_request.hpp"
#include "modules/cases/names.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {
namespace {

using accounts::caller_of;
using accounts::Right;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

Answer as_json(Result<std::string> json, int status = 200) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

asio::awaitable<Answer> list_cases(Cases& cases, Request& request) {
  auto wanted = list_request_of(request.query);
  if (!wanted) co_return fail(std::move(wanted.error()));
  auto json = co_await cases.desk.list(caller_of(request), std::move(*wanted));
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> show_case(Cases& cases, Request& request) {
  auto json = co_await cases.desk.show(caller_of(request), request.param_id<CaseId>("id"));
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> show_number(Cases& cases, Request& request) {
  auto number = std::string(request.param("number"));
  auto json = co_await cases.desk.show_number(caller_of(request), std::move(number));
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> receive_case(Cases& cases, Request& request) {
  const auto& caller = caller_of(request);
  const Body body(request.json);
  auto report = report_of(body);
  report.grid = body.id<GridId>("grid_id");
  report.channel = parse_channel(body.text("channel")).value_or(Channel::Window);
  const auto contact = body.object("contact");
  report.contact = {contact.text("name"), contact.text("phone")};
  report.confidential = body.flag("confidential").value_or(false);
  Reporter reporter{caller.district, caller.offset, storage::ActorKind::Staff, caller.account};
  auto received = co_await cases.intake.receive(std::move(report), reporter);
  if (!received) co_return fail(std::move(received.error()));
  auto json = co_await cases.desk.show_received(caller, received->entry, received->secret);
  co_return http::json_response(std::move(json), 201);
}

// The error with the case as it now is, so that the page can show both without asking again.
std::string with_case(const Error& error, std::string_view request_id, std::string_view json) {
  auto body = http::error_response(error, request_id).body;
  LINLI_ASSERT(!body.empty() && body.back() == '}');
  body.pop_back();
  return body + R"(,"case":)" + std::string(json) + "}";
}

// The step as it was sent, when its sender gave it a key of its own.
std::optional<storage::SentRequest> sent_step(Cases& cases, const accounts::Caller& caller, const Request& request) {
  const auto key = request.header("idempotency-key");
  if (key.empty()) return std::nullopt;
  return storage::sent_request(cases.context().store.keys(), caller.district, caller.account, key,
                               request.path + '\n' + boost::json::serialize(request.json));
}

asio::awaitable<Answer> take_step(Cases& cases, Request& request) {
  const auto& caller = caller_of(request);
  if (request.header("idempotency-key").size() > storage::kLongestRequestKey) co_return fail(kLongKey);
  const auto id = request.param_id<CaseId>("id");
  auto command = command_of(request.json);
  const auto sent = sent_step(cases, caller, request);
  auto json = co_await cases.desk.take(caller, id, std::move(command), sent);
  if (json || json.error().kind != ErrorKind::Conflict) co_return as_json(std::move(json));
  const auto fresh = co_await cases.desk.show(caller, id);
  if (!fresh) co_return fail(std::move(json.error()));
  co_return http::json_response(with_case(json.error(), request.request_id, *fresh), 409);
}

asio::awaitable<Answer> read_contact(Cases& cases, Request& request) {
  auto reason = std::string(request.query_value("reason").value_or(""));
  auto json = co_await cases.desk.read_contact(caller_of(request), request.param_id<CaseId>("id"), std::move(reason));
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> readings(Cases& cases, Request& request) {
  auto json = co_await cases.desk.readings(caller_of(request), request.param_id<CaseId>("id"));
  co_return as_json(std::move(json));
}

Declaration declared(Text summary, Right right) {
  Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.permission = std::string(to_string(right));
  return declaration;
}

Declaration listing() {
  auto d = declared({"诉求列表，按到期先后", "Cases by due time"}, Right::BoardRead);
  d.query = {http::text_field(
                 "q", {"搜索：内容、地点、编号、名称、拼音或首字母", "Search: text, place, number, names, pinyin"})
                 .at_most(100),
             http::enum_field("list", {"列表", "List"}, {"mine", "open", "all"}),
             http::text_field("state", {"状态", "State"}),
             http::id_field("area", {"区域", "Area"}),
             http::id_field("grid", {"网格", "Grid"}),
             http::id_field("body", {"单位", "Body"}),
             http::id_field("matter", {"事项", "Matter"}),
             http::text_field("channel", {"渠道", "Channel"}),
             http::text_field("figure", {"指标", "Figure"}),
             http::text_field("period", {"时段", "Period"}),
             http::text_field("cursor", {"翻页位置", "Cursor"}),
             http::integer_field("limit", {"每页件数", "Cases a page"}).between(1, 200)};
  d.answer = {
      http::array_field("items", {"诉求", "Cases"}, http::object_field("case", {"诉求", "Case"}, summary_fields())),
      http::text_field("next", {"下一页", "Next page"}).or_null(),
      http::boolean_field("complete", {"索引已齐全", "Older cases are in the index too"})};
  return d;
}

Declaration receiving() {
  auto d = declared({"受理来电、来访或网格员上报", "Take a matter in for somebody"}, Right::CasesIntake);
  d.body_kind = http::BodyKind::Json;
  d.body = report_fields();
  d.body.push_back(
      http::enum_field("channel", {"渠道", "Channel"}, {"page", "qr", "phone", "window", "steward"}).must());
  d.body.push_back(http::id_field("grid_id", {"网格", "Grid"}).or_null());
  d.body.push_back(http::boolean_field("confidential", {"保密", "Confidential"}).or_null());
  d.body.push_back(http::object_field("contact", {"联系方式", "Contact"},
                                      {http::text_field("name", {"姓名", "Name"}).at_most(50).or_null().hidden(),
                                       http::text_field("phone", {"电话", "Phone"}).at_most(30).or_null().hidden()})
                       .or_null());
  d.answer = case_fields();
  d.answer.push_back(http::text_field("secret", {"查询码，只显示一次", "Secret, shown once"}));
  return d;
}

Declaration stepping() {
  auto d = declared({"办理一步；带 Idempotency-Key 请求头时重复提交只办一次",
                     "Take a step; with the header Idempotency-Key, sending it again takes it once"},
                    Right::BoardRead);
  d.body_kind = http::BodyKind::Json;
  d.body = step_fields();
  d.body.push_back(http::integer_field("version", {"版本", "Version"}).must());
  d.body.push_back(photo_ids_field());
  d.answer = case_fields();
  d.answer.push_back(http::integer_field("taken_version", {"这一步之后的版本，带请求编号时才有",
                                                           "The version after this step; only with a key"})
                         .or_null());
  return d;
}

Declaration showing() {
  auto d = declared({"一件诉求", "One case"}, Right::BoardRead);
  d.answer = case_fields();
  return d;
}

Declaration contacting() {
  auto d = declared({"查看联系方式，查看会被记录", "Read the contact; the reading is logged"}, Right::BoardRead);
  d.query = {http::text_field("reason", {"原因", "Reason"}).at_most(200)};
  d.answer = {http::text_field("name", {"姓名", "Name"}).or_null(),
              http::text_field("phone", {"电话", "Phone"}).or_null(),
              http::text_field("text", {"保密内容", "Confidential words"}).or_null()};
  return d;
}

Declaration reading_log() {
  auto d = declared({"谁看过联系方式", "Who read the contact"}, Right::BoardRead);
  d.answer = {http::array_field("items", {"查看记录", "Readings"},
                                http::object_field("reading", {"查看", "Reading"},
                                                   {http::instant_field("at", {"时间", "Time"}),
                                                    http::text_field("reason", {"原因", "Reason"})}))};
  return d;
}

}  // namespace

void register_desk_routes(http::Router& router, Cases& cases) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&cases, handler](Request& request) { return handler(cases, request); });
  };
  add(Method::Get, "/api/v1/cases", listing(), list_cases);
  add(Method::Post, "/api/v1/cases", receiving(), receive_case);
  add(Method::Get, "/api/v1/cases/by-number/{number}", showing(), show_number);
  add(Method::Get, "/api/v1/cases/{id}", showing(), show_case);
  add(Method::Post, "/api/v1/cases/{id}/steps", stepping(), take_step);
  add(Method::Get, "/api/v1/cases/{id}/contact", contacting(), read_contact);
  add(Method::Get, "/api/v1/cases/{id}/readings", reading_log(), readings);
}

}  // namespace linli::cases
