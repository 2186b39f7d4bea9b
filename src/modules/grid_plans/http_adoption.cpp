// From an approved plan to grids in force.
#include "modules/grid_plans/http_table.hpp"

namespace linli::grid_plans {
namespace {

Json preview(GridPlans& plans, const Request& request) {
  const auto on = request.query_value("on");
  return plans.preview(caller_of(request), id_of(request), on ? parse_date(*on) : std::nullopt);
}

Json adopt(GridPlans& plans, const Request& request) {
  const Body body(request.json);
  return plans.adopt(caller_of(request), step_of(request, "note"), body.date("on").value_or(Date{}));
}

}  // namespace

void add_adoption_routes(Table& table) {
  const auto reason = http::text_field("reason", {"原因", "Reason"}).at_most(500);
  table.add(Method::Post, "/{id}/approve",
            declare_body("批准方案", "Approve a plan", Right::PlansApprove,
                         {version_field(), http::text_field("note", {"意见", "Note"}).at_most(500)}),
            [](GridPlans& plans, const Request& request) {
              return plans.approve(caller_of(request), step_of(request, "note"));
            });
  table.add(Method::Post, "/{id}/withdraw",
            declare_body("撤回批准", "Take approvals back", Right::PlansApprove, {version_field(), reason}),
            [](GridPlans& plans, const Request& request) {
              return plans.withdraw(caller_of(request), step_of(request, "reason"));
            });
  table.add(Method::Get, "/{id}/adoption",
            declare("启用的影响", "What adopting would change", Right::PlansRead,
                    {http::date_field("on", {"启用日期", "From"})}),
            preview);
  table.add(Method::Post, "/{id}/adopt",
            declare_body("启用方案", "Adopt from a day on", Right::PlansEdit,
                         {version_field(), http::date_field("on", {"启用日期", "From"}).must()}),
            adopt);
  table.add(Method::Post, "/{id}/roll-back",
            declare_body("启用前撤回", "Roll back before the day", Right::PlansEdit, {version_field(), reason}),
            [](GridPlans& plans, const Request& request) {
              return plans.roll_back(caller_of(request), step_of(request, "reason"));
            });
  table.add(Method::Get, "/{id}/sheets",
            declare("公示与二维码", "Notices and QR codes of the new grids", Right::PlansRead),
            [](GridPlans& plans, const Request& request) { return plans.sheets(caller_of(request), id_of(request)); });
  table.add(
      Method::Get, "/{id}/grids/{key}/qr.svg", declare("新网格的二维码", "QR code of a new grid", Right::PlansRead),
      [](GridPlans& plans, const Request& request) {
        return plans.qr(caller_of(request), id_of(request), key_of(request.param("key")).value_or(gridding::kNone));
      },
      {.content_type = "image/svg+xml"});
}

}  // namespace linli::grid_plans
