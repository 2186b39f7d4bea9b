#pragma once
// SQL of the outlines.

#include <vector>

#include "modules/areas/area_store.hpp"
#include "modules/areas/geometry.hpp"

namespace linli::areas {

[[nodiscard]] Known<Outline> load_outline(Snapshot& snapshot, DistrictId district, AreaId area);
std::vector<RowRef> write_outline(Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                                  const Known<Outline>& known, const Timeline<Outline>& now);

}  // namespace linli::areas
