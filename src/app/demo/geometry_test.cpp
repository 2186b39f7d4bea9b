#include "app/demo/geometry.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace linli::app::demo {
namespace {

const Polygon kSquare{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};

TEST(Divide, GivesEachItsShareAndLosesNothing) {
  Random random(7);
  const std::vector<double> shares{1, 2, 3, 4};
  const auto parts = divide(kSquare, shares, random);
  ASSERT_EQ(parts.size(), 4u);
  for (std::size_t i = 0; i < parts.size(); ++i) EXPECT_NEAR(area_of(parts[i]), 100'000 * shares[i], 1) << i;
}

TEST(Divide, PartsMeetAlongBorders) {
  Random random(7);
  const auto parts = divide(kSquare, std::vector<double>{1, 1}, random);
  EXPECT_GT(shared_border(parts[0], parts[1]), 900);
  EXPECT_NEAR(shared_border(parts[0], parts[1]), shared_border(parts[1], parts[0]), 0.2);
}

TEST(Inset, LeavesAStreetOrTheWholeWhenTooThin) {
  EXPECT_NEAR(area_of(inset(kSquare, 10)), 980.0 * 980.0, 1);
  EXPECT_NEAR(area_of(inset(kSquare, 600)), 1e6, 1);
}

}  // namespace
}  // namespace linli::app::demo
