// Routes of the desk: lists, one case, its steps, its contact.
#include <charconv>

#include "modules/cases/errors.hpp"
#include "modules/cases/http.hpp"
#include "modules/cases/http_fields.hpp"
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

Fault bad_filter(std::string_view field, std::string_view value) {
  return {std::string(field),
          std::nullopt,
          std::string(value),
          {"无法识别", "Not understood"},
          {"请按接口说明填写", "See the description of the interface"}};
}

// Every filter but the cursor itself, as it was sent.
std::string fingerprint_of(const Request& request) {
  std::string text;
  for (const auto& [name, value] : request.query)
    if (name != "cursor") text += name + '=' + value + '&';
  return text;
}

Result<ListRequest> list_request_of(const Request& request) {
  ListRequest wanted;
  std::vector<Fault> faults;
  const auto take = [&](std::string_view name, const auto& parse, auto& into) {
    const auto text = request.query_value(name);
    if (!text || text->empty()) return;
    if (auto parsed = parse(*text)) {
      into = *parsed;
    } else {
      faults.push_back(bad_filter(name, *text));
    }
  };
  take("list", parse_list_kind, wanted.filter.kind);
  take("state", parse_state, wanted.filter.state);
  take("figure", parse_figure, wanted.filter.figure);
  take("period", parse_period, wanted.filter.period);
  take("channel", parse_channel, wanted.channel);
  if (!faults.empty()) return fail(kBadFilter, std::move(faults));
  wanted.area = request.query_id<AreaId>("area");
  wanted.grid = request.query_id<GridId>("grid");
  wanted.body = request.query_id<BodyId>("body");
  wanted.matter = request.query_id<MatterId>("matter");
  if (const auto limit = request.query_value("limit"))
    std::from_chars(limit->data(), limit->data() + limit->size(), wanted.limit);
  wanted.cursor = request.query_value("cursor").value_or("");
  wanted.fingerprint = fingerprint_of(request);
  return wanted;
}

asio::awaitable<Answer> list_cases(Cases& cases, Request& request) {
  auto wanted = list_request_of(request);
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

Command command_of(const Body& body) {
  Command command;
  command.step = parse_step(body.text("step")).value_or(Step::Note);
  if (command.step == Step::Verify && !body.flag("passed").value_or(true)) command.step = Step::Reject;
  command.version = static_cast<int>(body.integer("version").value_or(0));
  const auto to = body.object("to");
  command.to = {parse_lead_kind(to.text("kind")).value_or(LeadKind::None), to.id<GridId>("id").value};
  if (command.to.id == 0) command.to = {};
  command.reason = body.text("reason");
  command.note = body.text("note");
  command.result = body.text("result");
  command.photos = body.ids<PhotoId>("photo_ids");
  command.choice = body.text("choice");
  if (const auto until = body.maybe_text("until")) command.until = parse_instant(*until);
  if (const auto limit = body.maybe_text("limit"))
    command.limit = catalogue::parse_limit(*limit).value_or(catalogue::Limit{});
  command.part = static_cast<int>(body.integer("part").value_or(0));
  command.mark = static_cast<int>(body.integer("mark").value_or(0));
  command.rating = static_cast<int>(body.integer("rating").value_or(0));
  command.reached = body.flag("reached").value_or(true);
  command.solved = body.flag("solved").value_or(false);
  command.matter = body.id<MatterId>("matter_id");
  return command;
}

// The error with the case as it now is, so that the page can show both without asking again.
std::string with_case(const Error& error, std::string_view request_id, std::string_view json) {
  auto body = http::error_response(error, request_id).body;
  LINLI_ASSERT(!body.empty() && body.back() == '}');
  body.pop_back();
  return body + R"(,"case":)" + std::string(json) + "}";
}

asio::awaitable<Answer> take_step(Cases& cases, Request& request) {
  const auto& caller = caller_of(request);
  const auto id = request.param_id<CaseId>("id");
  auto command = command_of(Body(request.json));
  auto json = co_await cases.desk.take(caller, id, std::move(command));
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
  d.query = {http::enum_field("list", {"列表", "List"}, {"mine", "open", "all"}),
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
      http::text_field("next", {"下一页", "Next page"}).or_null()};
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
  auto d = declared({"办理一步", "Take a step"}, Right::BoardRead);
  d.body_kind = http::BodyKind::Json;
  d.body = {
      http::enum_field(
          "step", {"步骤", "Step"},
          {"dispatch",      "accept",        "return",  "hand_on",   "done",    "verify",    "close",   "reopen",
           "note",          "designate",     "confer",  "co_handle", "answer",  "whistle",   "assess",  "urge",
           "supervise",     "release",       "copy",    "divert",    "conceal", "recuse",    "revisit", "ask_pause",
           "ask_extension", "ask_exclusion", "approve", "refuse",    "resume",  "split_off", "contact"})
          .must(),
      http::integer_field("version", {"版本", "Version"}).must(),
      http::object_field("to", {"交给", "To"},
                         {http::enum_field("kind", {"类型", "Kind"}, {"grid", "body"}).must(),
                          http::id_field("id", {"编号", "Id"}).must()})
          .or_null(),
      http::boolean_field("passed", {"核查通过", "Settled"}).or_null(),
      http::text_field("reason", {"原因", "Reason"}).at_most(1000).or_null(),
      http::text_field("note", {"备注", "Note"}).at_most(2000).or_null(),
      http::text_field("result", {"办理结果", "Result"}).at_most(4000).or_null(),
      http::text_field("choice", {"选项", "Choice"}).at_most(40).or_null(),
      http::instant_field("until", {"到什么时候", "Until"}).or_null(),
      http::text_field("limit", {"时限，如 5wd", "Limit, as 5wd"}).at_most(8).or_null(),
      http::integer_field("part", {"哪一项", "Part"}).between(1, 1000).or_null(),
      http::integer_field("mark", {"评价", "Mark"}).between(1, 5).or_null(),
      http::integer_field("rating", {"满意度", "Rating"}).between(1, 5).or_null(),
      http::boolean_field("reached", {"联系上了", "Reached"}).or_null(),
      http::boolean_field("solved", {"已解决", "Solved"}).or_null(),
      http::id_field("matter_id", {"事项", "Matter"}).or_null(),
      photo_ids_field()};
  d.answer = case_fields();
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
