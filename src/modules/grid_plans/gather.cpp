#include "modules/grid_plans/gather.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "modules/areas/api.hpp"
#include "modules/grid_plans/wkb.hpp"

namespace linli::grid_plans {
namespace {

using areas::Area;
using areas::AsOf;
using areas::Level;
using storage::Snapshot;

class Gathering {
 public:
  Gathering(Snapshot& snapshot, const GatherRequest& request)
      : snapshot_(snapshot), request_(request), day_{request.as_of, request.known_at} {}

  Gathered run() {
    input_.as_of = request_.as_of;
    find_communities();
    find_grids();
    find_sites();
    gathered_.outlines.resize(input_.sites.size());
    for (std::size_t i = 0; i < input_.sites.size(); ++i) find_outline(i);
    note_missing();
    return std::move(gathered_);
  }

 private:
  bool chosen(const Area& community) const {
    const auto& areas = request_.areas;
    return areas.empty() || std::ranges::find(areas, community.id) != areas.end() ||
           std::ranges::find(areas, community.facts.parent) != areas.end();
  }

  void find_communities() {
    for (const auto& area : areas::areas_of_level(snapshot_, request_.district, Level::Community, day_)) {
      if (!chosen(area)) continue;
      communities_[area.id] = static_cast<std::uint32_t>(input_.communities.size());
      input_.communities.push_back({area.id, area.facts.parent, area.facts.name, area.facts.code});
    }
  }

  void find_grids() {
    for (const auto& grid : areas::grids_of(snapshot_, request_.district, std::nullopt, day_)) {
      const auto community = communities_.find(grid.facts.community);
      if (grid.layer != areas::Layer::Base || community == communities_.end()) continue;
      const auto number = static_cast<std::uint32_t>(input_.grids.size());
      for (const auto member : areas::members_of(snapshot_, request_.district, grid.id, day_))
        present_.emplace(member, number);
      input_.grids.push_back({grid.id, grid.facts.name, grid.facts.code, grid.facts.phone, grid.facts.supervision_phone,
                              community->second, grid.duty.steward, grid.duty.deputy});
    }
    find_split_courtyards();
  }

  // Where a building stands in a grid by itself, its courtyard is split today.
  void find_split_courtyards() {
    for (const auto& [member, grid] : present_) {
      const auto area = areas::find_area(snapshot_, request_.district, member, day_);
      if (area && area->level == Level::Building) split_.insert(area->facts.parent);
    }
  }

  void find_sites() {
    for (const auto& area : areas::areas_of_level(snapshot_, request_.district, Level::Courtyard, day_)) {
      const auto community = communities_.find(area.facts.parent);
      if (community == communities_.end()) continue;
      const auto number = static_cast<std::uint32_t>(input_.sites.size());
      Site site{area.id, area.facts.name, community->second, std::nullopt};
      if (area.facts.lon && area.facts.lat) site.point = gridding::Point{*area.facts.lon, *area.facts.lat};
      input_.sites.push_back(std::move(site));
      if (area.has_outline) with_outline_.push_back(number);
      add_units(area, number);
    }
  }

  void add_units(const Area& area, std::uint32_t site) {
    const bool today = split_.contains(area.id);
    const bool large = request_.split_above > 0 && area.facts.households.value_or(0) > request_.split_above;
    if (today || large) {
      auto units = buildings_of(area, site);
      if (!units.empty() && (today || makes_two(area, units))) {
        std::ranges::move(units, std::back_inserter(input_.units));
        return;
      }
    }
    input_.units.push_back({.id = area.id,
                            .name = area.facts.name,
                            .site = site,
                            .households = area.facts.households,
                            .kind = area.facts.kind,
                            .present = present_of(area.id, area.id)});
  }

  bool makes_two(const Area& area, const std::vector<Unit>& units) {
    std::int64_t sum = 0;
    for (const auto& unit : units) sum += unit.households.value_or(0);
    if (units.size() >= 2 && sum >= 2 * request_.threshold) return true;
    input_.notices.push_back({fmt::format("小区“{}”的楼栋（{} 栋，共 {} 户）分不成两个 {} 户的网格，未拆分",
                                          area.facts.name, units.size(), sum, request_.threshold),
                              fmt::format("the buildings of “{}” ({} of them, {} households) do not make two grids of "
                                          "{}; it was not split",
                                          area.facts.name, units.size(), sum, request_.threshold)});
    return false;
  }

  std::vector<Unit> buildings_of(const Area& area, std::uint32_t site) {
    const auto buildings = areas::children_of(snapshot_, request_.district, area.id, day_);
    std::int64_t left = area.facts.households.value_or(0);
    std::int64_t unknown = 0;
    for (const auto& building : buildings) {
      left -= building.facts.households.value_or(0);
      if (!building.facts.households) ++unknown;
    }
    if (unknown > 0)
      input_.notices.push_back(
          {fmt::format("“{}”有 {} 栋楼没有户数，其余户数在它们之间平均计算", area.facts.name, unknown),
           fmt::format("{} buildings of “{}” have no households; what is left was shared among them", unknown,
                       area.facts.name)});
    std::vector<Unit> units;
    for (const auto& building : buildings) {
      auto households = building.facts.households;
      if (!households) {
        households = std::max<std::int64_t>(0, left) / unknown;
        left -= *households;
        --unknown;
      }
      Unit unit{.id = building.id,
                .name = area.facts.name + building.facts.name,
                .level = Level::Building,
                .site = site,
                .households = households,
                .kind = area.facts.kind,
                .present = present_of(building.id, area.id)};
      if (building.facts.lon && building.facts.lat)
        unit.point = gridding::Point{*building.facts.lon, *building.facts.lat};
      units.push_back(std::move(unit));
    }
    return units;
  }

  std::uint32_t present_of(AreaId area, AreaId courtyard) const {
    auto found = present_.find(area);
    if (found == present_.end()) found = present_.find(courtyard);
    return found == present_.end() ? gridding::kNone : found->second;
  }

  void find_outline(std::size_t site) {
    if (!std::ranges::binary_search(with_outline_, site)) return;
    gathered_.outlines[site] = read_wkb(areas::outline_of(snapshot_, request_.district, input_.sites[site].id, day_));
    if (gathered_.outlines[site] && !input_.sites[site].point)
      input_.sites[site].point = middle_of(*gathered_.outlines[site]);
  }

  void note_missing() {
    const auto missing = std::ranges::count_if(input_.units, [](const Unit& unit) { return !unit.households; });
    if (missing == 0) return;
    input_.notices.push_back({fmt::format("{} 个小区没有户数，按 0 户计算", missing),
                              fmt::format("{} courtyards have no households and count as 0", missing)});
  }

  Snapshot& snapshot_;
  const GatherRequest& request_;
  const AsOf day_;
  Gathered gathered_;
  Input& input_ = gathered_.input;
  std::map<AreaId, std::uint32_t> communities_;
  std::map<AreaId, std::uint32_t> present_;  // courtyard or building → grid in force
  std::set<AreaId> split_;
  std::vector<std::size_t> with_outline_;  // ascending
};

}  // namespace

Gathered gather(Snapshot& snapshot, const GatherRequest& request) { return Gathering(snapshot, request).run(); }

std::vector<std::optional<gridding::Outline>> outlines_of(Snapshot& snapshot, DistrictId district, const Input& input,
                                                          Instant known_at) {
  std::vector<std::optional<gridding::Outline>> outlines;
  outlines.reserve(input.sites.size());
  for (const auto& site : input.sites)
    outlines.push_back(read_wkb(areas::outline_of(snapshot, district, site.id, {input.as_of, known_at})));
  return outlines;
}

}  // namespace linli::grid_plans
