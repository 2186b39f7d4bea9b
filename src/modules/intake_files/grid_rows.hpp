#pragma once
// Rows of a list of grids, before they are compared with what is there.

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "modules/intake_files/grid_members.hpp"
#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

struct KnownGrid {
  areas::Grid grid;
  std::vector<AreaId> members;
};

struct GridDraft {
  RowPlace place;
  const KnownArea* community = nullptr;
  areas::NewGrid grid;
  Person steward;
  Person deputy;
  const KnownGrid* existing = nullptr;
};

class GridRows {
 public:
  GridRows(Planner& planner, GridMembers& members)
      : planner_(planner), members_(members), communities_(planner, areas::Level::Community) {}
  // Nothing when the row has been refused.
  [[nodiscard]] std::optional<GridDraft> read(RowPlace place);

 private:
  void read_code_of(GridDraft& draft);
  void read_layer(GridDraft& draft);
  void read_people(GridDraft& draft);

  Planner& planner_;
  GridMembers& members_;
  Parents communities_;
  std::unordered_map<std::string, RowPlace> codes_;
  std::unordered_map<std::string, std::pair<std::string, RowPlace>> phones_;
};

}  // namespace linli::intake_files
