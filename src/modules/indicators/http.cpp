#include "modules/indicators/http.hpp"

#include "modules/indicators/rules.hpp"

namespace linli::indicators {
namespace {

using http::Answer;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

asio::awaitable<Answer> show_board(Boards& boards, Request& request) {
  BoardRequest wanted{.area = request.query_id<AreaId>("area"),
                      .grid = request.query_id<GridId>("grid"),
                      .body = request.query_id<BodyId>("body"),
                      .period = std::string(request.query_value("period").value_or(""))};
  auto json = co_await boards.show(accounts::caller_of(request), std::move(wanted));
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

asio::awaitable<Answer> list_definitions(Request&) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& definition : definitions()) {
    w.begin_object().field("id", definition.id).field("name", definition.name).field("formula", definition.formula);
    w.field("unit", definition.unit).end_object();
  }
  w.end_array().field("next", nullptr).end_object();
  co_return http::json_response(w);
}

http::Field rate_field(std::string name, Text label) {
  return http::object_field(
      std::move(name), std::move(label),
      {http::number_field("value", {"值；分母为零时为空", "Value; null when n/a"}).or_null(),
       http::integer_field("over", {"分母", "Out of"}), http::boolean_field("small", {"样本少", "Small sample"})});
}

http::Field figures_field() {
  return http::object_field(
      "figures", {"指标", "Figures"},
      {http::integer_field("open", {"在办", "Open"}), http::integer_field("due_soon", {"即将到期", "Due soon"}),
       http::integer_field("overdue", {"超期", "Overdue"}), http::integer_field("received", {"受理", "Received"}),
       http::integer_field("closed", {"结案", "Closed"}), rate_field("on_time_rate", {"按期办结率", "On-time rate"}),
       rate_field("satisfaction", {"满意率", "Satisfaction"})});
}

http::Field area_field() {
  return http::object_field("area", {"区域", "Area"},
                            {http::id_field("id", {"编号", "Id"}), http::text_field("name", {"名称", "Name"}),
                             http::text_field("level", {"层级", "Level"})});
}

Declaration board_declaration() {
  Declaration d;
  d.summary_zh = "看板：一个区域、网格或单位的指标";
  d.summary_en = "The board of an area, grid or body";
  d.permission = std::string(to_string(accounts::Right::BoardRead));
  d.query = {http::id_field("area", {"区域", "Area"}), http::id_field("grid", {"网格", "Grid"}),
             http::id_field("body", {"单位", "Body"}), http::text_field("period", {"时段", "Period"})};
  d.answer = {
      area_field(),
      http::text_field("period", {"时段", "Period"}),
      http::instant_field("as_of", {"截至", "As of"}),
      figures_field(),
      http::array_field("by_child", {"下一级", "Next level"},
                        http::object_field("child", {"下级", "Child"}, {area_field(), figures_field()})),
      http::array_field(
          "by_matter", {"按事项", "By matter"},
          http::object_field("row", {"事项", "Matter"},
                             {http::object_field("matter", {"事项", "Matter"}, {http::id_field("id", {"编号", "Id"})}),
                              figures_field()})),
      http::array_field("trend", {"趋势", "Trend"},
                        http::object_field("point", {"时段", "Period"},
                                           {http::text_field("period", {"时段", "Period"}),
                                            http::integer_field("received", {"受理", "Received"}),
                                            http::integer_field("closed", {"结案", "Closed"})}))};
  return d;
}

Declaration definitions_declaration() {
  Declaration d;
  d.summary_zh = "指标的定义和算法";
  d.summary_en = "What the figures mean";
  d.access = http::Access::Public;
  d.answer = {http::array_field(
      "items", {"指标", "Figures"},
      http::object_field("definition", {"定义", "Definition"}, {http::text_field("id", {"编号", "Id"})}))};
  return d;
}

}  // namespace

void register_routes(http::Router& router, Boards& boards) {
  router.add(Method::Get, "/api/v1/board", board_declaration(),
             [&boards](Request& request) { return show_board(boards, request); });
  router.add(Method::Get, "/api/v1/indicators", definitions_declaration(), list_definitions);
}

}  // namespace linli::indicators
