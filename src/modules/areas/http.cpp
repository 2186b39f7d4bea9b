#include "modules/areas/http.hpp"

#include <charconv>

#include "modules/areas/errors.hpp"
#include "modules/areas/http_context.hpp"

namespace linli::areas {

http::Declaration declare(std::string zh, std::string en, std::vector<http::Field> query) {
  http::Declaration declaration;
  declaration.summary_zh = std::move(zh);
  declaration.summary_en = std::move(en);
  declaration.query = std::move(query);
  return declaration;
}

http::Declaration declare_edit(std::string zh, std::string en, std::vector<http::Field> body) {
  auto declaration = declare(std::move(zh), std::move(en));
  declaration.body_kind = http::BodyKind::Json;
  declaration.body = std::move(body);
  declaration.permission = to_string(accounts::Right::AreasEdit);
  return declaration;
}

std::vector<http::Field> page_fields(std::vector<http::Field> more) {
  more.push_back(http::date_field("as_of", {"截至日期", "As of"}));
  more.push_back(http::instant_field("known_at", {"当时已知", "Known at"}));
  more.push_back(http::id_field("cursor", {"游标", "Cursor"}));
  more.push_back(http::integer_field("limit", {"条数", "How many"}).between(1, 200));
  return more;
}

Date today(const Caller& caller, const Snapshot& snapshot) { return date_of(snapshot.now(), caller.offset); }

AsOf as_of(const Request& request, const Snapshot& snapshot) {
  AsOf as_of{today(caller_of(request), snapshot), std::nullopt};
  if (const auto text = request.query_value("as_of")) as_of.on = parse_date(*text).value_or(as_of.on);
  if (const auto text = request.query_value("known_at")) as_of.known_at = parse_instant(*text);
  return as_of;
}

std::size_t limit_of(const Request& request) {
  constexpr std::size_t kDefault = 50;
  auto limit = kDefault;
  if (const auto text = request.query_value("limit")) std::from_chars(text->data(), text->data() + text->size(), limit);
  return limit;
}

Result<void> check_scope(Snapshot& snapshot, const Caller& caller, AreaId area) {
  if (caller.whole_district || stands_below(snapshot, caller.district, area, caller.scopes)) return {};
  return fail(kOutsideScope);
}

void write_reference(JsonWriter& json, std::int64_t id, std::string_view name) {
  json.begin_object().field("id", std::to_string(id)).field("name", name).end_object();
}

void write_members(JsonWriter& json, const Area& area) {
  const auto& facts = area.facts;
  json.field("id", area.id).field("level", to_string(area.level)).field("level_label", label(area.level));
  json.field("name", facts.name).field("code", null_if_empty(facts.code)).key("parent");
  if (facts.parent) {
    write_reference(json, facts.parent.value, area.parent_name);
  } else {
    json.value(nullptr);
  }
  json.field("households", facts.households).field("kind", null_if_empty(facts.kind));
  json.field("address", null_if_empty(facts.address)).field("built_year", facts.built_year);
  json.field("lon", facts.lon).field("lat", facts.lat).field("has_outline", area.has_outline);
  json.field("from", format_date(area.from)).field("to", date_text(area.to));
}

void write_area(JsonWriter& json, const Area& area) {
  json.begin_object();
  write_members(json, area);
  json.end_object();
}

void write_warnings(JsonWriter& json, const std::vector<Warning>& warnings) {
  json.key("warnings").begin_array();
  for (const auto& warning : warnings) {
    json.begin_object().field("field", warning.field).field("value", warning.value).field("reason", warning.reason);
    json.field("remedy", warning.remedy).field("source", warning.source).end_object();
  }
  json.end_array();
}

void register_routes(http::Router& router, storage::Store& store, LiveAtlas& atlas, std::string public_url) {
  const auto context = std::make_shared<HttpContext>(store, atlas, std::move(public_url));
  register_area_routes(router, context);
  register_grid_routes(router, context);
  register_map_routes(router, context);
  register_public_routes(router, context);
}

}  // namespace linli::areas
