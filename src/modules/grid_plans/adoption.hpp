#pragma once
// Putting a plan into force: what it changes, scheduling it, its day, and going back before it.

#include <functional>
#include <vector>

#include "modules/cases/api.hpp"
#include "modules/grid_plans/division.hpp"
#include "modules/grid_plans/shelf.hpp"
#include "modules/grid_plans/store.hpp"

namespace linli::grid_plans {

// What a division changes in the grids that were in force when it was made.
struct GridChange {
  std::vector<const PlanGrid*> kept;   // the same courtyards as a grid in force: stays as it is
  std::vector<const PlanGrid*> made;   // comes into force as a new grid
  std::vector<std::uint32_t> closed;   // of Input::grids
  std::int64_t stewards_carried = 0;   // to grids that are made
  std::vector<std::uint32_t> without;  // of `closed`: their steward has no grid afterwards
};
[[nodiscard]] GridChange change_of(const Division& division, const Visible& visible = {});

// What stands of the plan's territory on the day that it comes into force, compared with what it was made from.
struct DayCheck {
  std::vector<Text> warnings;  // it can be adopted, but somebody should know
  std::vector<Fault> faults;   // it cannot
};
[[nodiscard]] DayCheck check_day(storage::Snapshot& snapshot, DistrictId district, const Division& division, Date on);

// Names, codes and slugs of the grids to come, fixed so that notices and QR codes can be printed before the day. Codes
// are the community's twelve digits and the next number that was never used; a community without a code gives none.
[[nodiscard]] std::vector<ReservedGrid> reserve_grids(Transaction& transaction, DistrictId district,
                                                      const Division& division);

struct Adopted {
  std::int64_t cases_rerouted = 0;
  std::vector<RowRef> rows;
};
// Closes the grids that go, adds those that come with stewards and predecessors, and re-routes open cases. All or
// nothing. Fails with kCannotAdopt or what the areas module refuses.
[[nodiscard]] Result<Adopted> adopt_grids(Transaction& transaction, const cases::Pen& pen, const Plan& plan,
                                          const Division& division);

}  // namespace linli::grid_plans
