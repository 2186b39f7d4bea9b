// Whose board it is, and what it is called.
#include <algorithm>
#include <utility>

#include "modules/bodies/api.hpp"
#include "modules/indicators/api.hpp"
#include "modules/indicators/errors.hpp"

namespace linli::indicators {
namespace {

std::string_view level_name(areas::Level level) {
  switch (level) {
    case areas::Level::District:
      return "district";
    case areas::Level::Subdistrict:
      return "subdistrict";
    case areas::Level::Community:
      return "community";
    case areas::Level::Courtyard:
      return "courtyard";
    case areas::Level::Building:
      return "building";
  }
  std::unreachable();
}

}  // namespace

std::string_view scope_level(const areas::Atlas& atlas, DistrictId district, std::int64_t scope) {
  if (const auto level = atlas.level(scope)) return level_name(*level);
  return atlas.place_of_grid(district, GridId{scope}) ? std::string_view("grid") : std::string_view("body");
}

void write_scope(JsonWriter& w, storage::Snapshot& snapshot, DistrictId district, const areas::Atlas& atlas,
                 std::int64_t scope) {
  auto name = atlas.name(scope);
  if (name.empty()) name = bodies::body_name(snapshot, district, BodyId{scope}).value_or("");
  w.key("area").begin_object().field("id", std::to_string(scope)).field("name", name);
  w.field("level", scope_level(atlas, district, scope)).end_object();
}

Result<std::int64_t> scope_of(const accounts::Caller& caller, const areas::Atlas& atlas, const Place& place) {
  if (place.area) {
    const auto level = atlas.level(place.area.value);
    const bool seen = caller.whole_district ? atlas.place_of(caller.district, place.area).has_value()
                                            : atlas.within(caller.district, place.area.value, caller.scopes);
    if (!level || !seen) return fail(kNotFound);
    if (*level == areas::Level::Courtyard || *level == areas::Level::Building) return fail(kNoBoard);
    return place.area.value;
  }
  if (place.grid) {
    const bool seen = caller.whole_district ? atlas.place_of_grid(caller.district, place.grid).has_value()
                                            : atlas.within(caller.district, place.grid.value, caller.scopes);
    if (!seen) return fail(kNotFound);
    return place.grid.value;
  }
  if (place.body) {
    if (!caller.whole_district && !std::ranges::binary_search(caller.scopes, place.body.value)) return fail(kNotFound);
    return place.body.value;
  }
  if (caller.whole_district) return caller.district.value;
  for (const auto& role : caller.roles) {
    if (role.area) return role.area.value;
  }
  if (caller.scopes.empty()) return fail(kNotFound);
  return caller.scopes.front();
}

}  // namespace linli::indicators
