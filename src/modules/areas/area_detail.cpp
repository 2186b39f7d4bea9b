#include "modules/areas/area_detail.hpp"

#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/http_context.hpp"
#include "modules/areas/service.hpp"

namespace linli::areas {
namespace {

std::vector<std::pair<std::int64_t, std::string>> named(Snapshot& snapshot, DistrictId district,
                                                        const std::vector<std::int64_t>& ids) {
  std::vector<std::pair<std::int64_t, std::string>> names;
  for (const auto id : ids) names.emplace_back(id, area_name(snapshot, district, {id}));
  return names;
}

void write_names(JsonWriter& json, std::string_view key,
                 const std::vector<std::pair<std::int64_t, std::string>>& names) {
  json.key(key).begin_array();
  for (const auto& [id, name] : names) write_reference(json, id, name);
  json.end_array();
}

}  // namespace

std::optional<AreaDetail> load_area_detail(Snapshot& snapshot, DistrictId district, AreaId id, const AsOf& day) {
  auto area = find_area(snapshot, district, id, day);
  if (!area) return std::nullopt;
  AreaDetail detail{std::move(*area)};
  for (auto above = detail.area.facts.parent; above;) {
    auto next = find_area(snapshot, district, above, day);
    if (!next) break;
    above = next->facts.parent;
    detail.path.insert(detail.path.begin(), std::move(*next));
  }
  detail.children = count_children(snapshot, district, id, day);
  if (detail.area.level >= Level::Community) {
    detail.grids = list_grids(snapshot, district, {.area = id, .limit = 200}, day);
  }
  detail.predecessors = named(snapshot, district, linked_areas(snapshot, district, id, true));
  detail.successors = named(snapshot, district, linked_areas(snapshot, district, id, false));
  detail.history = history_of(area_rows(snapshot, district, id));
  for (const auto& entry : detail.history) {
    detail.who.push_back(entry.by ? accounts::account_name(snapshot, district, entry.by).value_or("") : "");
  }
  return detail;
}

void write_area_detail(JsonWriter& json, const AreaDetail& detail, Offset offset) {
  json.begin_object();
  write_members(json, detail.area);
  json.key("path").begin_array();
  for (const auto& area : detail.path) {
    json.begin_object().field("id", area.id).field("name", area.facts.name);
    json.field("level", to_string(area.level)).end_object();
  }
  json.end_array().field("children_count", detail.children).key("grids").begin_array();
  for (const auto& grid : detail.grids) {
    json.begin_object().field("id", grid.id).field("name", grid.facts.name);
    json.field("layer", to_string(grid.layer)).end_object();
  }
  json.end_array();
  write_names(json, "predecessors", detail.predecessors);
  write_names(json, "successors", detail.successors);
  json.key("history").begin_array();
  for (std::size_t i = 0; i < detail.history.size(); ++i) {
    const auto& entry = detail.history[i];
    json.begin_object().field("at", format_instant(entry.at, offset)).key("who");
    if (detail.who[i].empty()) {
      json.value(nullptr);
    } else {
      write_reference(json, entry.by.value, detail.who[i]);
    }
    json.field("what", entry.what).end_object();
  }
  json.end_array().end_object();
}

}  // namespace linli::areas
