// Roads, rivers and walls of the district, and the yearly review.
#include "modules/grid_plans/http_table.hpp"

namespace linli::grid_plans {
namespace {

Json list_barriers(GridPlans& plans, const Request& request) {
  const auto on = request.query_value("on");
  return plans.barriers(caller_of(request), on ? parse_date(*on) : std::nullopt);
}

Json add_lines(GridPlans& plans, const Request& request) {
  const Body body(request.json);
  BarrierWish wish;
  for (const auto& item : request.json.as_object().at("items").as_array()) wish.lines.push_back(item);
  wish.from = body.date("from");
  wish.source = body.text("source");
  return plans.add_barriers(caller_of(request), wish);
}

Json end_line(GridPlans& plans, const Request& request) {
  const auto id = parse_id(request.param("id")).value_or(0);
  return plans.end_barrier(caller_of(request), id, Body(request.json).date("on"));
}

}  // namespace

void add_barrier_routes(Table& table) {
  table.add(Method::Get, "/barriers",
            declare("阻隔线", "Roads, rivers and walls that grids do not cross", Right::PlansRead,
                    {http::date_field("on", {"哪天", "On"})}),
            list_barriers);
  table.add(
      Method::Post, "/barriers",
      declare_body("画阻隔线", "Draw barriers", Right::PlansEdit,
                   {http::array_field("items", {"线", "Lines"}, http::object_field("", {"线", "Line"}, {})).must(),
                    http::date_field("from", {"从哪天起", "From"}),
                    http::text_field("source", {"来源", "Source"}).must().at_most(200)}),
      add_lines, {.status = 201});
  table.add(
      Method::Post, "/barriers/{id}/end",
      declare_body("停用阻隔线", "End a barrier", Right::PlansEdit, {http::date_field("on", {"从哪天起", "From"})}),
      end_line);
}

}  // namespace linli::grid_plans
