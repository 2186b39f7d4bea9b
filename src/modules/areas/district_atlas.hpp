#pragma once
// One district's territory as a day and a state of knowledge show it: immutable, in memory. The live atlas holds the
// one of today; a map of another day builds its own.

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "modules/areas/address_index.hpp"
#include "modules/areas/api.hpp"
#include "modules/areas/point_index.hpp"
#include "modules/areas/types.hpp"

namespace linli::areas {

// Buildings do not stand in the atlas, only those that grids name: there may be a hundred thousand.
class DistrictAtlas {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  struct AreaNode {
    AreaId id;
    Level level{};
    std::uint32_t parent = kNone;
    AreaFacts facts;
    std::uint32_t base_grid = kNone;  // of a courtyard that lies in one as a whole, or whose buildings lie in only one
    bool split = false;               // its buildings lie in several base grids
    std::vector<std::uint32_t> children;
    storage::Bytes outline;  // empty: has none
  };
  struct GridNode {
    Grid grid;
    std::uint32_t community = kNone;
    std::vector<std::uint32_t> courtyards;  // its members, and the courtyards of members that are buildings
  };
  struct BuildingNode {
    AreaId id;
    std::uint32_t courtyard = kNone;
    std::uint32_t base_grid = kNone;
    std::optional<Point> point;
  };
  struct Parts {
    std::vector<AreaNode> areas;  // parents before children, siblings in the order to be shown
    std::vector<GridNode> grids;
    std::vector<BuildingNode> buildings;
    std::map<std::string, GridId, std::less<>> heirs;  // slug of a grid that ended → the one grid that took it over
  };

  DistrictAtlas(DistrictId district, AsOf as_of, Parts parts);

  [[nodiscard]] DistrictId district() const { return district_; }
  [[nodiscard]] const AsOf& as_of() const { return as_of_; }
  [[nodiscard]] std::span<const AreaNode> areas() const { return parts_.areas; }
  [[nodiscard]] std::span<const GridNode> grids() const { return parts_.grids; }
  [[nodiscard]] const AreaNode* area(std::int64_t id) const;
  [[nodiscard]] const GridNode* grid(std::int64_t id) const;
  [[nodiscard]] const BuildingNode* building(std::int64_t id) const;
  // The grid of that slug, or the one that took over from it; null when several did, or none.
  [[nodiscard]] const GridNode* grid_by_slug(std::string_view slug) const;

  [[nodiscard]] std::optional<Place> locate(Point point) const;
  [[nodiscard]] Place place_of(const AreaNode& area) const;
  [[nodiscard]] Place place_of(const GridNode& grid) const;
  // The id itself, the areas above it, and the base grid it lies in.
  [[nodiscard]] std::vector<std::int64_t> scopes_of(const Place& place) const;
  [[nodiscard]] std::vector<std::int64_t> children(std::int64_t area) const;
  [[nodiscard]] std::vector<Candidate> candidates(std::string_view text, std::size_t limit) const;
  // Its own position, or a point inside its outline.
  [[nodiscard]] std::optional<Point> point_of(const AreaNode& area) const;

 private:
  void link();
  void index_outlines();
  void index_addresses();
  [[nodiscard]] std::uint32_t nearest_without_outline(Point point) const;
  [[nodiscard]] std::uint32_t nearest_grid(Point point, std::uint32_t community) const;
  [[nodiscard]] std::uint32_t grid_within(const AreaNode& courtyard, Point point) const;
  [[nodiscard]] std::uint32_t number_of(const AreaNode& area) const;
  [[nodiscard]] bool lies_in(std::uint32_t area, std::uint32_t above) const;

  DistrictId district_;
  AsOf as_of_;
  Parts parts_;
  std::unordered_map<std::int64_t, std::uint32_t> area_numbers_;
  std::unordered_map<std::int64_t, std::uint32_t> grid_numbers_;
  std::unordered_map<std::int64_t, std::uint32_t> building_numbers_;
  std::vector<std::uint32_t> points_only_;  // courtyards with a position and without an outline
  std::unique_ptr<PointIndex> outlines_;
  AddressIndex addresses_;
};

// Reads it from the tables: three scans of what is below a hundred thousand rows, none over the buildings.
[[nodiscard]] std::shared_ptr<const DistrictAtlas> load_district(storage::Snapshot& snapshot, DistrictId district,
                                                                 const AsOf& as_of);

}  // namespace linli::areas
