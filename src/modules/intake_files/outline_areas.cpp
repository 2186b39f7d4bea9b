#include "modules/intake_files/outline_areas.hpp"

#include <fmt/core.h>

#include "modules/intake_files/names.hpp"

namespace linli::intake_files {

using areas::Level;

const KnownArea* OutlineAreas::find(RowPlace place) {
  if (const auto code = planner_.cell(place, "code"); !code.empty()) {
    for (const auto level :
         {Level::Community, Level::Subdistrict, Level::Courtyard, Level::District, Level::Building}) {
      if (const auto* area = planner_.known.by_code(level, code)) return area;
    }
  }
  const auto key = name_key(planner_.cell(place, "name"));
  if (!planner_.cell(place, "community").empty()) return find_courtyard(place, key);
  for (const auto level : {Level::Community, Level::Subdistrict, Level::Courtyard, Level::District}) {
    const auto named = planner_.known.named(level, key);
    if (named.size() == 1) return named.front();
  }
  planner_.refuse(place, "name", {"没有这个名称或代码的区域。", "No area has this name or code."},
                  {"先导入区域台账,再导入边界。", "Import the areas first, then their outlines."});
  return nullptr;
}

const KnownArea* OutlineAreas::find_courtyard(RowPlace place, const std::string& key) {
  const auto* community = communities_.find(place);
  if (community == nullptr) return nullptr;
  if (const auto* area = planner_.known.child(Level::Courtyard, community->area.id, key)) return area;
  std::vector<std::string> keys;
  for (const auto& area : planner_.known.level(Level::Courtyard)) {
    if (area.area.facts.parent == community->area.id) keys.push_back(area.key);
  }
  std::string near;
  for (const auto& name : nearest_names(key, keys)) near += (near.empty() ? "" : "、") + name;
  const auto& in = community->area.facts.name;
  planner_.refuse(
      place, "name",
      {fmt::format("“{}”没有登记这个小区。", in), fmt::format("No such courtyard is on record in “{}”.", in)},
      near.empty() ? Text{"先在小区台账里补上它。", "Add it to the list of courtyards first."}
                   : Text{fmt::format("最接近的是:{}。核对名称,或先在小区台账里补上它。", near),
                          fmt::format("The nearest: {}. Check the name, or add it to the list of courtyards.", near)});
  return nullptr;
}

}  // namespace linli::intake_files
