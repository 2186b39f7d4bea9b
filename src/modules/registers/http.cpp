// Routes of kinds and records.
#include "modules/registers/http.hpp"

#include "http/body.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/http_kinds.hpp"
#include "modules/registers/render.hpp"

namespace linli::registers {
namespace {

using accounts::caller_of;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

Answer record_answer(Result<std::string> json, int status = 200) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

std::string kind_param(const Request& request) { return std::string(request.param("kind")); }

asio::awaitable<Answer> list_kinds(Registers& registers, Request& request) {
  co_return http::json_response(co_await registers.desk.kinds(caller_of(request)));
}

asio::awaitable<Answer> show_kind(Registers& registers, Request& request) {
  const auto& caller = caller_of(request);
  const auto kind = co_await registers.desk.kind(caller, kind_param(request));
  if (!kind) co_return fail(kind.error());
  co_return http::json_response(kind_json(**kind, caller));
}

asio::awaitable<Answer> describe_kind(Registers& registers, Request& request) {
  const auto& caller = caller_of(request);
  const auto kind = co_await registers.desk.kind(caller, kind_param(request));
  if (!kind) co_return fail(kind.error());
  co_return http::json_response(kind_openapi(**kind, caller));
}

// The kind, when the request fits what it declares.
asio::awaitable<Result<KindPointer>> checked(Registers& registers, Request& request,
                                             Declaration (*declare)(const Kind&, const accounts::Caller&)) {
  const auto& caller = caller_of(request);
  auto kind = co_await registers.desk.kind(caller, kind_param(request));
  if (!kind) co_return fail(std::move(kind.error()));
  const auto declaration = declare(**kind, caller);
  if (declaration.body_kind == http::BodyKind::Json && !(*kind)->may_write(caller)) co_return fail(kNotYours);
  if (auto fits = http::check(request, declaration); !fits) co_return fail(std::move(fits.error()));
  co_return kind;
}

asio::awaitable<Answer> list_records(Registers& registers, Request& request) {
  auto kind = co_await checked(registers, request, list_declaration);
  if (!kind) co_return fail(std::move(kind.error()));
  co_return record_answer(co_await registers.desk.list(caller_of(request), std::move(*kind), request.query));
}

asio::awaitable<Answer> count_records(Registers& registers, Request& request) {
  auto kind = co_await checked(registers, request, list_declaration);
  if (!kind) co_return fail(std::move(kind.error()));
  co_return record_answer(co_await registers.desk.count(caller_of(request), std::move(*kind), request.query));
}

asio::awaitable<Answer> show_summary(Registers& registers, Request& request) {
  auto kind = co_await checked(registers, request, summary_declaration);
  if (!kind) co_return fail(std::move(kind.error()));
  const auto asked = request.query_value("as_of");
  auto query = request.query;
  std::erase_if(query, [](const auto& parameter) { return parameter.first == "as_of"; });
  co_return record_answer(co_await registers.desk.summary(caller_of(request), std::move(*kind), std::move(query),
                                                          asked ? parse_date(*asked) : std::nullopt));
}

boost::json::object values_of(const Request& request) { return request.json.at("values").as_object(); }

asio::awaitable<Answer> add_record(Registers& registers, Request& request) {
  auto kind = co_await checked(registers, request, add_declaration);
  if (!kind) co_return fail(std::move(kind.error()));
  const Body body(request.json);
  auto added = co_await registers.desk.add(caller_of(request), std::move(*kind), values_of(request), body.date("from"));
  co_return record_answer(std::move(added), 201);
}

asio::awaitable<Answer> change_record(Registers& registers, Request& request) {
  auto kind = co_await checked(registers, request, change_declaration);
  if (!kind) co_return fail(std::move(kind.error()));
  const Body body(request.json);
  co_return record_answer(co_await registers.desk.change(
      caller_of(request), std::move(*kind), request.param_id<RecordId>("id"),
      static_cast<int>(body.integer("version").value_or(0)), values_of(request), body.date("from")));
}

asio::awaitable<Answer> show_record(Registers& registers, Request& request) {
  co_return record_answer(
      co_await registers.desk.show(caller_of(request), kind_param(request), request.param_id<RecordId>("id")));
}

asio::awaitable<Answer> show_history(Registers& registers, Request& request) {
  co_return record_answer(
      co_await registers.desk.history(caller_of(request), kind_param(request), request.param_id<RecordId>("id")));
}

asio::awaitable<Answer> end_record(Registers& registers, Request& request) {
  const Body body(request.json);
  const auto on = body.date("on");
  LINLI_ASSERT(on.has_value());
  co_return record_answer(co_await registers.desk.end(caller_of(request), kind_param(request),
                                                      request.param_id<RecordId>("id"), *on, body.text("reason")));
}

asio::awaitable<Answer> read_protected(Registers& registers, Request& request) {
  co_return record_answer(co_await registers.desk.read_protected(
      caller_of(request), kind_param(request), request.param_id<RecordId>("id"), Body(request.json).text("reason")));
}

asio::awaitable<Answer> show_readings(Registers& registers, Request& request) {
  co_return record_answer(
      co_await registers.desk.readings(caller_of(request), kind_param(request), request.param_id<RecordId>("id")));
}

Declaration reading(std::string zh, std::string en) {
  return {.summary_zh = std::move(zh),
          .summary_en = std::move(en),
          .permission = std::string(to_string(accounts::Right::BoardRead))};
}

Declaration listing(std::string zh, std::string en) {
  auto d = reading(std::move(zh), std::move(en));
  d.open_query = true;
  return d;
}

// Its members depend on the kind: GET …/{kind}/openapi.json describes them.
Declaration writing(std::string zh, std::string en) {
  auto d = reading(std::move(zh), std::move(en));
  d.body_kind = http::BodyKind::Raw;
  d.raw_types = {"application/json"};
  return d;
}

Declaration saying(std::string zh, std::string en, std::vector<http::Field> body) {
  auto d = reading(std::move(zh), std::move(en));
  d.body_kind = http::BodyKind::Json;
  d.body = std::move(body);
  return d;
}

http::Field why() { return http::text_field("reason", {"原因", "Reason"}).at_most(200).must(); }

}  // namespace

void register_record_routes(http::Router& router, Registers& registers) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&registers, handler](Request& request) { return handler(registers, request); });
  };
  const std::string kind = "/api/v1/registers/{kind}";
  const std::string record = kind + "/records/{id}";
  add(Method::Get, "/api/v1/registers", reading("台账种类", "Kinds of registers"), list_kinds);
  add(Method::Get, kind, reading("一种台账的字段和规则", "The declaration of a register"), show_kind);
  add(Method::Get, kind + "/openapi.json", reading("一种台账的接口说明", "The interface of a register"), describe_kind);
  add(Method::Get, kind + "/records", listing("台账列表", "Records of a register"), list_records);
  add(Method::Get, kind + "/count", listing("台账条数", "How many records"), count_records);
  add(Method::Get, kind + "/summary", listing("台账统计", "Figures of a register as of a day"), show_summary);
  add(Method::Post, kind + "/records", writing("新增记录", "Add a record"), add_record);
  add(Method::Get, record, reading("一条记录", "One record"), show_record);
  add(Method::Patch, record, writing("修改记录", "Change a record"), change_record);
  add(Method::Get, record + "/history", reading("修改历史", "History of a record"), show_history);
  add(Method::Post, record + "/end",
      saying("停用记录", "End a record",
             {http::date_field("on", {"停用日期", "First day it no longer is"}).must(), why()}),
      end_record);
  add(Method::Post, record + "/protected",
      saying("查看受保护内容，查看会被记录", "Read protected values; the reading is logged", {why()}), read_protected);
  add(Method::Get, record + "/readings", reading("谁看过受保护内容", "Who read the protected values"), show_readings);
}

void register_routes(http::Router& router, Registers& registers) {
  register_record_routes(router, registers);
  register_file_routes(router, registers);
  register_booking_routes(router, registers);
}

}  // namespace linli::registers
