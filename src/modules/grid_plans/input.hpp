#pragma once
// The territory as one look saw it: what a plan is made from, kept as it was.

#include <string>
#include <string_view>
#include <vector>

#include "gridding/neighbours.hpp"
#include "modules/areas/types.hpp"
#include "modules/grid_plans/types.hpp"

namespace linli::grid_plans {

struct InputCommunity {
  AreaId id;
  AreaId subdistrict;
  std::string name;
  std::string code;
};

// A courtyard: what has neighbours.
struct Site {
  AreaId id;
  std::string name;
  std::uint32_t community = 0;
  std::optional<gridding::Point> point;  // degrees
};

// What is put into grids: a courtyard, or one building of a courtyard that is split.
struct Unit {
  AreaId id = {};
  std::string name = {};
  areas::Level level = areas::Level::Courtyard;
  std::uint32_t site = 0;
  std::optional<std::int64_t> households = {};
  std::string kind = {};
  std::uint32_t present = gridding::kNone;    // index into Input::grids
  std::optional<gridding::Point> point = {};  // of a building, in degrees
};

struct PresentGrid {
  GridId id;
  std::string name;
  std::string code;
  std::string phone;
  std::string supervision_phone;
  std::uint32_t community = 0;
  AccountId steward;
  AccountId deputy;
};

struct SitePair {
  std::uint32_t a = 0;  // a < b, of one community
  std::uint32_t b = 0;
  gridding::Doubt doubt = gridding::Doubt::None;
  bool proposed = false;
  double length = 0;
  double distance = 0;
  std::string barrier;  // kind; empty: none between
};

struct SiteFault {
  std::uint32_t site = 0;
  bool usable = false;
  Text text;
};

enum class Geometry { Outlines, Points, Mixed, None };
[[nodiscard]] std::string_view to_string(Geometry geometry);

struct Input {
  Date as_of{};
  Geometry geometry = Geometry::None;
  std::vector<InputCommunity> communities;
  std::vector<Site> sites;
  std::vector<Unit> units;
  std::vector<PresentGrid> grids;
  std::vector<SitePair> pairs;
  std::vector<SiteFault> faults;
  std::vector<Text> notices;  // what was assumed where data were missing
};

[[nodiscard]] std::string input_json(const Input& input);
// Of a table: asserts that it is what input_json() wrote.
[[nodiscard]] Input stored_input(std::string_view json);

}  // namespace linli::grid_plans
