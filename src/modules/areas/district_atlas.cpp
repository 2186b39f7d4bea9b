#include "modules/areas/district_atlas.hpp"

#include <algorithm>
#include <cmath>

namespace linli::areas {
namespace {

constexpr double kReachMetres = 150;

void set_level(Place& place, const DistrictAtlas::AreaNode& area) {
  switch (area.level) {
    case Level::District:
      place.district = area.id;
      break;
    case Level::Subdistrict:
      place.subdistrict = area.id;
      break;
    case Level::Community:
      place.community = area.id;
      break;
    case Level::Courtyard:
      place.courtyard = area.id;
      break;
    case Level::Building:
      place.building = area.id;
      break;
  }
}

std::optional<Point> position(const AreaFacts& facts) {
  if (!facts.lon || !facts.lat) return std::nullopt;
  return Point{*facts.lon, *facts.lat};
}

bool holds(const Box& box, Point point) {
  return point.lon >= box.west && point.lon <= box.east && point.lat >= box.south && point.lat <= box.north;
}

}  // namespace

AreaId smallest(const Place& place) {
  for (const auto id : {place.building, place.courtyard, place.community, place.subdistrict, place.district}) {
    if (id) return id;
  }
  return {};
}

DistrictAtlas::DistrictAtlas(DistrictId district, AsOf as_of, Parts parts)
    : district_(district), as_of_(as_of), parts_(std::move(parts)) {
  link();
  index_outlines();
  index_addresses();
}

void DistrictAtlas::link() {
  for (std::uint32_t i = 0; i < parts_.areas.size(); ++i) {
    auto& area = parts_.areas[i];
    area_numbers_[area.id.value] = i;
    const auto above = area_numbers_.find(area.facts.parent.value);
    if (above == area_numbers_.end()) continue;
    area.parent = above->second;
    parts_.areas[above->second].children.push_back(i);
  }
  for (std::uint32_t i = 0; i < parts_.grids.size(); ++i) {
    auto& grid = parts_.grids[i];
    grid_numbers_[grid.grid.id.value] = i;
    const auto community = area_numbers_.find(grid.grid.facts.community.value);
    if (community != area_numbers_.end()) grid.community = community->second;
    if (grid.grid.layer != Layer::Base) continue;
    for (const auto courtyard : grid.courtyards) {
      auto& area = parts_.areas[courtyard];
      area.split = area.split || (area.base_grid != kNone && area.base_grid != i);
      area.base_grid = area.split ? kNone : i;
    }
  }
  for (std::uint32_t i = 0; i < parts_.buildings.size(); ++i) building_numbers_[parts_.buildings[i].id.value] = i;
}

void DistrictAtlas::index_outlines() {
  std::vector<IndexedShape> shapes;
  for (std::uint32_t i = 0; i < parts_.areas.size(); ++i) {
    const auto& area = parts_.areas[i];
    if (!area.outline.empty()) {
      shapes.push_back({i, area.outline});
    } else if (area.level == Level::Courtyard && position(area.facts)) {
      points_only_.push_back(i);
    }
  }
  outlines_ = std::make_unique<PointIndex>(shapes);
}

void DistrictAtlas::index_addresses() {
  std::vector<AddressIndex::Entry> entries;
  std::vector<std::string> everywhere;
  for (std::uint32_t i = 0; i < parts_.areas.size(); ++i) {
    const auto& area = parts_.areas[i];
    if (area.level == Level::District) everywhere.push_back(area.facts.name);
    if (area.level != Level::Community && area.level != Level::Courtyard) continue;
    AddressIndex::Entry entry{i, area.facts.name, area.facts.address, {}};
    for (auto above = area.parent; above != kNone; above = parts_.areas[above].parent) {
      if (parts_.areas[above].level != Level::District) entry.above.push_back(parts_.areas[above].facts.name);
    }
    entries.push_back(std::move(entry));
  }
  addresses_ = AddressIndex(entries, everywhere);
}

const DistrictAtlas::AreaNode* DistrictAtlas::area(std::int64_t id) const {
  const auto found = area_numbers_.find(id);
  return found == area_numbers_.end() ? nullptr : &parts_.areas[found->second];
}

const DistrictAtlas::GridNode* DistrictAtlas::grid(std::int64_t id) const {
  const auto found = grid_numbers_.find(id);
  return found == grid_numbers_.end() ? nullptr : &parts_.grids[found->second];
}

const DistrictAtlas::GridNode* DistrictAtlas::grid_by_slug(std::string_view slug) const {
  for (const auto& node : parts_.grids) {
    if (node.grid.slug == slug) return &node;
  }
  const auto heir = parts_.heirs.find(slug);
  return heir == parts_.heirs.end() ? nullptr : grid(heir->second.value);
}

const DistrictAtlas::BuildingNode* DistrictAtlas::building(std::int64_t id) const {
  const auto found = building_numbers_.find(id);
  return found == building_numbers_.end() ? nullptr : &parts_.buildings[found->second];
}

std::uint32_t DistrictAtlas::number_of(const AreaNode& area) const {
  return static_cast<std::uint32_t>(&area - parts_.areas.data());
}

bool DistrictAtlas::lies_in(std::uint32_t area, std::uint32_t above) const {
  for (auto next = area; next != kNone; next = parts_.areas[next].parent) {
    if (next == above) return true;
  }
  return false;
}

Place DistrictAtlas::place_of(const AreaNode& area) const {
  Place place;
  for (const auto* next = &area;; next = &parts_.areas[next->parent]) {
    set_level(place, *next);
    if (next->parent == kNone) break;
  }
  if (area.base_grid != kNone) place.grid = parts_.grids[area.base_grid].grid.id;
  return place;
}

Place DistrictAtlas::place_of(const GridNode& grid) const {
  auto place = grid.community == kNone ? Place{} : place_of(parts_.areas[grid.community]);
  place.grid = grid.grid.id;
  return place;
}

std::optional<Place> DistrictAtlas::locate(Point point) const {
  std::uint32_t deepest = kNone;
  double smallest_area = 0;
  for (const auto& hit : outlines_->covering(point)) {
    const auto level = parts_.areas[hit.owner].level;
    const bool better = deepest == kNone || level > parts_.areas[deepest].level ||
                        (level == parts_.areas[deepest].level && hit.area < smallest_area);
    if (!better) continue;
    deepest = hit.owner;
    smallest_area = hit.area;
  }
  if (deepest == kNone || parts_.areas[deepest].level < Level::Courtyard) {
    const auto near = nearest_without_outline(point);
    // An outline that was drawn says more than a point: it must agree.
    if (near != kNone && (deepest == kNone || lies_in(near, deepest))) deepest = near;
  }
  if (deepest == kNone) return std::nullopt;
  const auto& area = parts_.areas[deepest];
  auto place = place_of(area);
  auto grid = kNone;
  if (area.level == Level::Community) grid = nearest_grid(point, deepest);
  if (area.level == Level::Courtyard && area.split) grid = grid_within(area, point);
  if (grid != kNone) place.grid = parts_.grids[grid].grid.id;
  return place;
}

std::uint32_t DistrictAtlas::nearest_without_outline(Point point) const {
  const auto reach = around(point, kReachMetres);
  auto nearest = kNone;
  auto best = kReachMetres;
  for (const auto number : points_only_) {
    const auto there = position(parts_.areas[number].facts).value_or(Point{});
    if (!holds(reach, there)) continue;
    const auto metres = distance_metres(point, there);
    if (metres > best) continue;
    best = metres;
    nearest = number;
  }
  return nearest;
}

std::uint32_t DistrictAtlas::nearest_grid(Point point, std::uint32_t community) const {
  auto grid = kNone;
  auto best = std::numeric_limits<double>::infinity();
  for (const auto& hit : outlines_->near(point, kReachMetres)) {
    const auto& area = parts_.areas[hit.owner];
    if (area.level != Level::Courtyard || area.parent != community || area.base_grid == kNone) continue;
    if (hit.metres >= best) continue;
    best = hit.metres;
    grid = area.base_grid;
  }
  return grid;
}

std::uint32_t DistrictAtlas::grid_within(const AreaNode& courtyard, Point point) const {
  const auto number = number_of(courtyard);
  auto grid = kNone;
  auto best = std::numeric_limits<double>::infinity();
  for (const auto& building : parts_.buildings) {
    if (building.courtyard != number || !building.point || building.base_grid == kNone) continue;
    const auto metres = distance_metres(point, *building.point);
    if (metres >= best) continue;
    best = metres;
    grid = building.base_grid;
  }
  return grid;
}

std::vector<std::int64_t> DistrictAtlas::scopes_of(const Place& place) const {
  std::vector<std::int64_t> scopes;
  for (const auto id : {place.building.value, place.courtyard.value, place.grid.value, place.community.value,
                        place.subdistrict.value, place.district.value}) {
    if (id != 0) scopes.push_back(id);
  }
  return scopes;
}

std::vector<std::int64_t> DistrictAtlas::children(std::int64_t id) const {
  std::vector<std::int64_t> below;
  const auto* parent = area(id);
  if (!parent) return below;
  if (parent->level != Level::Community) {
    for (const auto child : parent->children) below.push_back(parts_.areas[child].id.value);
    return below;
  }
  const auto number = number_of(*parent);
  for (const auto& grid : parts_.grids) {
    if (grid.community == number && grid.grid.layer == Layer::Base) below.push_back(grid.grid.id.value);
  }
  return below;
}

std::vector<Candidate> DistrictAtlas::candidates(std::string_view text, std::size_t limit) const {
  std::vector<Candidate> found;
  for (const auto& match : addresses_.find(text, limit)) {
    const auto& area = parts_.areas[match.owner];
    Candidate candidate{area.id, area.level, match.score, {}, {}};
    if (const auto point = point_of(area)) {
      candidate.lon = point->lon;
      candidate.lat = point->lat;
    }
    found.push_back(candidate);
  }
  return found;
}

std::optional<Point> DistrictAtlas::point_of(const AreaNode& area) const {
  if (auto own = position(area.facts)) return own;
  if (area.outline.empty()) return std::nullopt;
  const Geos geos;
  const auto shape = geos.read(area.outline);
  if (!shape) return std::nullopt;
  return geos.inner_point(shape);
}

}  // namespace linli::areas
