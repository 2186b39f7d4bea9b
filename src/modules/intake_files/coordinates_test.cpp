#include "modules/intake_files/coordinates.hpp"

#include <gtest/gtest.h>

namespace linli::intake_files {
namespace {

// Published with eviltransform, which takes the semi-major axis of WGS 84 instead of Krassovsky's: a centimetre apart.
constexpr double kClose = 1e-6;

TEST(Coordinates, FollowThePublishedVectorsOfGcj02) {
  struct Vector {
    LonLat wgs, gcj;
  };
  const Vector kVectors[] = {{{121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}},
                             {{113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}},
                             {{116.377817, 39.911954}, {116.38404722455657, 39.91334545536069}}};
  for (const auto& [wgs, gcj] : kVectors) {
    const auto there = wgs84_to_gcj02(wgs);
    EXPECT_NEAR(there.lon, gcj.lon, kClose);
    EXPECT_NEAR(there.lat, gcj.lat, kClose);
    const auto back = gcj02_to_wgs84(gcj);
    EXPECT_NEAR(back.lon, wgs.lon, kClose);
    EXPECT_NEAR(back.lat, wgs.lat, kClose);
  }
}

// Published with coordtransform, which uses the same axis.
TEST(Coordinates, FollowThePublishedVectorsOfBd09) {
  const LonLat tiananmen{116.404, 39.915};
  const auto bd = gcj02_to_bd09(tiananmen);
  EXPECT_NEAR(bd.lon, 116.41036949371029, 1e-9);
  EXPECT_NEAR(bd.lat, 39.92133699351021, 1e-9);
  const auto gcj = wgs84_to_gcj02(tiananmen);
  EXPECT_NEAR(gcj.lon, 116.41024449916938, 1e-9);
  EXPECT_NEAR(gcj.lat, 39.91640428150164, 1e-9);
  // Its inverse is one step of approximation; ours goes on until it fits.
  const auto back = bd09_to_gcj02(tiananmen);
  EXPECT_NEAR(back.lon, 116.39762729119315, 2e-6);
  EXPECT_NEAR(back.lat, 39.90865673957631, 2e-6);
  EXPECT_LT(distance_m(to_wgs84(gcj02_to_bd09(gcj), Datum::Bd09), tiananmen), 0.01);
}

TEST(Coordinates, ComeBackToWithinACentimetre) {
  for (double lon = 75; lon < 135; lon += 3.7) {
    for (double lat = 4; lat < 53; lat += 3.3) {
      const LonLat point{lon, lat};
      EXPECT_LT(distance_m(gcj02_to_wgs84(wgs84_to_gcj02(point)), point), 0.01);
      EXPECT_LT(distance_m(bd09_to_gcj02(gcj02_to_bd09(point)), point), 0.01);
    }
  }
}

TEST(Coordinates, OutsideChinaAreLeftAlone) {
  const LonLat paris{2.35, 48.85};
  EXPECT_EQ(wgs84_to_gcj02(paris).lon, paris.lon);
  EXPECT_EQ(gcj02_to_wgs84(paris).lat, paris.lat);
}

TEST(Coordinates, ThatAreSwappedShow) {
  EXPECT_TRUE(looks_swapped({33.98, 113.78}));
  EXPECT_FALSE(looks_swapped({113.78, 33.98}));
  EXPECT_FALSE(looks_swapped({2.35, 48.85}));
}

}  // namespace
}  // namespace linli::intake_files
