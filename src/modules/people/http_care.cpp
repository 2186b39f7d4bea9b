// Routes of what the law gives the person, and of who stands twice.
#include "modules/people/http_parts.hpp"

namespace linli::people {
namespace {

using http::text_field;

PersonId person_param(const Request& request) { return request.param_id<PersonId>("id"); }
std::int64_t id_param(const Request& request, std::string_view name) {
  return parse_id(request.param(name)).value_or(0);
}
http::Field why_field() { return text_field("reason", {"原因", "Reason"}).at_most(200).must(); }
http::Field kind_field() {
  return http::enum_field("kind", {"申请", "Request"}, {"access", "copy", "correct", "erase", "explain"}).must();
}
http::Field text_of_request() { return text_field("text", {"说明", "Text"}).at_most(500).or_null().hidden(); }

Json print_a_code(People& people, const Request& request) {
  return people.print_code(caller_of(request), person_param(request));
}
Json take_a_request(People& people, const Request& request) {
  const Body body(request.json);
  return people.take_request(caller_of(request), person_param(request), body.text("kind"), body.text("text"));
}
Json list_requests(People& people, const Request& request) { return people.requests(caller_of(request)); }
Json answer_a_request(People& people, const Request& request) {
  const Body body(request.json);
  return people.answer(caller_of(request), id_param(request, "id"), body.flag("granted").value_or(false),
                       body.text("answer"));
}
Json list_consents(People& people, const Request& request) {
  return people.consents(caller_of(request), person_param(request));
}
Json add_a_consent(People& people, const Request& request) {
  const Body body(request.json);
  return people.add_consent(caller_of(request), person_param(request), body.text("field"), body.text("how"),
                            body.date("on").value_or(Date{}));
}
Json withdraw_a_consent(People& people, const Request& request) {
  return people.withdraw(caller_of(request), person_param(request), id_param(request, "consent"));
}
Json erase_one(People& people, const Request& request) {
  return people.erase(caller_of(request), person_param(request), Body(request.json).text("reason"));
}
Json show_retention(People& people, const Request& request) { return people.retention(caller_of(request), true); }
Json carry_out_retention(People& people, const Request& request) { return people.retention(caller_of(request), false); }
Json list_duplicates(People& people, const Request& request) { return people.duplicates(caller_of(request)); }
Json merge_two(People& people, const Request& request) {
  const Body body(request.json);
  return people.merge(caller_of(request), person_param(request), body.id<PersonId>("other_id"), body.text("reason"));
}
Json list_merges(People& people, const Request& request) { return people.merges(caller_of(request)); }
Json undo_a_merge(People& people, const Request& request) {
  return people.undo_merge(caller_of(request), id_param(request, "id"));
}

// Nobody is signed in here: the code of the window, then the secret that it was exchanged for, says who asks.
constexpr std::string_view kOwnHeader = "x-own-data";

http::Declaration open_to_all(Text summary, std::vector<http::Field> body = {}) {
  http::Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.access = http::Access::Public;
  declaration.body_kind = body.empty() ? http::BodyKind::None : http::BodyKind::Json;
  declaration.body = std::move(body);
  return declaration;
}

DistrictId home_of_residents(People& people) {
  const auto home = people.home_district();
  return home ? home->id : DistrictId{};
}
std::string session_in(const Request& request) { return std::string(request.header(kOwnHeader)); }

Json open_own_data(People& people, const Request& request) {
  return people.open_own(home_of_residents(people), Body(request.json).text("code"));
}
Json show_own_data(People& people, const Request& request) {
  return people.own_data(home_of_residents(people), session_in(request), request.query_value("copy") == "true");
}
Json make_own_request(People& people, const Request& request) {
  const Body body(request.json);
  return people.own_request(home_of_residents(people), session_in(request), body.text("kind"), body.text("text"));
}
Json withdraw_own_consent(People& people, const Request& request) {
  return people.own_withdrawal(home_of_residents(people), session_in(request), id_param(request, "consent"));
}

}  // namespace

void add_care_routes(Routes& routes) {
  const std::string one = "/api/v1/persons/{id}";
  routes.add(Method::Post, one + "/code",
             declared({"核对证件后打印查询码", "Print a code after the document was seen"}, Right::PeopleEdit),
             print_a_code, 201);
  routes.add(
      Method::Post, one + "/requests",
      declared({"代居民提出申请", "Take a person's request"}, Right::PeopleEdit, {kind_field(), text_of_request()}),
      take_a_request, 201);
  routes.add(Method::Get, "/api/v1/person-requests",
             declared({"待答复的个人信息申请", "Open requests"}, Right::PeopleEdit), list_requests);
  routes.add(Method::Post, "/api/v1/person-requests/{id}/answer",
             declared({"答复申请", "Answer a request"}, Right::PeopleEdit,
                      {http::boolean_field("granted", {"同意", "Granted"}).must(),
                       text_field("answer", {"答复", "Answer"}).at_most(500).must()}),
             answer_a_request);
  routes.add(Method::Get, one + "/consents", declared({"同意记录", "Consents"}, Right::PeopleRead), list_consents);
  routes.add(Method::Post, one + "/consents",
             declared({"记录同意", "Record a consent"}, Right::PeopleEdit,
                      {text_field("field", {"字段", "Field"}).at_most(40).must(),
                       http::enum_field("how", {"方式", "How"}, {"paper", "window", "phone"}).must(),
                       http::date_field("on", {"日期", "On"}).must()}),
             add_a_consent, 201);
  routes.add(Method::Post, one + "/consents/{consent}/withdraw",
             declared({"撤回同意", "Withdraw a consent"}, Right::PeopleEdit), withdraw_a_consent);
  routes.add(Method::Post, one + "/erase",
             declared({"依申请删除居民信息", "Erase a person on request"}, Right::PeopleAdmin, {why_field()}),
             erase_one);
  routes.add(Method::Get, "/api/v1/people/retention",
             declared({"到期应删除的内容（试运行）", "What is due to go, dry run"}, Right::PeopleAdmin),
             show_retention);
  routes.add(Method::Post, "/api/v1/people/retention",
             declared({"删除到期内容", "Let go of what is due"}, Right::PeopleAdmin), carry_out_retention);
  routes.add(Method::Get, "/api/v1/people/duplicates",
             declared({"疑似重复的居民", "Who may stand twice"}, Right::PeopleAdmin), list_duplicates);
  routes.add(Method::Post, one + "/merge",
             declared({"合并重复的居民", "Merge another record into this"}, Right::PeopleAdmin,
                      {http::id_field("other_id", {"另一条", "The other"}).must(), why_field()}),
             merge_two);
  routes.add(Method::Get, "/api/v1/person-merges", declared({"合并记录", "Merges"}, Right::PeopleAdmin), list_merges);
  routes.add(Method::Post, "/api/v1/person-merges/{id}/undo",
             declared({"撤销合并", "Undo a merge"}, Right::PeopleAdmin), undo_a_merge);
  routes.add(Method::Post, "/api/v1/own-data/session",
             open_to_all({"用查询码打开我的数据", "Open one's own data with a code"},
                         {text_field("code", {"查询码", "Code"}).at_most(40).must().hidden()}),
             open_own_data);
  auto own = open_to_all({"我的数据、谁看过", "One's own data and who read it"});
  own.query = {http::boolean_field("copy", {"下载副本", "As a copy"})};
  routes.add(Method::Get, "/api/v1/own-data", std::move(own), show_own_data);
  routes.add(
      Method::Post, "/api/v1/own-data/requests",
      open_to_all({"提出申请", "Ask for access, a copy, correction or erasure"}, {kind_field(), text_of_request()}),
      make_own_request, 201);
  routes.add(Method::Post, "/api/v1/own-data/consents/{consent}/withdraw",
             open_to_all({"撤回同意", "Withdraw a consent"}), withdraw_own_consent);
}

}  // namespace linli::people
