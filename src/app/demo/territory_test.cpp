#include "app/demo/territory.hpp"

#include <gtest/gtest.h>

#include <set>

namespace linli::app::demo {
namespace {

struct Sums {
  int communities = 0;
  int courtyards = 0;
  int grids = 0;
  std::int64_t households = 0;
  std::set<std::string> names;
};

Sums sums_of(const Territory& territory) {
  Sums sums;
  for (const auto& subdistrict : territory.subdistricts) {
    for (const auto& community : subdistrict.communities) {
      ++sums.communities;
      sums.grids += static_cast<int>(community.grids.size());
      for (const auto& courtyard : community.courtyards) {
        ++sums.courtyards;
        sums.households += courtyard.households;
        sums.names.insert(courtyard.name);
        EXPECT_GT(area_of(courtyard.outline), 0) << courtyard.name;
      }
    }
  }
  return sums;
}

TEST(Territory, HasTheSizeItSays) {
  const auto territory = make_territory(1);
  const auto sums = sums_of(territory);
  EXPECT_EQ(territory.subdistricts.size(), 12u);
  EXPECT_EQ(sums.communities, 89);
  EXPECT_EQ(sums.courtyards, 1063);
  EXPECT_EQ(sums.names.size(), 1063u);
  EXPECT_EQ(sums.households, 200'000);
  EXPECT_GT(sums.grids, 270);
  EXPECT_LT(sums.grids, 340);
}

TEST(Territory, PutsEveryCourtyardInExactlyOneGrid) {
  for (const auto& subdistrict : make_territory(3).subdistricts) {
    for (const auto& community : subdistrict.communities) {
      std::multiset<std::size_t> members;
      for (const auto& grid : community.grids) members.insert(grid.courtyards.begin(), grid.courtyards.end());
      EXPECT_EQ(members.size(), community.courtyards.size()) << community.name;
      EXPECT_EQ(std::set<std::size_t>(members.begin(), members.end()).size(), members.size()) << community.name;
    }
  }
}

TEST(Territory, IsTheSameForTheSameSeed) {
  const auto first = make_territory(5);
  const auto again = make_territory(5);
  const auto other = make_territory(6);
  const auto& yard = first.subdistricts[4].communities[2].courtyards[1];
  const auto& same = again.subdistricts[4].communities[2].courtyards[1];
  EXPECT_EQ(yard.households, same.households);
  EXPECT_EQ(yard.outline.front().x, same.outline.front().x);
  EXPECT_NE(first.outline.front().x, other.outline.front().x);
}

}  // namespace
}  // namespace linli::app::demo
