#pragma once
// What the rows of grids hold: courtyards and buildings by name, each in one base grid.

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

class GridMembers {
 public:
  explicit GridMembers(Planner& planner) : planner_(planner) {}

  // The areas named in a row; unknown names become faults and are left out. A building is written `小区/楼栋`.
  [[nodiscard]] std::vector<AreaId> read(RowPlace place, const KnownArea& community);
  // These belong to a base grid that the file does not touch.
  void hold(const std::vector<AreaId>& members, const std::string& grid);
  // Takes them for this base grid; what another has already is left out, with a fault.
  void claim(RowPlace place, std::vector<AreaId>& members, const std::string& grid);
  // Warns when the row's number of households is not the sum of its members'.
  void check_households(RowPlace place, const std::vector<AreaId>& members);
  // Courtyards of these communities that lie in no base grid.
  void tell_left_out(const std::unordered_set<std::int64_t>& communities);

 private:
  const KnownArea* find(const KnownArea& community, std::string_view text);
  std::string nearest(const KnownArea& community, std::string_view text);
  const KnownArea* area(AreaId id);

  Planner& planner_;
  std::unordered_map<std::int64_t, std::string> owners_;  // area → its base grid
};

}  // namespace linli::intake_files
