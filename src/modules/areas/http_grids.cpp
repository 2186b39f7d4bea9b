// Routes of the grids.

#include <fmt/format.h>

#include "modules/areas/api.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/http_context.hpp"
#include "modules/areas/qr.hpp"
#include "modules/areas/service.hpp"

namespace linli::areas {
namespace {

using http::Method;

struct NamedGrid {
  Grid grid;
  std::string steward;
  std::string deputy;
};

std::vector<NamedGrid> with_names(Snapshot& snapshot, DistrictId district, std::vector<Grid> grids) {
  std::vector<NamedGrid> named;
  const auto name = [&](AccountId account) {
    return account ? accounts::account_name(snapshot, district, account).value_or("") : std::string{};
  };
  for (auto& grid : grids) {
    auto steward = name(grid.duty.steward);
    auto deputy = name(grid.duty.deputy);
    named.push_back({std::move(grid), std::move(steward), std::move(deputy)});
  }
  return named;
}

void write_person(JsonWriter& json, std::string_view key, AccountId account, std::string_view name) {
  json.key(key);
  if (!account) {
    json.value(nullptr);
    return;
  }
  json.begin_object().field("account_id", account).field("name", name).end_object();
}

void write_grid_members(JsonWriter& json, const NamedGrid& named) {
  const auto& [grid, steward, deputy] = named;
  json.field("id", grid.id).field("name", grid.facts.name).field("code", null_if_empty(grid.facts.code));
  json.field("layer", to_string(grid.layer)).key("community");
  write_reference(json, grid.facts.community.value, grid.community_name);
  json.field("households", grid.households).field("members", grid.members);
  write_person(json, "steward", grid.duty.steward, steward);
  write_person(json, "deputy", grid.duty.deputy, deputy);
  json.field("phone", null_if_empty(grid.facts.phone));
  json.field("supervision_phone", null_if_empty(grid.facts.supervision_phone));
  json.field("from", format_date(grid.from)).field("to", date_text(grid.to));
}

struct GridDetail {
  NamedGrid grid;
  std::vector<Area> members;
  std::vector<std::pair<std::int64_t, std::string>> predecessors;
  std::vector<std::pair<std::int64_t, std::string>> successors;
  std::vector<Warning> warnings;
};

std::vector<std::pair<std::int64_t, std::string>> named_links(Snapshot& snapshot, DistrictId district, GridId grid,
                                                              bool predecessors) {
  std::vector<std::pair<std::int64_t, std::string>> names;
  for (const auto id : linked_grids(snapshot, district, grid, predecessors)) {
    names.emplace_back(id, grid_name(snapshot, district, {id}));
  }
  return names;
}

std::optional<GridDetail> load_detail(Snapshot& snapshot, DistrictId district, GridId id, const AsOf& day) {
  auto grid = find_grid(snapshot, district, id, day);
  if (!grid) return std::nullopt;
  GridDetail detail{std::move(with_names(snapshot, district, {std::move(*grid)}).front())};
  for (const auto member : members_of(snapshot, district, id, day)) {
    if (auto area = find_area(snapshot, district, member, day)) detail.members.push_back(std::move(*area));
  }
  detail.predecessors = named_links(snapshot, district, id, true);
  detail.successors = named_links(snapshot, district, id, false);
  const auto& facts = detail.grid.grid.facts;
  const auto community = find_area(snapshot, district, facts.community, day);
  detail.warnings = grid_code_warnings(facts.code, community ? community->facts.code : "");
  return detail;
}

void write_detail(JsonWriter& json, const GridDetail& detail) {
  json.begin_object();
  write_grid_members(json, detail.grid);
  json.field("slug", detail.grid.grid.slug).key("members_list").begin_array();
  for (const auto& area : detail.members) {
    json.begin_object().field("id", area.id).field("name", area.facts.name).field("level", to_string(area.level));
    json.field("households", area.facts.households).end_object();
  }
  json.end_array().key("predecessors").begin_array();
  for (const auto& [id, name] : detail.predecessors) write_reference(json, id, name);
  json.end_array().key("successors").begin_array();
  for (const auto& [id, name] : detail.successors) write_reference(json, id, name);
  json.end_array();
  write_warnings(json, detail.warnings);
  json.end_object();
}

asio::awaitable<Answer> list_grids_route(HttpContext& context, Request& request) {
  GridFilter filter{.layer = parse_layer(request.query_value("layer").value_or("")),
                    .text = std::string(request.query_value("q").value_or("")),
                    .after = request.query_id<GridId>("cursor"),
                    .limit = limit_of(request)};
  if (const auto area = request.query_id<AreaId>("area")) filter.area = area;
  const auto district = caller_of(request).district;
  const auto grids = co_await context.store.read([&](Snapshot& snapshot) {
    return with_names(snapshot, district, list_grids(snapshot, district, filter, as_of(request, snapshot)));
  });
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& grid : grids) {
    json.begin_object();
    write_grid_members(json, grid);
    json.end_object();
  }
  const bool more = grids.size() == filter.limit;
  json.end_array().field("next", more ? std::optional(to_string(grids.back().grid.id)) : std::nullopt).end_object();
  co_return http::json_response(json);
}

asio::awaitable<Answer> answer_with(HttpContext& context, const Caller& caller, GridId id, std::optional<Date> day,
                                    int status) {
  const auto detail = co_await context.store.read([&](Snapshot& snapshot) {
    return load_detail(snapshot, caller.district, id, {day.value_or(today(caller, snapshot)), std::nullopt});
  });
  if (!detail) co_return fail(kGridNotFound);
  JsonWriter json;
  write_detail(json, *detail);
  co_return http::json_response(json, status);
}

asio::awaitable<Answer> show_grid_route(HttpContext& context, Request& request) {
  const auto text = request.query_value("as_of");
  co_return co_await answer_with(context, caller_of(request), request.param_id<GridId>("id"),
                                 text ? parse_date(*text) : std::nullopt, 200);
}

// A grid is the caller's to change where its community is, or by itself.
Result<void> check_grid_scope(Snapshot& snapshot, const Caller& caller, GridId id) {
  const auto grid = load_grid(snapshot, caller.district, id);
  if (!grid || grid->known.timeline.empty()) return fail(kGridNotFound);
  return check_scope(snapshot, caller, newest(grid->known).facts.community);
}

asio::awaitable<Answer> add_grid_route(HttpContext& context, Request& request) {
  const auto& caller = caller_of(request);
  const Body body(request.json);
  NewGrid grid{.name = body.text("name"),
               .code = body.text("code"),
               .layer = parse_layer(body.text("layer")).value_or(Layer::Base),
               .community = body.id<AreaId>("community_id"),
               .members = body.ids<AreaId>("member_ids"),
               .phone = body.text("phone"),
               .supervision_phone = body.text("supervision_phone"),
               .predecessors = body.ids<GridId>("predecessor_ids")};
  const auto id = co_await context.store.write([&](Transaction& transaction) -> Result<GridId> {
    grid.from = body.date("from").value_or(today(caller, transaction));
    if (auto mine = check_scope(transaction, caller, grid.community); !mine) return std::unexpected(mine.error());
    return add_grid(transaction, caller.district, caller.account, grid);
  });
  if (!id) co_return fail(id.error());
  context.atlas.touch();
  co_return co_await answer_with(context, caller, *id, grid.from, 201);
}

// Runs one command on a grid within the caller's scope and answers with the grid of that day.
template <class Command>
asio::awaitable<Answer> edit(HttpContext& context, Request& request, std::string_view day_name, Command command) {
  const auto& caller = caller_of(request);
  const auto id = request.param_id<GridId>("id");
  std::optional<Date> day;
  const auto done = co_await context.store.write([&](Transaction& transaction) -> Result<void> {
    day = Body(request.json).date(day_name).value_or(today(caller, transaction));
    auto mine = check_grid_scope(transaction, caller, id);
    return mine ? command(transaction, caller, id, *day) : mine;
  });
  if (!done) co_return fail(done.error());
  context.atlas.touch();
  if (day_name == "on") co_return http::empty_response();
  co_return co_await answer_with(context, caller, id, day, 200);
}

asio::awaitable<Answer> change_grid_route(HttpContext& context, Request& request) {
  const Body body(request.json);
  co_return co_await edit(context, request, "from",
                          [&](Transaction& transaction, const Caller& caller, GridId id, Date from) {
                            GridChange change{.name = body.maybe_text("name"), .from = from};
                            if (body.names("code")) change.code = body.text("code");
                            if (body.names("phone")) change.phone = body.text("phone");
                            if (body.names("supervision_phone"))
                              change.supervision_phone = body.text("supervision_phone");
                            return change_grid(transaction, caller.district, caller.account, id, change);
                          });
}

asio::awaitable<Answer> steward_route(HttpContext& context, Request& request) {
  const Body body(request.json);
  co_return co_await edit(context, request, "from",
                          [&](Transaction& transaction, const Caller& caller, GridId id, Date from) {
                            const GridDuty duty{body.id<AccountId>("account_id"), body.id<AccountId>("deputy_id")};
                            return set_grid_duty(transaction, caller.district, caller.account, id, duty, from);
                          });
}

asio::awaitable<Answer> members_route(HttpContext& context, Request& request) {
  const auto members = Body(request.json).ids<AreaId>("member_ids");
  co_return co_await edit(context, request, "from",
                          [&](Transaction& transaction, const Caller& caller, GridId id, Date from) {
                            return set_grid_members(transaction, caller.district, caller.account, id, members, from);
                          });
}

asio::awaitable<Answer> close_grid_route(HttpContext& context, Request& request) {
  co_return co_await edit(context, request, "on",
                          [](Transaction& transaction, const Caller& caller, GridId id, Date on) {
                            return close_grid(transaction, caller.district, caller.account, id, on);
                          });
}

asio::awaitable<Answer> qr_route(HttpContext& context, Request& request) {
  const auto district = caller_of(request).district;
  const auto grid = co_await context.store.read(
      [&](Snapshot& snapshot) { return load_grid(snapshot, district, request.param_id<GridId>("id")); });
  if (!grid) co_return fail(kGridNotFound);
  http::Response response;
  response.content_type = "image/svg+xml";
  response.body = qr_svg(fmt::format("{}/g/{}", context.public_url, grid->slug));
  co_return response;
}

http::Field members_field() {
  return http::array_field("member_ids", {"成员小区或楼栋", "Member courtyards or buildings"},
                           http::id_field("", {"区域", "Area"}))
      .at_most(2000);
}

std::vector<http::Field> grid_fields() {
  return {http::text_field("name", {"名称", "Name"}).at_most(100),
          http::text_field("code", {"编码", "Code"}).or_null().at_most(32),
          http::text_field("phone", {"服务电话", "Service telephone"}).or_null().at_most(30),
          http::text_field("supervision_phone", {"监督电话", "Supervision telephone"}).or_null().at_most(30),
          http::date_field("from", {"生效日期", "From"})};
}

std::vector<http::Field> new_grid_fields() {
  auto fields = grid_fields();
  fields[0].must();
  fields.push_back(http::enum_field("layer", {"层", "Layer"}, {"base", "large", "special"}).must());
  fields.push_back(http::id_field("community_id", {"社区", "Community"}).must());
  fields.push_back(members_field().must());
  fields.push_back(http::array_field("predecessor_ids", {"前身网格", "Grids it takes over from"},
                                     http::id_field("", {"网格", "Grid"})));
  return fields;
}

}  // namespace

void register_grid_routes(http::Router& router, const Context& context) {
  const auto from = http::date_field("from", {"生效日期", "From"});
  router.add(Method::Get, "/api/v1/grids",
             declare("网格列表", "Grids by name",
                     page_fields({http::id_field("area", {"区域", "Area"}), http::text_field("q", {"名称", "Name"}),
                                  http::enum_field("layer", {"层", "Layer"}, {"base", "large", "special"})})),
             bind(context, list_grids_route));
  router.add(Method::Get, "/api/v1/grids/{id}",
             declare("网格", "One grid with its members", {http::date_field("as_of", {"截至日期", "As of"})}),
             bind(context, show_grid_route));
  router.add(Method::Post, "/api/v1/grids", declare_edit("新增网格", "Add a grid", new_grid_fields()),
             bind(context, add_grid_route));
  router.add(Method::Patch, "/api/v1/grids/{id}",
             declare_edit("修改网格", "Change a grid from a day on", grid_fields()), bind(context, change_grid_route));
  router.add(Method::Put, "/api/v1/grids/{id}/steward",
             declare_edit("指定网格员", "Name steward and deputy from a day on",
                          {http::id_field("account_id", {"网格员", "Steward"}).or_null(),
                           http::id_field("deputy_id", {"副网格员", "Deputy"}).or_null(), from}),
             bind(context, steward_route));
  router.add(Method::Put, "/api/v1/grids/{id}/members",
             declare_edit("调整网格成员", "Set the members from a day on", {members_field().must(), from}),
             bind(context, members_route));
  router.add(Method::Post, "/api/v1/grids/{id}/close",
             declare_edit("撤销网格", "End a grid", {http::date_field("on", {"撤销日期", "First day without it"})}),
             bind(context, close_grid_route));
  router.add(Method::Get, "/api/v1/grids/{id}/qr.svg", declare("网格二维码", "The grid's QR code"),
             bind(context, qr_route));
}

}  // namespace linli::areas
