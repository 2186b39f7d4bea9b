#pragma once
// Reads what a chart is made from.

#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/organisation/chart.hpp"
#include "storage/store.hpp"

namespace linli::organisation {

// The bodies that serve the area, what it lies in and, of a community or courtyard, what is inside it; of a level above
// also how many bodies each part has.
struct PlaceChart {
  ChartParts parts;
  std::vector<std::pair<AreaId, int>> children;  // areas of the next level and how many bodies serve exactly them
  std::vector<BodyId> beyond;                    // other ends of relations, outside the place
};

[[nodiscard]] PlaceChart read_place(storage::Snapshot& snapshot, const areas::Atlas& atlas, DistrictId district,
                                    AreaId area, Date on);

}  // namespace linli::organisation
