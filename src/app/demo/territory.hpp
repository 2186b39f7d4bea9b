#pragma once
// The demo district as plain values: territory, households, outlines, grids and people in posts. Same seed, same
// district.

#include <cstdint>
#include <string>
#include <vector>

#include "app/demo/geometry.hpp"
#include "base/time.hpp"

namespace linli::app::demo {

inline constexpr int kCommunities = 89;
inline constexpr int kCourtyards = 1063;
inline constexpr std::int64_t kHouseholds = 200'000;

struct Courtyard {
  std::string name;
  std::string kind;  // 商品房小区, 老旧小区, 单位家属院, 回迁安置 …
  std::string address;
  int built_year = 0;
  std::int64_t households = 0;
  Polygon outline;  // longitude and latitude
};

struct Grid {
  std::string name;
  std::vector<std::size_t> courtyards;  // indexes within the community
  std::string steward;
  std::string phone;
};

// What an area was before it became one: so many of its level, until that day.
struct Origin {
  int predecessors = 0;  // 0 or 1: it always was one
  Date merged_on{};
};

struct Community {
  std::string name;
  std::string code;
  Origin origin;
  Polygon outline;
  std::vector<Courtyard> courtyards;
  std::vector<Grid> grids;
  std::string secretary;
};

struct Subdistrict {
  std::string name;
  std::string code;
  Origin origin;
  Polygon outline;
  std::vector<Community> communities;
};

struct Territory {
  std::string name = "示例区";
  std::string code = "411099";
  std::int64_t households = kHouseholds;
  Polygon outline;
  std::vector<Subdistrict> subdistricts;
};

// How large the district is to be. `grids` 0: as many as the division by threshold gives.
struct TerritoryPlan {
  // Mergers of a level, oldest first: 132 committees became 36 in three steps.
  struct Merger {
    bool of_communities = true;  // else of subdistricts
    int before = 0;
    Date on{};
  };
  std::string name = "示例区";
  std::string code = "411099";
  int subdistricts = 12;
  int communities = kCommunities;
  int courtyards = kCourtyards;
  int grids = 0;
  std::int64_t households = kHouseholds;
  std::vector<Merger> mergers;
};

// Needs subdistricts ≤ communities ≤ grids ≤ courtyards.
[[nodiscard]] Territory make_territory(std::uint64_t seed, const TerritoryPlan& plan = {});

}  // namespace linli::app::demo
