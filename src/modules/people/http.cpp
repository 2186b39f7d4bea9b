#include "modules/people/http.hpp"

#include "modules/people/http_parts.hpp"
#include "modules/people/person_body.hpp"

namespace linli::people {
namespace {

using http::text_field;

http::Field why() { return text_field("reason", {"原因", "Reason"}).at_most(200).must(); }

std::vector<http::Field> home_fields() {
  return {http::id_field("household_id", {"住户", "Household"}).or_null(),
          http::id_field("place_id", {"楼栋、小区或社区", "Building, courtyard or community"}).or_null(),
          text_field("door", {"单元门牌", "Door"}).at_most(60).or_null(),
          http::enum_field("household_kind", {"户的类型", "Kind of household"}, {"family", "collective"})};
}

std::vector<http::Field> stay_fields() {
  return {http::enum_field("stay", {"居住方式", "Stay"}, {"registered", "resident", "tenant", "collective"}),
          text_field("relation", {"与户主关系", "Relation to the head"}).at_most(20).or_null()};
}

std::vector<http::Field> joined(std::vector<http::Field> a, std::vector<http::Field> b) {
  for (auto& field : b) a.push_back(std::move(field));
  return a;
}

Home home_in(const Body& body) {
  return {body.id<HouseholdId>("household_id"), body.id<AreaId>("place_id"), body.text("door"),
          body.text("household_kind")};
}

Stay stay_in(const Body& body) { return parse_stay(body.text("stay")).value_or(Stay::Resident); }

Json list_them(People& people, const Request& request) { return people.list(caller_of(request), page_of(request)); }

Json search_them(People& people, const Request& request) {
  const Body body(request.json);
  PageQuery query;
  query.area = body.id<AreaId>("area_id");
  query.cursor = body.text("cursor");
  query.limit = static_cast<int>(body.integer("limit").value_or(20));
  return people.search(caller_of(request), body.text("q"), std::move(query));
}

Json look_one_up(People& people, const Request& request) {
  const Body body(request.json);
  return people.look_up(caller_of(request), {body.text("id_number"), body.text("phone"), body.text("name"),
                                             body.text("last4"), body.text("reason")});
}

PersonId person_in(const Request& request) { return request.param_id<PersonId>("id"); }

Json show_one(People& people, const Request& request) { return people.show(caller_of(request), person_in(request)); }

Json read_one(People& people, const Request& request) {
  return people.read_protected(caller_of(request), person_in(request), Body(request.json).text("reason"));
}

Json list_readings(People& people, const Request& request) {
  return people.readings(caller_of(request), person_in(request), page_of(request));
}

Json add_one(People& people, const Request& request) {
  const Body body(request.json);
  NewResident resident;
  take_members(request.json.as_object(), resident.draft);
  resident.home = home_in(body);
  resident.stay = stay_in(body);
  resident.relation = body.text("relation");
  resident.from = body.date("from");
  return people.add(caller_of(request), std::move(resident));
}

Json change_one(People& people, const Request& request) {
  return people.change(caller_of(request), person_in(request),
                       static_cast<int>(Body(request.json).integer("version").value_or(0)), request.json.as_object());
}

Json move_one(People& people, const Request& request) {
  const Body body(request.json);
  return people.move(caller_of(request), person_in(request), home_in(body), stay_in(body), body.text("relation"),
                     body.date("from").value_or(Date{}));
}

Json let_one_leave(People& people, const Request& request) {
  return people.leave(caller_of(request), person_in(request), Body(request.json).date("on").value_or(Date{}));
}

Json list_households(People& people, const Request& request) {
  return people.households(caller_of(request), page_of(request));
}

Json show_household(People& people, const Request& request) {
  return people.household(caller_of(request), request.param_id<HouseholdId>("id"), day_of_query(request, "on"));
}

Json add_a_household(People& people, const Request& request) {
  return people.add_household(caller_of(request), home_in(Body(request.json)));
}

Json change_a_household(People& people, const Request& request) {
  const Body body(request.json);
  return people.change_household(caller_of(request), request.param_id<HouseholdId>("id"), body.maybe_text("door"),
                                 body.maybe_text("household_kind"));
}

// What is collected, what for, on what basis, how long: also what nobody needs an account to know.
asio::awaitable<Answer> show_book(People& people, Request&) {
  const auto& book = *people.context().book;
  const auto entries = [](JsonWriter& w, std::string_view name, const std::vector<Entry>& all) {
    w.key(name).begin_array();
    for (const auto& entry : all) w.begin_object().field("code", entry.code).field("label", entry.label).end_object();
    w.end_array();
  };
  JsonWriter w;
  w.begin_object().key("fields").begin_array();
  for (const auto& field : book.fields()) {
    w.begin_object().field("name", field.name).field("label", field.label).field("purpose", field.purpose);
    w.field("basis", field.basis).field("law", field.law).field("keep_months", field.keep_months);
    w.field("protected", field.sealed).field("certainty", field.certainty).end_object();
  }
  w.end_array();
  entries(w, "tags", book.tags());
  entries(w, "education", book.educations());
  co_return http::json_response(w.end_object());
}

}  // namespace

http::Declaration declared(Text summary, Right right, std::vector<http::Field> body) {
  http::Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.body_kind = body.empty() ? http::BodyKind::None : http::BodyKind::Json;
  declaration.body = std::move(body);
  declaration.permission = std::string(to_string(right));
  return declaration;
}

http::Declaration listing(Text summary, std::vector<http::Field> more) {
  auto declaration = declared(std::move(summary), Right::PeopleRead);
  declaration.query = std::move(more);
  declaration.query.push_back(text_field("cursor", {"游标", "Cursor"}).at_most(200));
  declaration.query.push_back(http::integer_field("limit", {"条数", "How many"}).between(1, 200));
  return declaration;
}

int limit_of(const Request& request) {
  int limit = 50;
  if (const auto text = request.query_value("limit")) std::from_chars(text->data(), text->data() + text->size(), limit);
  return limit;
}

std::optional<Date> day_of_query(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  return text ? parse_date(*text) : std::nullopt;
}

PageQuery page_of(const Request& request) {
  return {request.query_id<AreaId>("area"), std::string(request.query_value("cursor").value_or("")), limit_of(request),
          day_of_query(request, "on")};
}

Answer json_answer(Result<std::string> json, int status) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

void add_person_routes(Routes& routes) {
  using http::id_field;
  using http::integer_field;
  const std::string one = "/api/v1/persons/{id}";
  routes.add(Method::Get, "/api/v1/persons",
             listing({"居民列表，按住处排列", "Residents, from door to door"},
                     {id_field("area", {"区域", "Area"}), http::date_field("on", {"截至日期", "As of"})}),
             list_them);
  routes.add(Method::Post, "/api/v1/persons",
             declared({"登记居民", "Register a resident"}, Right::PeopleEdit,
                      joined(joined(person_fields(), home_fields()),
                             joined(stay_fields(), {http::date_field("from", {"入住日期", "Since"}).or_null()}))),
             add_one, 201);
  routes.add(
      Method::Post, "/api/v1/persons/search",
      declared({"按姓名、拼音、首字母查找", "Find by name, pinyin or initials"}, Right::PeopleRead,
               {text_field("q", {"姓名", "Name"}).at_most(60).must(), id_field("area_id", {"区域", "Area"}).or_null(),
                text_field("cursor", {"游标", "Cursor"}).at_most(40).or_null(),
                integer_field("limit", {"条数", "How many"}).between(1, 100)}),
      search_them);
  routes.add(
      Method::Post, "/api/v1/persons/lookup",
      declared({"按证件号、电话查找，查找会被记录", "Find by a number; the look-up is logged"}, Right::PeopleEdit,
               {text_field("id_number", {"身份证号", "ID number"}).at_most(40).or_null().hidden(),
                text_field("phone", {"电话", "Telephone"}).at_most(40).or_null().hidden(),
                text_field("name", {"姓名", "Name"}).at_most(60).or_null().hidden(),
                text_field("last4", {"证件号后四位", "Last four signs"}).at_most(4).or_null().hidden(), why()}),
      look_one_up);
  routes.add(Method::Get, one, declared({"一位居民，受保护内容遮挡", "A resident, masked"}, Right::PeopleRead),
             show_one);
  routes.add(Method::Patch, one,
             declared({"修改居民信息", "Change a resident"}, Right::PeopleEdit,
                      joined(person_fields(), {integer_field("version", {"版本", "Version"}).must()})),
             change_one);
  routes.add(Method::Post, one + "/protected",
             declared({"查看受保护内容，查看会被记录", "Read protected values; the reading is logged"},
                      Right::PeopleEdit, {why()}),
             read_one);
  routes.add(Method::Get, one + "/readings", listing({"谁看过受保护内容", "Who looked at protected values"}),
             list_readings);
  routes.add(
      Method::Post, one + "/move",
      declared({"搬到别处", "Move"}, Right::PeopleEdit,
               joined(joined(home_fields(), stay_fields()), {http::date_field("from", {"入住日期", "Since"}).must()})),
      move_one);
  routes.add(Method::Post, one + "/leave",
             declared({"搬离", "Leave"}, Right::PeopleEdit, {http::date_field("on", {"搬离日期", "On"}).must()}),
             let_one_leave);
}

void add_household_routes(Routes& routes) {
  routes.add(Method::Get, "/api/v1/households",
             listing({"住户列表", "Households"},
                     {http::id_field("area", {"区域", "Area"}), http::date_field("on", {"截至日期", "As of"})}),
             list_households);
  routes.add(Method::Post, "/api/v1/households",
             declared({"登记住户", "Register a household"}, Right::PeopleEdit, home_fields()), add_a_household, 201);
  auto one = declared({"一户，某天住着谁", "A household and who lives there on a day"}, Right::PeopleRead);
  one.query = {http::date_field("on", {"截至日期", "As of"})};
  routes.add(Method::Get, "/api/v1/households/{id}", std::move(one), show_household);
  routes.add(Method::Patch, "/api/v1/households/{id}",
             declared({"修改门牌、类型", "Change door or kind"}, Right::PeopleEdit,
                      {text_field("door", {"单元门牌", "Door"}).at_most(60),
                       http::enum_field("household_kind", {"户的类型", "Kind"}, {"family", "collective"})}),
             change_a_household);
}

void register_routes(http::Router& router, People& people) {
  Routes routes(router, people);
  add_person_routes(routes);
  add_household_routes(routes);
  add_visit_routes(routes);
  add_care_routes(routes);
  http::Declaration book;
  book.summary_zh = "收集哪些居民信息，用途、依据和保存期限";
  book.summary_en = "What is collected about residents, what for, on what basis, how long";
  book.access = http::Access::Public;
  routes.add_raw(Method::Get, "/api/v1/people/fields", std::move(book), show_book);
}

}  // namespace linli::people
