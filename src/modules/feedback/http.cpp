#include "modules/feedback/http.hpp"

#include "http/body.hpp"

namespace linli::feedback {
namespace {

using accounts::caller_of;
using http::Access;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

constexpr std::size_t kMostAnswer = 2000;
constexpr std::size_t kMostReason = 500;

Answer answer_json(Result<std::string> json) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json));
}

FeedbackKey key_of(const Request& request) {
  return {std::string(request.param("number")), std::string(request.header("x-case-secret"))};
}

int version_of(const Request& request) { return static_cast<int>(Body(request.json).integer("version").value_or(0)); }

asio::awaitable<Answer> list_kinds(FeedbackDesk&, Request&) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& info : shipped_kinds()) {
    w.begin_object().field("kind", to_string(info.kind)).field("name", info.name).field("hint", info.hint);
    w.field("limit", catalogue::format_limit(info.limit)).field("source", info.source).end_object();
  }
  w.end_array().field("next", nullptr).end_object();
  co_return http::json_response(w);
}

asio::awaitable<Answer> show_poster(FeedbackDesk& desk, Request&) {
  http::Response response;
  response.content_type = "image/svg+xml";
  response.body = desk.poster();
  response.headers = {{"cache-control", "public, max-age=3600"}};
  co_return response;
}

asio::awaitable<Answer> receive(FeedbackDesk& desk, Request& request) {
  const Body body(request.json);
  NewFeedback wanted;
  wanted.kind = parse_kind(body.text("kind")).value_or(Kind::Complaint);
  wanted.about = parse_about(body.text("about")).value_or(About::Platform);
  wanted.area = body.id<AreaId>("area_id");
  wanted.case_number = body.text("case_number");
  wanted.words = {body.text("text"), body.text("name"), body.text("phone")};
  wanted.key = body.text("idempotency_key");
  const auto receipt = co_await desk.receive(std::move(wanted));
  if (!receipt) co_return fail(receipt.error());
  JsonWriter w;
  w.begin_object().field("number", receipt->number).field("secret", receipt->secret);
  w.field("due_at", format_instant(receipt->due_at)).end_object();
  co_return http::json_response(w, 201);
}

asio::awaitable<Answer> follow(FeedbackDesk& desk, Request& request) {
  co_return answer_json(co_await desk.follow(key_of(request)));
}

asio::awaitable<Answer> add(FeedbackDesk& desk, Request& request) {
  auto text = Body(request.json).text("text");
  co_return answer_json(co_await desk.add(key_of(request), std::move(text)));
}

asio::awaitable<Answer> reopen(FeedbackDesk& desk, Request& request) {
  auto reason = Body(request.json).text("reason");
  co_return answer_json(co_await desk.reopen(key_of(request), std::move(reason)));
}

asio::awaitable<Answer> list(FeedbackDesk& desk, Request& request) {
  const auto state = parse_state(request.query_value("state").value_or("waiting")).value_or(State::Waiting);
  std::string cursor(request.query_value("cursor").value_or(""));
  co_return answer_json(co_await desk.list(caller_of(request), state, std::move(cursor)));
}

asio::awaitable<Answer> show(FeedbackDesk& desk, Request& request) {
  co_return answer_json(co_await desk.show(caller_of(request), request.param_id<FeedbackId>("id")));
}

asio::awaitable<Answer> read_contact(FeedbackDesk& desk, Request& request) {
  std::string reason(request.query_value("reason").value_or(""));
  co_return answer_json(
      co_await desk.read_contact(caller_of(request), request.param_id<FeedbackId>("id"), std::move(reason)));
}

asio::awaitable<Answer> answer(FeedbackDesk& desk, Request& request) {
  auto text = Body(request.json).text("text");
  co_return answer_json(co_await desk.answer(caller_of(request), request.param_id<FeedbackId>("id"),
                                             version_of(request), std::move(text)));
}

asio::awaitable<Answer> hand_on(FeedbackDesk& desk, Request& request) {
  const Body body(request.json);
  co_return answer_json(co_await desk.hand_on(caller_of(request), request.param_id<FeedbackId>("id"),
                                              version_of(request), body.id<AreaId>("area_id"), body.text("reason")));
}

Declaration declare(Text summary, Access access, std::vector<http::Field> body = {}) {
  Declaration d;
  d.summary_zh = std::move(summary.zh);
  d.summary_en = std::move(summary.en);
  d.access = access;
  if (access == Access::Session) d.permission = std::string(to_string(accounts::Right::FeedbackAnswer));
  if (!body.empty()) d.body_kind = http::BodyKind::Json;
  d.body = std::move(body);
  return d;
}

http::Field words_field(std::string name, Text label, std::size_t most) {
  return http::text_field(std::move(name), std::move(label)).must().at_least(1).at_most(most);
}
http::Field version_field() { return http::integer_field("version", {"版本", "Version"}).must(); }

Declaration receiving() {
  return declare(
      {"投诉与建议，不需要账号", "Complain or suggest, without an account"}, Access::Public,
      {http::enum_field("kind", {"类型", "Kind"}, {"complaint", "suggestion", "praise", "barrier", "privacy"}).must(),
       http::enum_field("about", {"关于", "About"}, {"platform", "area", "case"}).must(),
       http::id_field("area_id", {"街道或社区", "Subdistrict or community"}).or_null(),
       http::text_field("case_number", {"受理编号", "Number of the case"}).at_most(40).or_null(),
       http::text_field("text", {"想说的话", "What you want to say"}).must().at_most(kMostWords).hidden(),
       http::text_field("name", {"称呼", "Name"}).at_most(kMostName).or_null().hidden(),
       http::text_field("phone", {"电话", "Phone"}).at_most(kMostPhone).or_null().hidden(),
       http::text_field("idempotency_key", {"提交编号", "Idempotency key"}).at_most(100).or_null()});
}

Declaration listing() {
  auto d = declare({"本台的投诉与建议，按时限先后", "This desk's feedback, by due time"}, Access::Session);
  d.query = {http::enum_field("state", {"状态", "State"}, {"waiting", "answered"}),
             http::text_field("cursor", {"翻页位置", "Cursor"}).at_most(60)};
  return d;
}

Declaration reading() {
  auto d = declare({"查看联系方式，查看会被记录", "Read the contact; the reading is logged"}, Access::Session);
  d.query = {http::text_field("reason", {"原因", "Reason"}).must().at_least(1).at_most(kMostReason)};
  return d;
}

}  // namespace

void register_routes(http::Router& router, FeedbackDesk& desk) {
  const auto route_to = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&desk, handler](Request& request) { return handler(desk, request); });
  };
  const std::string open = "/api/v1/public/feedback";
  const std::string mine = open + "/{number}";
  route_to(Method::Get, "/api/v1/public/feedback-kinds",
           declare({"投诉与建议的类型和时限", "Kinds of feedback and their limits"}, Access::Public), list_kinds);
  route_to(Method::Get, "/api/v1/public/feedback-qr.svg",
           declare({"投诉与建议页的二维码", "QR code of the page for complaints"}, Access::Public), show_poster);
  route_to(Method::Post, open, receiving(), receive);
  route_to(Method::Get, mine, declare({"按编号和查询码看答复", "Follow by number and secret"}, Access::Public), follow);
  route_to(Method::Post, mine + "/note",
           declare({"补充说明", "Add something"}, Access::Public,
                   {words_field("text", {"补充", "Text"}, kMostAnswer).hidden()}),
           add);
  route_to(Method::Post, mine + "/reopen",
           declare({"对答复不满意", "Not satisfied with the answer"}, Access::Public,
                   {words_field("reason", {"原因", "Reason"}, kMostAnswer).hidden()}),
           reopen);
  const std::string one = "/api/v1/feedback/{id}";
  route_to(Method::Get, "/api/v1/feedback", listing(), list);
  route_to(Method::Get, one,
           declare({"一条投诉或建议，查看会被记录", "One entry; the reading is logged"}, Access::Session), show);
  route_to(Method::Get, one + "/contact", reading(), read_contact);
  route_to(Method::Post, one + "/answer",
           declare({"答复", "Answer"}, Access::Session,
                   {words_field("text", {"答复", "Answer"}, kMostAnswer), version_field()}),
           answer);
  route_to(Method::Post, one + "/hand-on",
           declare({"转交别的受理台", "Hand on to another desk"}, Access::Session,
                   {http::id_field("area_id", {"转给", "To"}).must(),
                    words_field("reason", {"原因", "Reason"}, kMostReason), version_field()}),
           hand_on);
}

}  // namespace linli::feedback
