// Routes of visits and their plans.
#include "modules/people/http_parts.hpp"

namespace linli::people {
namespace {

asio::awaitable<Answer> add_one_visit(People& people, Request& request) {
  const Body body(request.json);
  NewVisit visit;
  visit.household = body.id<HouseholdId>("household_id");
  visit.person = body.id<PersonId>("person_id");
  visit.area = body.id<AreaId>("area_id");
  visit.on = body.date("on");
  visit.way = parse_way(body.text("way")).value_or(Way::Call);
  visit.outcome = parse_outcome(body.text("outcome")).value_or(Outcome::Met);
  visit.note = body.text("note");
  visit.plan = body.id<VisitPlanId>("plan_id");
  visit.key = body.text("idempotency_key");
  auto saved = co_await people.add_visit(caller_of(request), std::move(visit));
  if (!saved) co_return fail(std::move(saved.error()));
  co_return http::json_response(std::move(saved->first), saved->second ? 201 : 200);
}

Json list_visits(People& people, const Request& request) {
  VisitQuery query;
  query.mine = request.query_value("mine") == "true";
  query.due = day_of_query(request, "due");
  query.household = request.query_id<HouseholdId>("household");
  query.person = request.query_id<PersonId>("person");
  query.area = request.query_id<AreaId>("area");
  query.cursor = request.query_value("cursor").value_or("");
  query.limit = limit_of(request);
  return query.person && !query.due ? people.visits_of(caller_of(request), std::move(query))
                                    : people.visits(caller_of(request), std::move(query));
}

Json list_plans(People& people, const Request& request) { return people.plans(caller_of(request)); }

Json add_one_plan(People& people, const Request& request) {
  const Body body(request.json);
  VisitPlan plan;
  plan.name = body.text("name");
  plan.area = body.id<AreaId>("area_id");
  plan.subject = parse_plan_subject(body.text("subject")).value_or(PlanSubject::Household);
  plan.tag = body.text("tag");
  plan.every_days = static_cast<int>(body.integer("every_days").value_or(90));
  plan.from = body.date("from").value_or(Date{});
  plan.to = body.date("to");
  plan.basis = body.text("basis");
  return people.add_plan(caller_of(request), std::move(plan));
}

Json end_one_plan(People& people, const Request& request) {
  return people.end_plan(caller_of(request), request.param_id<VisitPlanId>("id"),
                         Body(request.json).date("to").value_or(Date{}));
}

}  // namespace

void add_visit_routes(Routes& routes) {
  using http::boolean_field;
  using http::date_field;
  using http::enum_field;
  using http::id_field;
  using http::text_field;
  routes.add_raw(
      Method::Post, "/api/v1/visits",
      declared({"记录一次走访", "Record a visit"}, Right::PeopleEdit,
               {id_field("household_id", {"走访的户", "Household"}).or_null(),
                id_field("person_id", {"走访的居民", "Person"}).or_null(),
                id_field("area_id", {"走访的区域", "Area"}).or_null(), date_field("on", {"日期", "On"}).or_null(),
                enum_field("way", {"方式", "Way"}, {"call", "phone"}).must(),
                enum_field("outcome", {"结果", "Outcome"}, {"met", "absent", "declined", "moved_away"}).must(),
                text_field("note", {"记录", "Note"}).at_most(1000).or_null().hidden(),
                id_field("plan_id", {"走访计划", "Plan"}).or_null(),
                text_field("idempotency_key", {"提交编号", "Idempotency key"}).at_most(100).or_null()}),
      add_one_visit);
  routes.add(Method::Get, "/api/v1/visits",
             listing({"走访记录；给出 due 时是当天该走访的名单", "Visits; with due, the list of that day"},
                     {boolean_field("mine", {"只看我的", "Mine only"}), date_field("due", {"到期日", "Due by"}),
                      id_field("household", {"住户", "Household"}), id_field("person", {"居民", "Person"}),
                      id_field("area", {"区域", "Area"})}),
             list_visits);
  routes.add(Method::Get, "/api/v1/visit-plans", declared({"走访计划", "Plans of visits"}, Right::PeopleRead),
             list_plans);
  routes.add(Method::Post, "/api/v1/visit-plans",
             declared({"新建走访计划", "Add a plan of visits"}, Right::PeopleEdit,
                      {text_field("name", {"名称", "Name"}).at_most(60).at_least(1).must(),
                       id_field("area_id", {"区域", "Area"}).must(),
                       enum_field("subject", {"对象", "Whom"}, {"household", "person"}).must(),
                       text_field("tag", {"服务标签", "Care tag"}).at_most(40).or_null(),
                       http::integer_field("every_days", {"每隔几天", "Every so many days"}).between(1, 730).must(),
                       date_field("from", {"开始", "From"}).must(), date_field("to", {"结束", "To"}).or_null(),
                       text_field("basis", {"依据", "Basis"}).at_most(200).must()}),
             add_one_plan, 201);
  routes.add(Method::Post, "/api/v1/visit-plans/{id}/end",
             declared({"结束走访计划", "End a plan of visits"}, Right::PeopleEdit,
                      {date_field("to", {"结束日期", "To"}).must()}),
             end_one_plan);
}

}  // namespace linli::people
