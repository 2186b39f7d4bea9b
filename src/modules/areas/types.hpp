#pragma once
// Plain values of the territory.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::areas {

// Each level lies in the one before it. A locality's own name for a level (管理区, 庭院) is a label, not another level.
enum class Level { District, Subdistrict, Community, Courtyard, Building };
inline constexpr int kLevels = 5;
// A courtyard lies in exactly one base grid at a time; large and special grids may overlap and cross them.
enum class Layer { Base, Large, Special };

[[nodiscard]] std::string_view to_string(Level level);  // `courtyard`
[[nodiscard]] std::string_view to_string(Layer layer);  // `base`
[[nodiscard]] std::optional<Level> parse_level(std::string_view text);
[[nodiscard]] std::optional<Layer> parse_layer(std::string_view text);
[[nodiscard]] Text label(Level level);

// What is said of an area from one day to another.
struct AreaFacts {
  AreaId parent;
  std::string name;
  std::string code;  // empty: has none; never invented
  std::optional<std::int64_t> households;
  std::string kind;  // free dictionary: commercial housing, old estate, village …
  std::string address;
  std::optional<int> built_year;
  std::optional<double> lon;  // WGS 84; CGCS2000 is taken as equal (they differ by centimetres)
  std::optional<double> lat;
  bool operator==(const AreaFacts&) const = default;
};

// An area as a day and a state of knowledge show it.
struct Area {
  AreaId id;
  Level level{};
  AreaFacts facts;
  Date from{};             // its first day
  std::optional<Date> to;  // the first day it no longer is
  std::string parent_name;
  bool has_outline = false;
};

struct NewArea {
  Level level{};
  AreaId parent;  // none for the district itself
  std::string name;
  std::string code;
  std::optional<std::int64_t> households;
  std::string kind;
  std::string address;
  std::optional<int> built_year;
  std::optional<double> lon;
  std::optional<double> lat;
  Date from{};
};

// Only what is set changes, from `from` on.
struct AreaChange {
  std::optional<std::string> name;
  std::optional<std::string> code;
  std::optional<AreaId> parent;
  std::optional<std::optional<std::int64_t>> households;
  std::optional<std::string> kind;
  std::optional<std::string> address;
  std::optional<std::optional<int>> built_year;
  std::optional<std::pair<double, double>> position;  // lon, lat
  Date from{};
};

// What happens to what still stands in an area that is closed.
enum class Children { Refuse, CloseToo };

struct MergeAreas {
  std::vector<AreaId> areas;  // of one level and one parent
  std::string name;
  std::string code;
  Date on{};
};

struct SplitPart {
  std::string name;
  std::string code;
  std::vector<AreaId> children;  // each child of the area stands in exactly one part
};

struct GridFacts {
  AreaId community;
  std::string name;
  std::string code;               // empty: has none
  std::string phone;              // the steward's service phone, public
  std::string supervision_phone;  // public by law (posted with the grid)
  bool operator==(const GridFacts&) const = default;
};

// Who answers for a grid.
struct GridDuty {
  AccountId steward;
  AccountId deputy;
  bool operator==(const GridDuty&) const = default;
};

struct Grid {
  GridId id;
  Layer layer{};
  std::string slug;  // short and stable: stands in the QR code on the wall
  GridFacts facts;
  GridDuty duty;
  Date from{};
  std::optional<Date> to;
  std::string community_name;
  std::int64_t members = 0;
  std::int64_t households = 0;  // of its members, as far as known
};

struct NewGrid {
  std::string name;
  std::string code;  // empty: has none
  Layer layer = Layer::Base;
  AreaId community;
  std::vector<AreaId> members;  // courtyards or buildings
  std::string phone;
  std::string supervision_phone;
  Date from{};
  std::vector<GridId> predecessors;  // grids that it takes over from
  GridId reserved;                   // of reserve_grid(); none: a new one
};

// A grid to come: its id, and the slug that its QR code can be printed with before it is added.
struct ReservedSlug {
  GridId id;
  std::string slug;
};

struct GridChange {
  std::optional<std::string> name;
  std::optional<std::string> code;
  std::optional<AreaId> community;
  std::optional<std::string> phone;
  std::optional<std::string> supervision_phone;
  Date from{};
};

// Which day is asked about, and what was known when; without `known_at`: all that is known now.
struct AsOf {
  Date on{};
  std::optional<Instant> known_at;
};

// Worth a second look, with its source; never stops anything.
struct Warning {
  std::string field;
  std::string value;
  Text reason;
  Text remedy;
  std::string source;
};

}  // namespace linli::areas
