// Reading one district's territory for the atlas.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "modules/areas/area_store.hpp"
#include "modules/areas/district_atlas.hpp"
#include "modules/areas/grid_store.hpp"
#include "modules/areas/rules.hpp"

namespace linli::areas {
namespace {

using Parts = DistrictAtlas::Parts;
using Numbers = std::map<AreaId, std::uint32_t>;

// $1 known, $2 day, as in area_queries.cpp.
constexpr std::string_view kSelectAreas = R"(
SELECT a.id, a.level, a.parent, a.name, a.code, a.households, a.kind, a.address, a.built_year, a.lon, a.lat, o.wkb
FROM area_versions a
LEFT JOIN area_outlines o ON o.district = a.district AND o.area = a.id
  AND o.recorded_at <= $1 AND (o.superseded_at IS NULL OR o.superseded_at > $1)
  AND o.valid_from <= $2 AND (o.valid_to IS NULL OR o.valid_to > $2)
WHERE a.recorded_at <= $1 AND (a.superseded_at IS NULL OR a.superseded_at > $1)
  AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
  AND a.district = $3 AND a.level IN (0, 1, 2, 3)
ORDER BY a.level, COALESCE(a.code, ''), a.sort_name, a.id)";

constexpr std::string_view kSelectMembers = R"(
SELECT m.grid, m.area, m.courtyard, b.lon, b.lat
FROM grid_members m
LEFT JOIN area_versions b ON m.area <> m.courtyard AND b.district = m.district AND b.id = m.area
  AND b.recorded_at <= $1 AND (b.superseded_at IS NULL OR b.superseded_at > $1)
  AND b.valid_from <= $2 AND (b.valid_to IS NULL OR b.valid_to > $2)
WHERE m.recorded_at <= $1 AND (m.superseded_at IS NULL OR m.superseded_at > $1)
  AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)
  AND m.district = $3
ORDER BY m.grid, m.area)";

AreaFacts read_facts(const storage::Cursor& row) {
  AreaFacts facts;
  facts.parent = row.id<AreaId>(2);
  facts.name = row.string(3);
  facts.code = row.string(4);
  facts.households = row.maybe_integer(5);
  facts.kind = row.string(6);
  facts.address = row.string(7);
  if (const auto year = row.maybe_integer(8)) facts.built_year = static_cast<int>(*year);
  facts.lon = row.maybe_real(9);
  facts.lat = row.maybe_real(10);
  return facts;
}

Numbers read_areas(Snapshot& snapshot, DistrictId district, const AsOf& as_of, Parts& parts) {
  Numbers numbers;
  auto rows = snapshot.query(kSelectAreas, known_ms(as_of), format_date(as_of.on), district);
  while (rows.next()) {
    DistrictAtlas::AreaNode area;
    area.id = rows.id<AreaId>(0);
    area.level = static_cast<Level>(rows.integer(1));
    area.facts = read_facts(rows);
    const auto wkb = rows.bytes(11);
    area.outline.assign(wkb.begin(), wkb.end());
    numbers[area.id] = static_cast<std::uint32_t>(parts.areas.size());
    parts.areas.push_back(std::move(area));
  }
  return numbers;
}

void read_members(Snapshot& snapshot, DistrictId district, const AsOf& as_of, const Numbers& numbers, Parts& parts) {
  std::map<GridId, std::uint32_t> grids;
  for (std::uint32_t i = 0; i < parts.grids.size(); ++i) grids[parts.grids[i].grid.id] = i;
  std::map<AreaId, std::size_t> buildings;
  auto rows = snapshot.query(kSelectMembers, known_ms(as_of), format_date(as_of.on), district);
  while (rows.next()) {
    const auto grid = grids.find(rows.id<GridId>(0));
    const auto courtyard = numbers.find(rows.id<AreaId>(2));
    if (grid == grids.end() || courtyard == numbers.end()) continue;
    auto& courtyards = parts.grids[grid->second].courtyards;
    if (std::ranges::find(courtyards, courtyard->second) == courtyards.end()) courtyards.push_back(courtyard->second);
    const auto area = rows.id<AreaId>(1);
    if (area == courtyard->first) continue;
    const auto [at, fresh] = buildings.try_emplace(area, parts.buildings.size());
    if (fresh) {
      parts.buildings.push_back({area, courtyard->second, DistrictAtlas::kNone, std::nullopt});
      const auto lon = rows.maybe_real(3);
      const auto lat = rows.maybe_real(4);
      if (lon && lat) parts.buildings.back().point = Point{*lon, *lat};
    }
    if (parts.grids[grid->second].grid.layer == Layer::Base) parts.buildings[at->second].base_grid = grid->second;
  }
}

using Links = std::map<GridId, std::vector<GridId>>;

// All standing grids that took over from a grid, also through others that have ended since.
void follow(const Links& links, const std::set<GridId>& standing, GridId grid, std::set<GridId>& seen,
            std::set<GridId>& heirs) {
  if (!seen.insert(grid).second) return;
  if (standing.contains(grid)) {
    heirs.insert(grid);
    return;
  }
  const auto next = links.find(grid);
  if (next == links.end()) return;
  for (const auto successor : next->second) follow(links, standing, successor, seen, heirs);
}

// What is printed on a wall goes on leading somewhere when its grid has ended.
void read_heirs(Snapshot& snapshot, DistrictId district, const AsOf& as_of, Parts& parts) {
  std::set<GridId> standing;
  for (const auto& node : parts.grids) standing.insert(node.grid.id);
  Links links;
  std::map<GridId, std::string> slugs;
  auto rows = snapshot.query(
      "SELECT l.predecessor, l.successor, g.slug FROM grid_links l JOIN grids g ON g.district = l.district "
      "AND g.id = l.predecessor WHERE l.district = $1 AND l.valid_from <= $2",
      district, format_date(as_of.on));
  while (rows.next()) {
    links[rows.id<GridId>(0)].push_back(rows.id<GridId>(1));
    slugs[rows.id<GridId>(0)] = rows.string(2);
  }
  for (const auto& [grid, slug] : slugs) {
    std::set<GridId> seen;
    std::set<GridId> heirs;
    follow(links, standing, grid, seen, heirs);
    if (heirs.size() == 1) parts.heirs[slug] = *heirs.begin();
  }
}

}  // namespace

std::shared_ptr<const DistrictAtlas> load_district(Snapshot& snapshot, DistrictId district, const AsOf& as_of) {
  Parts parts;
  const auto numbers = read_areas(snapshot, district, as_of, parts);
  for (auto& grid : grids_of(snapshot, district, std::nullopt, as_of)) parts.grids.push_back({std::move(grid)});
  std::ranges::sort(parts.grids, {}, [](const auto& node) {
    return std::tuple(node.grid.facts.code, sort_name(node.grid.facts.name), node.grid.id);
  });
  read_members(snapshot, district, as_of, numbers, parts);
  read_heirs(snapshot, district, as_of, parts);
  return std::make_shared<DistrictAtlas>(district, as_of, std::move(parts));
}

}  // namespace linli::areas
