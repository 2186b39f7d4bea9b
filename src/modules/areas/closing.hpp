#pragma once
// Parts of closing that merging and splitting use too. All give the rows they touched; none records an event.

#include <optional>
#include <vector>

#include "modules/areas/service.hpp"

namespace linli::areas {

// At least one day must be left, and what has ended cannot end later.
[[nodiscard]] std::optional<Fault> check_closing_day(Date first, std::optional<Date> last, Date on);
// The area with its outline and memberships, not what stands in it.
std::vector<RowRef> close_one(Transaction& transaction, DistrictId district, AccountId actor, const StoredArea& area,
                              Date on);
// The area with everything in it.
std::vector<RowRef> close_tree(Transaction& transaction, DistrictId district, AccountId actor, const StoredArea& area,
                               Date on);
// A grid with its members and duties.
std::vector<RowRef> close_grid_rows(Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                                    Date on);

}  // namespace linli::areas
