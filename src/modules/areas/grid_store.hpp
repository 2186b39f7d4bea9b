#pragma once
// All SQL of the grids: versions, members, duties, links.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "modules/areas/area_store.hpp"
#include "modules/areas/rules.hpp"

namespace linli::areas {

struct StoredGrid {
  GridId id;
  Layer layer{};
  std::string slug;
  Known<GridFacts> known;
};

[[nodiscard]] std::optional<StoredGrid> load_grid(Snapshot& snapshot, DistrictId district, GridId grid);
// False when the slug is taken.
bool insert_grid(Transaction& transaction, DistrictId district, GridId grid, Layer layer, std::string_view slug);
std::vector<RowRef> write_grid(Transaction& transaction, DistrictId district, AccountId actor, const StoredGrid& grid,
                               const Timeline<GridFacts>& now);

// Being a member has no facts but its days.
struct MemberFacts {
  AreaId courtyard;
  bool operator==(const MemberFacts&) const = default;
};
using KnownMembers = std::map<AreaId, Known<MemberFacts>>;
[[nodiscard]] KnownMembers load_members(Snapshot& snapshot, DistrictId district, GridId grid);
std::vector<RowRef> write_member(Transaction& transaction, DistrictId district, AccountId actor, const StoredGrid& grid,
                                 AreaId area, const Known<MemberFacts>& known, const Timeline<MemberFacts>& now);

// Memberships known now that hold on that day or later.
struct DatedMembership {
  Membership membership;
  Layer layer{};
  Date from{};
  std::optional<Date> to;
};
[[nodiscard]] std::vector<DatedMembership> memberships_of_courtyard(Snapshot& snapshot, DistrictId district,
                                                                    AreaId courtyard, Date from);

[[nodiscard]] Known<GridDuty> load_duty(Snapshot& snapshot, DistrictId district, GridId grid);
std::vector<RowRef> write_duty(Transaction& transaction, DistrictId district, AccountId actor, GridId grid,
                               const Known<GridDuty>& known, const Timeline<GridDuty>& now);

// Grids of a community that hold on that day or begin later, by what is known now.
[[nodiscard]] std::vector<GridId> standing_grids(Snapshot& snapshot, DistrictId district, AreaId community, Date on);

struct GridFilter {
  std::optional<AreaId> area;  // the community or anything above it, or a member
  std::optional<GridId> grid;  // this one
  std::optional<Layer> layer;
  std::string text;
  GridId after;
  std::size_t limit = 50;
};
[[nodiscard]] std::vector<Grid> list_grids(Snapshot& snapshot, DistrictId district, const GridFilter& filter,
                                           const AsOf& as_of);
[[nodiscard]] std::optional<Grid> find_grid(Snapshot& snapshot, DistrictId district, GridId grid, const AsOf& as_of);

RowRef insert_grid_link(Transaction& transaction, DistrictId district, GridId predecessor, GridId successor, Date from);
[[nodiscard]] std::vector<std::int64_t> linked_grids(Snapshot& snapshot, DistrictId district, GridId grid,
                                                     bool predecessors);

}  // namespace linli::areas
