#pragma once
// What stands on the day that a plan comes into force.

#include <map>
#include <set>
#include <vector>

#include "modules/areas/api.hpp"
#include "modules/grid_plans/division.hpp"

namespace linli::grid_plans {

using Members = std::set<AreaId>;

// A grid in force on the day, with members in the same terms as a plan's.
struct Standing {
  areas::Grid grid;
  Members members;
};

// Base grids and courtyards of the plan's communities. All buildings of a courtyard in one grid are the courtyard.
class Ground {
 public:
  Ground(storage::Snapshot& snapshot, DistrictId district, const Division& division, Date on);

  [[nodiscard]] const std::vector<Standing>& grids() const { return standing_; }
  [[nodiscard]] const std::map<AreaId, areas::Area>& courtyards() const { return courtyards_; }
  // Members of a plan's grid that still stand.
  [[nodiscard]] Members standing_members(const PlanGrid& grid) const;

 private:
  [[nodiscard]] bool stands(AreaId area) const;
  [[nodiscard]] Members collapse(const std::vector<AreaId>& members) const;

  storage::Snapshot& snapshot_;
  DistrictId district_;
  const Input& input_;
  areas::AsOf day_;
  std::vector<std::int64_t> units_of_site_;
  std::map<AreaId, areas::Area> courtyards_;
  std::vector<Standing> standing_;
};

}  // namespace linli::grid_plans
