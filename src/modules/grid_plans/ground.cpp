#include "modules/grid_plans/ground.hpp"

namespace linli::grid_plans {

using areas::Level;

Ground::Ground(storage::Snapshot& snapshot, DistrictId district, const Division& division, Date on)
    : snapshot_(snapshot), district_(district), input_(division.model().input()), day_{on, std::nullopt} {
  units_of_site_.resize(input_.sites.size(), 0);
  for (const auto& unit : input_.units) ++units_of_site_[unit.site];
  std::set<AreaId> communities;
  for (const auto& community : input_.communities) communities.insert(community.id);
  std::set<AreaId> planned;
  for (const auto& site : input_.sites) planned.insert(site.id);
  for (const auto& area : areas::areas_of_level(snapshot, district, Level::Courtyard, day_))
    if (communities.contains(area.facts.parent) || planned.contains(area.id)) courtyards_[area.id] = area;
  for (auto& grid : areas::grids_of(snapshot, district, std::nullopt, day_)) {
    if (grid.layer != areas::Layer::Base || !communities.contains(grid.facts.community)) continue;
    const auto members = areas::members_of(snapshot, district, grid.id, day_);
    standing_.push_back({std::move(grid), collapse(members)});
  }
}

Members Ground::standing_members(const PlanGrid& grid) const {
  std::map<std::uint32_t, std::vector<AreaId>> by_site;
  for (const auto unit : grid.units) by_site[input_.units[unit].site].push_back(input_.units[unit].id);
  Members members;
  for (const auto& [site, units] : by_site) {
    if (static_cast<std::int64_t>(units.size()) == units_of_site_[site]) {
      members.insert(input_.sites[site].id);
    } else {
      members.insert(units.begin(), units.end());
    }
  }
  std::erase_if(members, [&](AreaId id) { return !stands(id); });
  return members;
}

bool Ground::stands(AreaId id) const {
  if (courtyards_.contains(id)) return true;
  const auto area = areas::find_area(snapshot_, district_, id, day_);
  return area && area->level == Level::Building && courtyards_.contains(area->facts.parent);
}

// A grid that names every building of a courtyard holds the courtyard.
Members Ground::collapse(const std::vector<AreaId>& members) const {
  Members result(members.begin(), members.end());
  std::map<AreaId, std::vector<AreaId>> by_courtyard;
  for (const auto id : members) {
    if (courtyards_.contains(id)) continue;
    if (const auto area = areas::find_area(snapshot_, district_, id, day_))
      by_courtyard[area->facts.parent].push_back(id);
  }
  for (const auto& [courtyard, buildings] : by_courtyard) {
    if (areas::children_of(snapshot_, district_, courtyard, day_).size() != buildings.size()) continue;
    for (const auto id : buildings) result.erase(id);
    result.insert(courtyard);
  }
  return result;
}

}  // namespace linli::grid_plans
