// Routes that answer where something is: maps, points, addresses, and a grid's public face. Names and outlines of
// territory are public; so are a steward's name and service telephone, which the law wants posted (滨州条例 art. 6).

#include <charconv>

#include "http/aside.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/district_atlas.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/http_context.hpp"

namespace linli::areas {
namespace {

using http::aside;
using http::Method;

constexpr std::size_t kCandidates = 10;

double number_of(const Request& request, std::string_view name) {
  double number = 0;
  const auto text = request.query_value(name).value_or("");
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

http::Response map_response(const std::string& json, std::string etag) {
  http::Response response;
  response.content_type = "application/geo+json; charset=utf-8";
  response.body = json;
  response.etag = std::move(etag);
  return response;
}

asio::awaitable<Answer> map_of_today(HttpContext& context, DistrictId district, AreaId area, MapLevel level) {
  const auto atlas = context.atlas.district(district);
  const auto within = area ? area : district_area(district);
  if (!atlas || !atlas->area(within.value)) co_return fail(kNotFound);
  auto map = context.maps.find(atlas, within, level);
  if (!map) map = co_await aside(context.drawing, [&] { return context.maps.draw(atlas, within, level); });
  co_return map_response(map->json, map->etag);
}

asio::awaitable<Answer> map_route(HttpContext& context, Request& request) {
  const auto& caller = caller_of(request);
  const auto area = request.query_id<AreaId>("area");
  const auto level = parse_map_level(request.query_value("level").value_or("")).value_or(MapLevel::Community);
  const auto text = request.query_value("as_of");
  const auto day = text ? parse_date(*text) : std::nullopt;
  const auto now = context.atlas.district(caller.district);
  if (!day || (now && now->as_of().on == *day)) co_return co_await map_of_today(context, caller.district, area, level);
  auto json = co_await aside(context.drawing, [&] {
    const auto atlas = context.store.read_now(
        [&](Snapshot& snapshot) { return load_district(snapshot, caller.district, {*day, std::nullopt}); });
    return draw_map(*atlas, area ? area : district_area(caller.district), level);
  });
  co_return map_response(json, {});
}

// An installation serves one district as a rule; with several, the first that knows the point answers.
std::optional<std::pair<DistrictId, Place>> locate_anywhere(const Atlas& atlas, double lon, double lat) {
  for (const auto district : atlas.districts()) {
    if (auto place = atlas.locate(district, lon, lat)) return std::pair(district, *place);
  }
  return std::nullopt;
}

void write_place(JsonWriter& json, const Atlas& atlas, const Place& place) {
  const auto part = [&](std::string_view key, std::int64_t id) {
    json.key(key);
    if (id == 0) {
      json.value(nullptr);
    } else {
      write_reference(json, id, atlas.name(id));
    }
  };
  json.begin_object();
  part("district", place.district.value);
  part("subdistrict", place.subdistrict.value);
  part("community", place.community.value);
  part("courtyard", place.courtyard.value);
  part("grid", place.grid.value);
  json.end_object();
}

asio::awaitable<Answer> locate_route(HttpContext& context, Request& request) {
  const auto place =
      context.atlas.locate(caller_of(request).district, number_of(request, "lon"), number_of(request, "lat"));
  JsonWriter json;
  write_place(json, context.atlas, place.value_or(Place{}));
  co_return http::json_response(json);
}

asio::awaitable<Answer> public_locate_route(HttpContext& context, Request& request) {
  const auto found = locate_anywhere(context.atlas, number_of(request, "lon"), number_of(request, "lat"));
  JsonWriter json;
  write_place(json, context.atlas, found ? found->second : Place{});
  co_return http::json_response(json);
}

void write_address(JsonWriter& json, const Atlas& atlas, DistrictId district, const Candidate& candidate) {
  const auto place = atlas.place_of(district, candidate.area).value_or(Place{});
  json.begin_object().key("area").begin_object().field("id", candidate.area);
  json.field("name", atlas.name(candidate.area.value)).field("level", to_string(candidate.level)).end_object();
  json.field("path", atlas.path_text(place)).key("grid");
  if (place.grid) {
    write_reference(json, place.grid.value, atlas.name(place.grid.value));
  } else {
    json.value(nullptr);
  }
  json.field("lon", candidate.lon).field("lat", candidate.lat).field("score", candidate.score).end_object();
}

asio::awaitable<Answer> addresses_route(HttpContext& context, Request& request) {
  const auto text = request.query_value("q").value_or("");
  JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const auto district : context.atlas.districts()) {
    for (const auto& candidate : context.atlas.candidates(district, text, kCandidates)) {
      write_address(json, context.atlas, district, candidate);
    }
  }
  json.end_array().field("next", nullptr).end_object();
  co_return http::json_response(json);
}

asio::awaitable<Answer> public_map_route(HttpContext& context, Request& request) {
  const auto area = request.query_id<AreaId>("area");
  const auto level = parse_map_level(request.query_value("level").value_or("")).value_or(MapLevel::Community);
  for (const auto district : context.atlas.districts()) {
    const auto atlas = context.atlas.district(district);
    if (!area || (atlas && atlas->area(area.value))) co_return co_await map_of_today(context, district, area, level);
  }
  co_return fail(kNotFound);
}

std::vector<std::string> courtyard_names(const DistrictAtlas& atlas, const DistrictAtlas::GridNode& grid) {
  std::vector<std::string> names;
  for (const auto courtyard : grid.courtyards) names.push_back(atlas.areas()[courtyard].facts.name);
  return names;
}

asio::awaitable<Answer> public_grid_route(HttpContext& context, Request& request) {
  const auto found = context.atlas.grid_by_slug(request.param("slug"));
  const auto atlas = found ? context.atlas.district(found->first) : nullptr;
  const auto* node = atlas ? atlas->grid(found->second.value) : nullptr;
  if (!node) co_return fail(kGridNotFound);
  const auto& grid = node->grid;
  const auto steward = co_await context.store.read([&](Snapshot& snapshot) {
    return grid.duty.steward ? accounts::account_name(snapshot, found->first, grid.duty.steward) : std::nullopt;
  });
  JsonWriter json;
  json.begin_object().key("grid");
  write_reference(json, grid.id.value, grid.facts.name);
  json.key("community");
  write_reference(json, grid.facts.community.value, grid.community_name);
  json.key("steward");
  if (steward) {
    json.begin_object().field("name", *steward).end_object();
  } else {
    json.value(nullptr);
  }
  json.field("phone", null_if_empty(grid.facts.phone));
  json.field("supervision_phone", null_if_empty(grid.facts.supervision_phone)).key("courtyards").begin_array();
  for (const auto& name : courtyard_names(*atlas, *node)) json.value(name);
  json.end_array().key("district").begin_object();
  json.field("name", context.atlas.name(found->first.value)).end_object().end_object();
  co_return http::json_response(json);
}

std::vector<http::Field> point_fields() {
  return {http::number_field("lon", {"经度", "Longitude"}).must().between(-180, 180),
          http::number_field("lat", {"纬度", "Latitude"}).must().between(-90, 90)};
}

http::Declaration in_public(http::Declaration declaration) {
  declaration.access = http::Access::Public;
  return declaration;
}

}  // namespace

void register_map_routes(http::Router& router, const Context& context) {
  router.add(
      Method::Get, "/api/v1/map",
      declare("地图轮廓", "Outlines of one level as GeoJSON",
              {http::id_field("area", {"区域", "Area"}),
               http::enum_field("level", {"级别", "Level"}, {"subdistrict", "community", "grid", "courtyard"}).must(),
               http::date_field("as_of", {"截至日期", "As of"})}),
      bind(context, map_route));
  router.add(Method::Get, "/api/v1/locate", declare("坐标定位", "Which place a point lies in", point_fields()),
             bind(context, locate_route));
}

void register_public_routes(http::Router& router, const Context& context) {
  router.add(Method::Get, "/api/v1/public/locate",
             in_public(declare("坐标定位", "Which place a point lies in", point_fields())),
             bind(context, public_locate_route));
  router.add(Method::Get, "/api/v1/public/addresses",
             in_public(declare("地址搜索", "Places by name or address",
                               {http::text_field("q", {"名称或地址", "Name or address"}).must().at_most(100)})),
             bind(context, addresses_route));
  router.add(
      Method::Get, "/api/v1/public/map",
      in_public(declare(
          "地图轮廓", "Outlines of one level as GeoJSON",
          {http::id_field("area", {"区域", "Area"}),
           http::enum_field("level", {"级别", "Level"}, {"subdistrict", "community", "grid", "courtyard"}).must()})),
      bind(context, public_map_route));
  router.add(Method::Get, "/api/v1/public/grids/{slug}",
             in_public(declare("网格公示", "A grid as it is posted on the wall")), bind(context, public_grid_route));
}

}  // namespace linli::areas
