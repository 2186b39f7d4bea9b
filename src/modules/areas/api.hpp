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

extern const storage::Schema kAreasSchema;

// Where a matter lies, from the district down; ids are 0 below what is known.
struct Place {
  AreaId district;
  AreaId subdistrict;
  AreaId community;
  AreaId courtyard;
  AreaId building;
  GridId grid;  // the base grid in force
  bool operator==(const Place&) const = default;
};

// The area of the deepest level that is known; none when even the district is not.
[[nodiscard]] AreaId smallest(const Place& place);

// The district's own area carries the district's id.
[[nodiscard]] inline AreaId district_area(DistrictId district) { return {district.value}; }

struct Candidate {
  AreaId area;
  Level level{};
  double score = 0;  // 0 … 1
  std::optional<double> lon;
  std::optional<double> lat;
};

// The territory as of now, held in memory for point look-up (GEOS prepared outlines in an STR tree) and rebuilt after
// changes; readers share one immutable copy. Thread-safe.
class Atlas {
 public:
  virtual ~Atlas() = default;
  // Point (WGS 84 degrees) → place; nothing outside every outline. Where courtyards overlap, the smallest. Without an
  // outline of a courtyard, its point within 150 m decides. Between the courtyards of a community the nearest one's
  // grid answers, within 150 m; the courtyard stays open then.
  [[nodiscard]] virtual std::optional<Place> locate(DistrictId district, double lon, double lat) const = 0;
  // Area → itself and all above it, with its base grid where it is a courtyard or building (or the only grid of it).
  [[nodiscard]] virtual std::optional<Place> place_of(DistrictId district, AreaId area) const = 0;
  // Grid → its community and above.
  [[nodiscard]] virtual std::optional<Place> place_of_grid(DistrictId district, GridId grid) const = 0;
  // Also of what has ended, as it was called last: old cases name it. Empty when there never was such an area or grid.
  [[nodiscard]] virtual std::string name(std::int64_t area_or_grid) const = 0;
  // Empty for grids.
  [[nodiscard]] virtual std::optional<Level> level(std::int64_t area) const = 0;
  // `东关街道 / 解放社区 / 龙阳光世家`.
  [[nodiscard]] virtual std::string path_text(const Place& place) const = 0;
  [[nodiscard]] virtual std::optional<GridDuty> duty(DistrictId district, GridId grid) const = 0;
  [[nodiscard]] virtual std::optional<Grid> grid(DistrictId district, GridId grid) const = 0;
  [[nodiscard]] virtual std::optional<std::pair<DistrictId, GridId>> grid_by_slug(std::string_view slug) const = 0;
  // Is `area` (area or grid) the scope itself or below it?
  [[nodiscard]] virtual bool within(DistrictId district, std::int64_t area,
                                    std::span<const std::int64_t> scopes) const = 0;
  // Next level down for a board: children areas, or the base grids of a community. In the order of codes, then names.
  [[nodiscard]] virtual std::vector<std::int64_t> children(DistrictId district, std::int64_t area) const = 0;
  // Names and addresses as people write them → communities and courtyards, best first.
  [[nodiscard]] virtual std::vector<Candidate> candidates(DistrictId district, std::string_view text,
                                                          std::size_t limit) const = 0;
  [[nodiscard]] virtual std::vector<DistrictId> districts() const = 0;
};

// The atlas that follows the database: it looks for changed territory every second, also those that another process
// made, and at midnight. Destroying it stops that.
class DistrictAtlas;
class LiveAtlas : public Atlas {
 public:
  // One district's immutable copy, for this module's own routes; null when it has no territory yet.
  [[nodiscard]] virtual std::shared_ptr<const DistrictAtlas> district(DistrictId district) const = 0;
  // Returns once everything committed before the call is in the atlas.
  virtual void refresh() = 0;
  // Like refresh(), without waiting.
  virtual void touch() = 0;
};
// Builds the first copy before it returns. `offset` says when a day begins.
[[nodiscard]] std::unique_ptr<LiveAtlas> open_atlas(storage::Store& store, const Clock& clock,
                                                    Offset offset = kChinaOffset);

// In-transaction calls for imports, the demo district and the grid plans. All dates: valid from (inclusive). Faults
// name the field, and in calls of many the one-based row. Each records one journal event.
Result<AreaId> add_area(storage::Transaction& transaction, DistrictId district, AccountId actor, const NewArea& area);
// Many at once: parents are looked up once, the journal gets an event for every thousand. All or nothing: one bad row
// refuses all, and every bad row is named. Siblings of one name are taken (single calls refuse them).
Result<std::vector<AreaId>> add_areas(storage::Transaction& transaction, DistrictId district, AccountId actor,
                                      std::span<const NewArea> areas);
Result<void> change_area(storage::Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                         const AreaChange& change);
// `on` is the first day the area no longer is. What stands in it (areas, grids) refuses the call unless it goes too; a
// courtyard leaves its grids by itself.
Result<void> close_area(storage::Transaction& transaction, DistrictId district, AccountId actor, AreaId area, Date on,
                        Children children = Children::Refuse);
// The areas end on that day, a new one takes their children and grids; old cases keep the places they had.
Result<AreaId> merge_areas(storage::Transaction& transaction, DistrictId district, AccountId actor,
                           const MergeAreas& merge);
Result<std::vector<AreaId>> split_area(storage::Transaction& transaction, DistrictId district, AccountId actor,
                                       AreaId area, std::span<const SplitPart> parts, Date on);
// Replaces an area's outline from that day; the bytes are WKB of a (multi)polygon in WGS 84, already checked and
// repaired by the caller (what cannot be read or is not valid is refused).
Result<void> set_outline(storage::Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                         storage::BytesView wkb, Date from);

Result<GridId> add_grid(storage::Transaction& transaction, DistrictId district, AccountId actor, const NewGrid& grid);
// The slug is the one that add_grid() gives to a grid reserved under this id, unless another grid has taken it by then.
[[nodiscard]] ReservedSlug reserve_grid(storage::Transaction& transaction);
// Used by any area or grid, now or ever.
[[nodiscard]] bool code_is_taken(storage::Snapshot& snapshot, DistrictId district, std::string_view code);
// A QR code as SVG.
[[nodiscard]] std::string qr_svg(std::string_view text);
Result<void> change_grid(storage::Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                         const GridChange& change);
// From that day on the grid has exactly these members.
Result<void> set_grid_members(storage::Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                              std::span<const AreaId> members, Date from);
// The accounts must exist.
Result<void> set_grid_duty(storage::Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                           const GridDuty& duty, Date from);
// `on` is the first day the grid no longer is. On its own first day it is taken out as if it had never been: what came
// in under it meanwhile keeps its name.
Result<void> close_grid(storage::Transaction& transaction, DistrictId district, AccountId actor, GridId grid, Date on);

// What stands in the tables, for checks before a change, also of changes of the running transaction.
[[nodiscard]] std::optional<Area> find_area(storage::Snapshot& snapshot, DistrictId district, AreaId area,
                                            const AsOf& as_of);
[[nodiscard]] std::optional<AreaId> find_area_by_code(storage::Snapshot& snapshot, DistrictId district,
                                                      std::string_view code);
// All areas of a level on that day, in the order of their ids: what an import compares with.
[[nodiscard]] std::vector<Area> areas_of_level(storage::Snapshot& snapshot, DistrictId district, Level level,
                                               const AsOf& as_of);
// The direct children on that day: what an import of buildings compares with, courtyard by courtyard.
[[nodiscard]] std::vector<Area> children_of(storage::Snapshot& snapshot, DistrictId district, AreaId parent,
                                            const AsOf& as_of);
// Grids in force on that day, all of the district or those of one community.
[[nodiscard]] std::vector<Grid> grids_of(storage::Snapshot& snapshot, DistrictId district,
                                         std::optional<AreaId> community, const AsOf& as_of);
[[nodiscard]] std::vector<AreaId> members_of(storage::Snapshot& snapshot, DistrictId district, GridId grid,
                                             const AsOf& as_of);
// Grids that the account answers for today, as steward or deputy.
[[nodiscard]] std::vector<GridId> grids_of_account(storage::Snapshot& snapshot, DistrictId district, AccountId account);
// WKB as stored; empty when the area has no outline then.
[[nodiscard]] storage::Bytes outline_of(storage::Snapshot& snapshot, DistrictId district, AreaId area,
                                        const AsOf& as_of);
// The areas that became this one, and theirs, by merges and splits.
[[nodiscard]] std::vector<AreaId> predecessors_of(storage::Snapshot& snapshot, DistrictId district, AreaId area);

// Checks that need nothing but the row, for dry runs: the same that the calls above apply. `parent_code`: of the
// nearest area above that has one, or empty.
[[nodiscard]] std::vector<Fault> check_area(const NewArea& area, std::string_view parent_code);
[[nodiscard]] std::vector<Warning> warnings_of(Level level, std::string_view code);

}  // namespace linli::areas
