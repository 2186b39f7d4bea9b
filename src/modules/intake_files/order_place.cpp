#include "modules/intake_files/order_place.hpp"

#include <fmt/core.h>

#include "modules/intake_files/names.hpp"

namespace linli::intake_files {

using areas::Level;

// The longest name that the text holds; none when two of the same length do.
const KnownArea* OrderPlaces::named_in(Level level, std::string_view text, AreaId within) {
  const auto key = name_key(text);
  const KnownArea* best = nullptr;
  bool alone = true;
  for (const auto& area : planner_.known.level(level)) {
    if (area.key.empty() || !key.contains(area.key)) continue;
    if (within && area.area.facts.parent != within) continue;
    if (best != nullptr && area.key.size() < best->key.size()) continue;
    alone = best == nullptr || area.key.size() > best->key.size();
    best = &area;
  }
  return alone ? best : nullptr;
}

void OrderPlaces::read(RowPlace place, cases::CaseLife& life) {
  auto& known = planner_.known;
  const auto address = planner_.cell(place, "address");
  life.place = clean_text(address);
  life.where = {.district = areas::district_area(known.district())};
  const auto all =
      fmt::format("{} {} {}", planner_.cell(place, "subdistrict"), planner_.cell(place, "community"), address);
  const auto* subdistrict = named_in(Level::Subdistrict, all, {});
  const auto* community = named_in(Level::Community, all, subdistrict != nullptr ? subdistrict->area.id : AreaId{});
  const auto* courtyard = named_in(Level::Courtyard, address, community != nullptr ? community->area.id : AreaId{});
  if (courtyard != nullptr) {
    community = known.by_id(Level::Community, courtyard->area.facts.parent);
    life.where.courtyard = courtyard->area.id;
    life.lon = courtyard->area.facts.lon;
    life.lat = courtyard->area.facts.lat;
    load_grids();
    if (const auto grid = grid_of_.find(courtyard->area.id); grid != grid_of_.end()) life.where.grid = grid->second;
  }
  if (community != nullptr) {
    subdistrict = known.by_id(Level::Subdistrict, community->area.facts.parent);
    life.where.community = community->area.id;
  }
  if (subdistrict != nullptr) life.where.subdistrict = subdistrict->area.id;
  if (subdistrict == nullptr)
    planner_.warn(place, "address",
                  {"地址里认不出社区或小区，放在区受理台。",
                   "The address names no community or courtyard: it lies on the district's desk."},
                  {"在办件台派单即可；写上社区或小区名称就不用再派。",
                   "Dispatch it from the desk; with the name of the courtyard nobody has to."});
}

void OrderPlaces::load_grids() {
  if (loaded_) return;
  loaded_ = true;
  auto& known = planner_.known;
  const areas::AsOf today{known.on(), {}};
  for (const auto& grid : areas::grids_of(known.snapshot(), known.district(), std::nullopt, today)) {
    if (grid.layer != areas::Layer::Base) continue;
    has_steward_[grid.id] = grid.duty.steward || grid.duty.deputy;
    for (const auto member : areas::members_of(known.snapshot(), known.district(), grid.id, today))
      grid_of_.emplace(member, grid.id);
  }
}

cases::Lead OrderPlaces::lead(const catalogue::Matter& matter, const areas::Place& where) {
  if (matter.handler == catalogue::Handler::Body && matter.body) return cases::lead_of(matter.body);
  if (matter.handler == catalogue::Handler::Grid && where.grid && has_steward_[where.grid])
    return cases::lead_of(where.grid);
  return {};
}

}  // namespace linli::intake_files
