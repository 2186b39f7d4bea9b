#pragma once
// Where a work order of the hotline lies: by its columns, else by what its address names.

#include <map>
#include <string_view>

#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

class OrderPlaces {
 public:
  explicit OrderPlaces(Planner& planner) : planner_(planner) {}
  // Sets place, position and the address as it was written; warns when no more than the district is known.
  void read(RowPlace place, cases::CaseLife& life);
  // Who gets it by matter and place: the matter's body, else the grid that has a steward, else the desk.
  [[nodiscard]] cases::Lead lead(const catalogue::Matter& matter, const areas::Place& where);

 private:
  [[nodiscard]] const KnownArea* named_in(areas::Level level, std::string_view text, AreaId within);
  void load_grids();

  Planner& planner_;
  bool loaded_ = false;
  std::map<AreaId, GridId> grid_of_;  // courtyard → its base grid
  std::map<GridId, bool> has_steward_;
};

}  // namespace linli::intake_files
