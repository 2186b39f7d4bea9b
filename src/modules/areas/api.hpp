#pragma once
// The dated tree of territory and the grids laid over it. Other modules see only this file.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "modules/areas/types.hpp"
#include "storage/store.hpp"

namespace linli::areas {

// Where a matter lies, from the district down; ids are 0 below what is known.
struct Place {
  AreaId district;
  AreaId subdistrict;
  AreaId community;
  AreaId courtyard;
  AreaId building;
  GridId grid;  // the base grid in force
};

// Who answers for a grid today.
struct GridDuty {
  AccountId steward;
  AccountId deputy;
};

// The territory as of now, held in memory for point look-up (GEOS prepared outlines in an STR tree) and rebuilt after
// changes; readers share one immutable copy. Thread-safe.
class Atlas {
 public:
  virtual ~Atlas() = default;
  // Point (WGS 84 degrees) → place; nothing outside every outline. Without an outline of a courtyard, its point within
  // 150 m decides.
  [[nodiscard]] virtual std::optional<Place> locate(DistrictId district, double lon, double lat) const = 0;
  // Area → itself and all above it, with its base grid where it is a courtyard or building (or the only grid of it).
  [[nodiscard]] virtual std::optional<Place> place_of(DistrictId district, AreaId area) const = 0;
  // Grid → its community and above.
  [[nodiscard]] virtual std::optional<Place> place_of_grid(DistrictId district, GridId grid) const = 0;
  [[nodiscard]] virtual std::string name(std::int64_t area_or_grid) const = 0;
  // `东关街道 / 解放社区 / 龙阳光世家`.
  [[nodiscard]] virtual std::string path_text(const Place& place) const = 0;
  [[nodiscard]] virtual std::optional<GridDuty> duty(DistrictId district, GridId grid) const = 0;
  // Is `area` (area or grid) the scope itself or below it?
  [[nodiscard]] virtual bool within(DistrictId district, std::int64_t area,
                                    std::span<const std::int64_t> scopes) const = 0;
  // Next level down for a board: children areas, or the grids of a community.
  [[nodiscard]] virtual std::vector<std::int64_t> children(DistrictId district, std::int64_t area) const = 0;
};

// In-transaction calls for imports, the demo district and the grid plans. All dates: valid from (inclusive).
Result<AreaId> add_area(storage::Transaction& transaction, DistrictId district, AccountId actor, const NewArea& area);
Result<void> change_area(storage::Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                         const AreaChange& change);
Result<void> close_area(storage::Transaction& transaction, DistrictId district, AccountId actor, AreaId area, Date on);
Result<GridId> add_grid(storage::Transaction& transaction, DistrictId district, AccountId actor, const NewGrid& grid);
Result<void> set_grid_members(storage::Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                              std::span<const AreaId> members, Date from);
Result<void> set_grid_duty(storage::Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                           const GridDuty& duty, Date from);
// Replaces an area's outline; the text is WKB of a (multi)polygon in WGS 84, already checked and repaired by the
// caller.
Result<void> set_outline(storage::Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                         storage::BytesView wkb, Date from);

}  // namespace linli::areas
