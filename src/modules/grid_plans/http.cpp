#include "modules/grid_plans/http.hpp"

#include "modules/grid_plans/http_table.hpp"

namespace linli::grid_plans {
namespace {

// A key that is none names no grid of any plan.
std::optional<std::uint32_t> key_in(const Body& body, std::string_view name) {
  if (!body.has(name)) return std::nullopt;
  return key_of(body.text(name)).value_or(gridding::kNone);
}

PlanWish wish_of(const Request& request) {
  const Body body(request.json);
  PlanWish wish;
  wish.version = version_of(body);
  wish.name = body.maybe_text("name");
  wish.note = body.maybe_text("note");
  if (body.has("purpose")) wish.purpose = body.text("purpose") == "review" ? Purpose::Review : Purpose::Scenario;
  wish.as_of = body.date("as_of");
  if (body.has("area_ids")) wish.areas = body.ids<AreaId>("area_ids");
  if (body.has("rules")) wish.rules = request.json.as_object().at("rules").as_object();
  wish.copy_of = body.id<PlanId>("copy_of");
  return wish;
}

Json create(GridPlans& plans, const Request& request) { return plans.create(caller_of(request), wish_of(request)); }

Json list(GridPlans& plans, const Request& request) {
  constexpr int kDefault = 20;
  int limit = kDefault;
  if (const auto text = request.query_value("limit")) std::from_chars(text->data(), text->data() + text->size(), limit);
  return plans.list(caller_of(request), parse_state(request.query_value("state").value_or("")),
                    request.query_id<PlanId>("cursor"), limit);
}

Json compare(GridPlans& plans, const Request& request) {
  std::vector<PlanId> ids;
  auto text = request.query_value("ids").value_or("");
  while (!text.empty()) {
    const auto comma = text.find(',');
    ids.push_back({parse_id(text.substr(0, comma)).value_or(0)});
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return plans.compare(caller_of(request), ids);
}

Json neighbours(GridPlans& plans, const Request& request) {
  const auto text = request.query_value("show").value_or("doubtful");
  const auto show = text == "islands"   ? Show::Islands
                    : text == "decided" ? Show::Decided
                    : text == "all"     ? Show::All
                                        : Show::Doubtful;
  return plans.neighbours(caller_of(request), id_of(request), show, request.query_id<AreaId>("community"));
}

Json decide(GridPlans& plans, const Request& request) {
  const Body body(request.json);
  return plans.decide(caller_of(request), body.id<AreaId>("a"), body.id<AreaId>("b"), body.flag("neighbours"),
                      body.text("reason"));
}

Json move(GridPlans& plans, const Request& request) {
  const Body body(request.json);
  return plans.move(
      caller_of(request), id_of(request),
      {version_of(body), body.id<AreaId>("unit_id"), key_in(body, "to"), body.flag("dry_run").value_or(false)});
}

Json comment(GridPlans& plans, const Request& request) {
  const Body body(request.json);
  return plans.comment(caller_of(request), id_of(request), body.text("text"), key_in(body, "grid"));
}

http::Field community_field() { return http::id_field("community", {"社区", "Community"}); }

// Members of the rules are checked by the module itself, which names each.
std::vector<http::Field> wish_fields() {
  return {http::text_field("name", {"名称", "Name"}).at_most(100),
          http::text_field("note", {"说明", "Note"}).at_most(2000),
          http::date_field("as_of", {"以哪天的辖区为准", "As of"}),
          http::array_field("area_ids", {"范围", "Areas"}, http::id_field("", {"区域", "Area"})).at_most(1000),
          http::object_field("rules", {"规则", "Rules"}, {})};
}

void add_scenario_routes(Table& table) {
  table.add(Method::Get, "/defaults", declare("方案的默认规则及来源", "Default rules with sources", Right::PlansRead),
            [](GridPlans& plans, const Request& request) { return plans.defaults(caller_of(request)); });
  table.add(Method::Get, "",
            declare("网格划分方案列表", "Grid plans, newest first", Right::PlansRead,
                    {http::id_field("cursor", {"游标", "Cursor"}),
                     http::integer_field("limit", {"条数", "How many"}).between(1, 100),
                     http::enum_field("state", {"状态", "State"},
                                      {"draft", "approving", "approved", "scheduled", "adopted", "discarded"})}),
            list);
  auto fields = wish_fields();
  fields[0].must();
  fields.push_back(http::enum_field("purpose", {"用途", "Purpose"}, {"scenario", "review"}));
  fields.push_back(http::id_field("copy_of", {"复制自", "Copy of"}));
  table.add(Method::Post, "", declare_body("新建方案", "Make a plan", Right::PlansEdit, fields), create,
            {.status = 201});
  table.add(Method::Get, "/{id}", declare("方案", "One plan", Right::PlansRead),
            [](GridPlans& plans, const Request& request) { return plans.show(caller_of(request), id_of(request)); });
  fields = wish_fields();
  fields.push_back(version_field());
  table.add(Method::Patch, "/{id}", declare_body("修改方案", "Change a plan", Right::PlansEdit, fields),
            [](GridPlans& plans, const Request& request) {
              return plans.change(caller_of(request), id_of(request), wish_of(request));
            });
  table.add(Method::Post, "/{id}/prepare",
            declare_body("重新读取辖区", "Look at the territory again", Right::PlansEdit, {}),
            [](GridPlans& plans, const Request& request) {
              return plans.start(caller_of(request), id_of(request), JobKind::Prepare);
            },
            {.status = 202});
  table.add(Method::Post, "/{id}/run", declare_body("计算方案", "Work the plan out", Right::PlansEdit, {}),
            [](GridPlans& plans, const Request& request) {
              return plans.start(caller_of(request), id_of(request), JobKind::Run);
            },
            {.status = 202});
  table.add(Method::Post, "/{id}/cancel", declare_body("停止计算", "Stop working it out", Right::PlansEdit, {}),
            [](GridPlans& plans, const Request& request) { return plans.cancel(caller_of(request), id_of(request)); });
  table.add(Method::Post, "/{id}/discard",
            declare_body("作废方案", "Discard a plan", Right::PlansEdit, {version_field()}),
            [](GridPlans& plans, const Request& request) {
              return plans.discard(caller_of(request), step_of(request, "reason"));
            });
}

void add_result_routes(Table& table) {
  table.add(Method::Get, "/{id}/grids",
            declare("方案的网格", "Grids of a plan", Right::PlansRead,
                    {http::enum_field("of", {"哪一种", "Which"}, {"plan", "present"}), community_field()}),
            [](GridPlans& plans, const Request& request) {
              return plans.grids(caller_of(request), id_of(request), request.query_value("of") == "present",
                                 request.query_id<AreaId>("community"));
            });
  table.add(Method::Get, "/{id}/map", declare("方案地图", "A plan on the map", Right::PlansRead),
            [](GridPlans& plans, const Request& request) { return plans.map(caller_of(request), id_of(request)); },
            {.content_type = "application/geo+json; charset=utf-8", .etag = true});
  table.add(Method::Get, "/compare",
            declare("比较方案", "Plans side by side", Right::PlansRead,
                    {http::text_field("ids", {"方案", "Plans"}).must().at_most(200)}),
            compare);
  table.add(Method::Get, "/{id}/neighbours",
            declare("相邻关系", "Who borders whom", Right::PlansRead,
                    {http::enum_field("show", {"哪些", "Which"}, {"doubtful", "islands", "decided", "all"}),
                     community_field()}),
            neighbours);
  table.add(Method::Put, "/neighbours",
            declare_body(
                "判定相邻", "Decide whether two courtyards are neighbours", Right::PlansEdit,
                {http::id_field("a", {"小区", "Courtyard"}).must(), http::id_field("b", {"小区", "Courtyard"}).must(),
                 http::boolean_field("neighbours", {"相邻", "Neighbours"}).or_null(),
                 http::text_field("reason", {"理由", "Reason"}).at_most(500)}),
            decide);
  table.add(Method::Get, "/{id}/moves", declare("人工调整记录", "Moves by hand", Right::PlansRead),
            [](GridPlans& plans, const Request& request) { return plans.moves(caller_of(request), id_of(request)); });
  table.add(Method::Post, "/{id}/moves",
            declare_body("调整小区", "Move a courtyard", Right::PlansEdit,
                         {version_field(), http::id_field("unit_id", {"小区", "Courtyard"}).must(),
                          http::text_field("to", {"移入的网格", "To grid"}).or_null().at_most(12),
                          http::boolean_field("dry_run", {"只看效果", "Only show the effect"})}),
            move);
  table.add(Method::Post, "/{id}/undo",
            declare_body("撤销上次调整", "Take back the last move", Right::PlansEdit, {version_field()}),
            [](GridPlans& plans, const Request& request) {
              return plans.undo(caller_of(request), step_of(request, "reason"));
            });
  table.add(
      Method::Get, "/{id}/comments", declare("意见", "Comments", Right::PlansRead),
      [](GridPlans& plans, const Request& request) { return plans.comments(caller_of(request), id_of(request)); });
  table.add(Method::Post, "/{id}/comments",
            declare_body("提意见", "Comment", Right::PlansRead,
                         {http::text_field("text", {"内容", "Text"}).must().at_most(2000),
                          http::text_field("grid", {"网格", "Grid"}).or_null().at_most(12)}),
            comment, {.status = 201});
}

}  // namespace

void register_routes(http::Router& router, GridPlans& plans) {
  Table table(router, std::make_shared<Context>(plans));
  add_scenario_routes(table);
  add_result_routes(table);
  add_barrier_routes(table);
  add_adoption_routes(table);
}

}  // namespace linli::grid_plans
