// Routes of the tree.

#include "modules/areas/api.hpp"
#include "modules/areas/area_detail.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/http_context.hpp"

namespace linli::areas {
namespace {

using http::Method;

asio::awaitable<Answer> list_route(HttpContext& context, Request& request) {
  AreaFilter filter{.level = parse_level(request.query_value("level").value_or("")),
                    .text = std::string(request.query_value("q").value_or("")),
                    .after = request.query_id<AreaId>("cursor"),
                    .limit = limit_of(request)};
  const auto district = caller_of(request).district;
  if (const auto parent = request.query_id<AreaId>("parent")) {
    // Another level than the next one down: everything of it below.
    (filter.level ? filter.below : filter.parent) = parent;
  } else if (filter.text.empty() && !filter.level) {
    filter.level = Level::District;
  }
  filter.without_buildings = !filter.parent && !filter.level;
  const auto areas = co_await context.store.read(
      [&](Snapshot& snapshot) { return list_areas(snapshot, district, filter, as_of(request, snapshot)); });
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& area : areas) write_area(json, area);
  json.end_array().key("next");
  const bool more = areas.size() == filter.limit;
  json.value(more ? std::optional(to_string(areas.back().id)) : std::nullopt).end_object();
  co_return http::json_response(json);
}

asio::awaitable<Answer> show_route(HttpContext& context, Request& request) {
  const auto& caller = caller_of(request);
  const auto detail = co_await context.store.read([&](Snapshot& snapshot) {
    return load_area_detail(snapshot, caller.district, request.param_id<AreaId>("id"), as_of(request, snapshot));
  });
  if (!detail) co_return fail(kNotFound);
  JsonWriter json;
  write_area_detail(json, *detail, caller.offset);
  co_return http::json_response(json);
}

// The area as it is on its first day at the earliest: what was just changed may begin tomorrow.
asio::awaitable<Answer> answer_with(HttpContext& context, const Caller& caller, AreaId id, Date day, int status) {
  context.atlas.touch();
  const auto area = co_await context.store.read([&](Snapshot& snapshot) {
    auto found = find_area(snapshot, caller.district, id, {day, std::nullopt});
    return found ? found : find_area(snapshot, caller.district, id, {today(caller, snapshot), std::nullopt});
  });
  if (!area) co_return fail(kNotFound);
  JsonWriter json;
  json.begin_object();
  write_members(json, *area);
  write_warnings(json, warnings_of(area->level, area->facts.code));
  json.end_object();
  co_return http::json_response(json, status);
}

NewArea new_area(const Body& body, Date from) {
  NewArea area{.level = parse_level(body.text("level")).value_or(Level::Courtyard),
               .parent = body.id<AreaId>("parent_id"),
               .name = body.text("name"),
               .code = body.text("code"),
               .households = body.integer("households"),
               .kind = body.text("kind"),
               .address = body.text("address"),
               .lon = body.number("lon"),
               .lat = body.number("lat"),
               .from = body.date("from").value_or(from)};
  if (const auto year = body.integer("built_year")) area.built_year = static_cast<int>(*year);
  return area;
}

AreaChange area_change(const Body& body, Date from) {
  AreaChange change{.name = body.maybe_text("name"), .from = body.date("from").value_or(from)};
  if (body.names("code")) change.code = body.text("code");
  if (body.has("parent_id")) change.parent = body.id<AreaId>("parent_id");
  if (body.names("households")) change.households = body.integer("households");
  if (body.names("kind")) change.kind = body.text("kind");
  if (body.names("address")) change.address = body.text("address");
  if (body.names("built_year")) {
    const auto year = body.integer("built_year");
    change.built_year = year ? std::optional(static_cast<int>(*year)) : std::nullopt;
  }
  if (body.has("lon") && body.has("lat")) change.position = {*body.number("lon"), *body.number("lat")};
  return change;
}

asio::awaitable<Answer> add_route(HttpContext& context, Request& request) {
  const auto& caller = caller_of(request);
  NewArea area;
  const auto id = co_await context.store.write([&](Transaction& transaction) -> Result<AreaId> {
    area = new_area(Body(request.json), today(caller, transaction));
    auto mine = check_scope(transaction, caller, area.parent);
    if (!mine) return std::unexpected(mine.error());
    return add_area(transaction, caller.district, caller.account, area);
  });
  if (!id) co_return fail(id.error());
  co_return co_await answer_with(context, caller, *id, area.from, 201);
}

asio::awaitable<Answer> change_route(HttpContext& context, Request& request) {
  const auto& caller = caller_of(request);
  const auto id = request.param_id<AreaId>("id");
  AreaChange change;
  const auto done = co_await context.store.write([&](Transaction& transaction) -> Result<void> {
    change = area_change(Body(request.json), today(caller, transaction));
    auto mine = check_scope(transaction, caller, id);
    if (mine && change.parent) mine = check_scope(transaction, caller, *change.parent);
    return mine ? change_area(transaction, caller.district, caller.account, id, change) : mine;
  });
  if (!done) co_return fail(done.error());
  co_return co_await answer_with(context, caller, id, change.from, 200);
}

asio::awaitable<Answer> close_route(HttpContext& context, Request& request) {
  const auto& caller = caller_of(request);
  const auto id = request.param_id<AreaId>("id");
  const Body body(request.json);
  const auto children = body.flag("with_children").value_or(false) ? Children::CloseToo : Children::Refuse;
  const auto done = co_await context.store.write([&](Transaction& transaction) -> Result<void> {
    auto mine = check_scope(transaction, caller, id);
    if (!mine) return mine;
    const auto on = body.date("on").value_or(today(caller, transaction));
    return close_area(transaction, caller.district, caller.account, id, on, children);
  });
  if (!done) co_return fail(done.error());
  context.atlas.touch();
  co_return http::empty_response();
}

asio::awaitable<Answer> merge_route(HttpContext& context, Request& request) {
  const auto& caller = caller_of(request);
  const Body body(request.json);
  MergeAreas merge{.areas = body.ids<AreaId>("ids"), .name = body.text("name"), .code = body.text("code")};
  const auto id = co_await context.store.write([&](Transaction& transaction) -> Result<AreaId> {
    merge.on = body.date("on").value_or(today(caller, transaction));
    for (const auto area : merge.areas) {
      if (auto mine = check_scope(transaction, caller, area); !mine) return std::unexpected(mine.error());
    }
    return merge_areas(transaction, caller.district, caller.account, merge);
  });
  if (!id) co_return fail(id.error());
  co_return co_await answer_with(context, caller, *id, merge.on, 201);
}

std::vector<SplitPart> split_parts(const Request& request) {
  std::vector<SplitPart> parts;
  for (const auto& item : request.json.as_object().at("parts").as_array()) {
    const Body part(item);
    parts.push_back({part.text("name"), part.text("code"), part.ids<AreaId>("children")});
  }
  return parts;
}

asio::awaitable<Answer> split_route(HttpContext& context, Request& request) {
  const auto& caller = caller_of(request);
  const auto id = request.param_id<AreaId>("id");
  const auto parts = split_parts(request);
  const auto on = Body(request.json).date("on");
  const auto made = co_await context.store.write([&](Transaction& transaction) -> Result<std::vector<Area>> {
    if (auto mine = check_scope(transaction, caller, id); !mine) return std::unexpected(mine.error());
    const auto day = on.value_or(today(caller, transaction));
    const auto ids = split_area(transaction, caller.district, caller.account, id, parts, day);
    if (!ids) return std::unexpected(ids.error());
    std::vector<Area> areas;
    for (const auto part : *ids) {
      if (auto area = find_area(transaction, caller.district, part, {day, std::nullopt})) areas.push_back(*area);
    }
    return areas;
  });
  if (!made) co_return fail(made.error());
  context.atlas.touch();
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto& area : *made) write_area(json, area);
  json.end_array().end_object();
  co_return http::json_response(json, 201);
}

std::vector<http::Field> area_fields() {
  return {http::text_field("name", {"名称", "Name"}).at_most(100),
          http::text_field("code", {"区划代码", "Division code"}).or_null().at_most(32),
          http::id_field("parent_id", {"上级区域", "Area above"}).or_null(),
          http::integer_field("households", {"户数", "Households"}).or_null(),
          http::text_field("kind", {"类型", "Kind"}).or_null().at_most(40),
          http::text_field("address", {"地址", "Address"}).or_null(),
          http::integer_field("built_year", {"建成年份", "Year of building"}).or_null(),
          http::number_field("lon", {"经度", "Longitude"}).or_null().between(-180, 180),
          http::number_field("lat", {"纬度", "Latitude"}).or_null().between(-90, 90),
          http::date_field("from", {"生效日期", "From"})};
}

http::Field level_field() {
  return http::enum_field("level", {"级别", "Level"},
                          {"district", "subdistrict", "community", "courtyard", "building"});
}

http::Field parts_field() {
  auto children =
      http::array_field("children", {"归入的下级区域", "What goes there"}, http::id_field("", {"区域", "Area"}));
  return http::array_field("parts", {"拆分后的各处", "Parts"},
                           http::object_field("", {"一处", "Part"},
                                              {http::text_field("name", {"名称", "Name"}).must().at_most(100),
                                               http::text_field("code", {"区划代码", "Division code"}).or_null(),
                                               children.must().at_most(5000)}));
}

}  // namespace

void register_area_routes(http::Router& router, const Context& context) {
  auto fresh = area_fields();
  fresh[0].must();
  fresh.push_back(level_field().must());
  const auto on = http::date_field("on", {"日期", "First day of the new order"});
  router.add(Method::Get, "/api/v1/areas",
             declare("区域列表", "Areas by name",
                     page_fields({http::id_field("parent", {"上级区域", "Area above"}), level_field(),
                                  http::text_field("q", {"名称或代码", "Name or code"})})),
             bind(context, list_route));
  router.add(Method::Get, "/api/v1/areas/{id}",
             declare("区域", "One area with its history",
                     {http::date_field("as_of", {"截至日期", "As of"}),
                      http::instant_field("known_at", {"当时已知", "Known at"})}),
             bind(context, show_route));
  router.add(Method::Post, "/api/v1/areas", declare_edit("新增区域", "Add an area", fresh), bind(context, add_route));
  router.add(Method::Patch, "/api/v1/areas/{id}",
             declare_edit("修改区域", "Change an area from a day on", area_fields()), bind(context, change_route));
  router.add(Method::Post, "/api/v1/areas/{id}/close",
             declare_edit("撤销区域", "End an area",
                          {on, http::boolean_field("with_children",
                                                   {"其中的区域和网格一并撤销", "Close what stands in it too"})}),
             bind(context, close_route));
  router.add(
      Method::Post, "/api/v1/areas/merge",
      declare_edit("合并区域", "Merge areas",
                   {http::array_field("ids", {"要合并的区域", "Areas"}, http::id_field("", {"区域", "Area"})).must(),
                    http::text_field("name", {"名称", "Name"}).must().at_most(100),
                    http::text_field("code", {"区划代码", "Division code"}).or_null().at_most(32), on}),
      bind(context, merge_route));
  router.add(Method::Post, "/api/v1/areas/{id}/split",
             declare_edit("拆分区域", "Split an area", {parts_field().must(), on}), bind(context, split_route));
}

}  // namespace linli::areas
