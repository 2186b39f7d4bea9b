#pragma once
// The demo district as plain values: territory, households, outlines, grids and people in posts. Same seed, same
// district.

#include <cstdint>
#include <string>
#include <vector>

#include "app/demo/geometry.hpp"

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

struct Community {
  std::string name;
  std::string code;
  Polygon outline;
  std::vector<Courtyard> courtyards;
  std::vector<Grid> grids;
  std::string secretary;
};

struct Subdistrict {
  std::string name;
  std::string code;
  Polygon outline;
  std::vector<Community> communities;
};

struct Territory {
  std::string name = "示例区";
  std::string code = "411099";
  Polygon outline;
  std::vector<Subdistrict> subdistricts;
};

[[nodiscard]] Territory make_territory(std::uint64_t seed);

}  // namespace linli::app::demo
