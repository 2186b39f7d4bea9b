#include "modules/areas/map.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>

#include "modules/areas/rules.hpp"

namespace linli::areas {
namespace {

using AreaNode = DistrictAtlas::AreaNode;
constexpr auto kNone = DistrictAtlas::kNone;

// A district fills a screen with some ten metres to the pixel; a grid with one. Simplifying by about a pixel does not
// show. Five decimals are a metre.
struct Detail {
  double tolerance;  // degrees
  int decimals;
};
constexpr std::array<Detail, 4> kDetail{Detail{8e-5, 5}, Detail{4e-5, 5}, Detail{1e-5, 5}, Detail{0, 6}};

class Drawing {
 public:
  Drawing(const DistrictAtlas& atlas, MapLevel level)
      : atlas_(atlas), detail_(kDetail[static_cast<std::size_t>(level)]) {
    json_.begin_object().field("type", "FeatureCollection").key("features").begin_array();
  }

  void add(const AreaNode& area) {
    auto shape = outline(area);
    if (shape) {
      add_shape(shape, area.id.value, area.facts.name, to_string(area.level), area.facts.households);
    } else if (area.facts.lon && area.facts.lat && area.level == Level::Courtyard) {
      begin_feature();
      json_.begin_object().field("type", "Point").key("coordinates").begin_array();
      json_.value(*area.facts.lon).value(*area.facts.lat).end_array().end_object();
      end_feature(area.id.value, area.facts.name, to_string(area.level), area.facts.households);
    }
  }

  void add(const DistrictAtlas::GridNode& grid) {
    std::vector<Geos::Shape> parts;
    for (const auto courtyard : grid.courtyards) parts.push_back(outline(atlas_.areas()[courtyard]));
    const auto shape = geos_.unite(std::move(parts));
    if (!shape || !geos_.is_area(shape)) return;
    add_shape(shape, grid.grid.id.value, grid.grid.facts.name, "grid", grid.grid.households);
  }

  std::string take() {
    json_.end_array().end_object();
    return json_.take();
  }

 private:
  // Its own, or what its parts make up together.
  Geos::Shape outline(const AreaNode& area) const {
    if (!area.outline.empty()) return geos_.read(area.outline);
    std::vector<Geos::Shape> parts;
    for (const auto child : area.children) parts.push_back(outline(atlas_.areas()[child]));
    auto shape = geos_.unite(std::move(parts));
    if (shape && !geos_.is_area(shape)) shape.reset();
    return shape;
  }

  void add_shape(const Geos::Shape& shape, std::int64_t id, std::string_view name, std::string_view level,
                 std::optional<std::int64_t> households) {
    auto simple = detail_.tolerance > 0 ? geos_.simplify(shape, detail_.tolerance) : Geos::Shape{nullptr, {nullptr}};
    begin_feature();
    geos_.write_geojson(json_, simple && geos_.is_area(simple) ? simple : shape, detail_.decimals);
    end_feature(id, name, level, households);
  }

  void begin_feature() { json_.begin_object().field("type", "Feature").key("geometry"); }
  void end_feature(std::int64_t id, std::string_view name, std::string_view level,
                   std::optional<std::int64_t> households) {
    const auto text = std::to_string(id);
    json_.field("id", text).key("properties").begin_object().field("id", text).field("name", name);
    json_.field("level", level).field("households", households).end_object().end_object();
  }

  const DistrictAtlas& atlas_;
  Detail detail_;
  Geos geos_;
  JsonWriter json_;
};

Level level_of(MapLevel level) {
  switch (level) {
    case MapLevel::Subdistrict:
      return Level::Subdistrict;
    case MapLevel::Community:
      return Level::Community;
    default:
      return Level::Courtyard;
  }
}

}  // namespace

std::optional<MapLevel> parse_map_level(std::string_view text) {
  if (text == "subdistrict") return MapLevel::Subdistrict;
  if (text == "community") return MapLevel::Community;
  if (text == "grid") return MapLevel::Grid;
  if (text == "courtyard") return MapLevel::Courtyard;
  return std::nullopt;
}

std::string draw_map(const DistrictAtlas& atlas, AreaId area, MapLevel level) {
  Drawing drawing(atlas, level);
  const auto inside = [&](std::uint32_t number) {
    for (; number != kNone; number = atlas.areas()[number].parent) {
      if (atlas.areas()[number].id == area) return true;
    }
    return false;
  };
  if (level == MapLevel::Grid) {
    for (const auto& grid : atlas.grids()) {
      if (grid.grid.layer == Layer::Base && inside(grid.community)) drawing.add(grid);
    }
    return drawing.take();
  }
  for (std::uint32_t i = 0; i < atlas.areas().size(); ++i) {
    const auto& node = atlas.areas()[i];
    if (node.level == level_of(level) && inside(i)) drawing.add(node);
  }
  return drawing.take();
}

std::shared_ptr<const MapShelf::Map> MapShelf::find(const std::shared_ptr<const DistrictAtlas>& atlas, AreaId area,
                                                    MapLevel level) const {
  const std::lock_guard lock(mutex_);
  const auto found = maps_.find({atlas->district(), area, level});
  return found != maps_.end() && found->second->of == atlas ? found->second : nullptr;
}

std::shared_ptr<const MapShelf::Map> MapShelf::draw(std::shared_ptr<const DistrictAtlas> atlas, AreaId area,
                                                    MapLevel level) {
  auto map = std::make_shared<Map>();
  map->json = draw_map(*atlas, area, level);
  map->etag = fmt::format("\"{:016x}-{}\"", std::hash<std::string>{}(map->json), map->json.size());
  map->of = std::move(atlas);
  const std::lock_guard lock(mutex_);
  maps_[{map->of->district(), area, level}] = map;
  return map;
}

}  // namespace linli::areas
