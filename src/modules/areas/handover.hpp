#pragma once
// What merging and splitting share: successors, and what goes over to them. Places are stable ids, so neither rewrites
// a case: what was here before ends and is linked with what comes after it.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "modules/areas/service.hpp"

namespace linli::areas {

// One merge or split while it runs; gathers the rows for its event.
struct Work {
  Transaction& transaction;
  DistrictId district;
  AccountId actor;
  Date on;
  std::vector<RowRef> rows;
};

// A new area with what a new one needs; its code must be free.
[[nodiscard]] Result<AreaId> make_successor(Work& work, Level level, const AreaFacts& facts);
// From that day the child lies in the successor; its grid memberships follow where they name the courtyard.
void move_child(Work& work, AreaId child, AreaId to);
void move_grid(Work& work, GridId grid, AreaId community);
// Grids that hold the courtyard as a whole on that day.
using LayeredGrids = std::set<std::pair<Layer, GridId>>;
[[nodiscard]] LayeredGrids grids_of_courtyard(Work& work, AreaId courtyard);
void join_grid(Work& work, GridId grid, AreaId courtyard);
[[nodiscard]] std::string ids_json(std::string_view name, const std::vector<AreaId>& ids, Date on);

}  // namespace linli::areas
