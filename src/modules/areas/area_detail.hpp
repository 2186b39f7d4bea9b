#pragma once
// Everything a page shows of one area.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json_writer.hpp"
#include "modules/areas/area_store.hpp"
#include "modules/areas/history.hpp"

namespace linli::areas {

struct AreaDetail {
  Area area;
  std::vector<Area> path;  // from the district down to its parent
  std::int64_t children = 0;
  std::vector<Grid> grids;
  std::vector<std::pair<std::int64_t, std::string>> predecessors;
  std::vector<std::pair<std::int64_t, std::string>> successors;
  std::vector<HistoryEntry> history;
  std::vector<std::string> who;  // beside history
};

[[nodiscard]] std::optional<AreaDetail> load_area_detail(Snapshot& snapshot, DistrictId district, AreaId id,
                                                         const AsOf& day);
void write_area_detail(JsonWriter& json, const AreaDetail& detail, Offset offset);

}  // namespace linli::areas
