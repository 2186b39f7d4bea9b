#include "modules/intake_files/outlines.hpp"

#include <gtest/gtest.h>

namespace linli::intake_files {
namespace {

class Outlines : public ::testing::Test {
 protected:
  Parcel parcel(const std::string& wkt, bool fixed = false) { return {Geometry::from_wkt(geos_, wkt), fixed, false}; }
  Geos geos_;
};

constexpr auto kSquare = "POLYGON((113.780 33.980,113.785 33.980,113.785 33.985,113.780 33.985,113.780 33.980))";

TEST_F(Outlines, OfGoodShapeStayAsTheyAre) {
  const auto read = read_outline(geos_, kSquare);
  EXPECT_EQ(read.state, OutlineState::Good);
  EXPECT_NEAR(read.geometry.area_m2(), 256'000, 2'000);
}

TEST_F(Outlines, WithASpikeAreRepaired) {
  const auto read = read_outline(
      geos_,
      "POLYGON((113.780 33.980,113.785 33.980,113.785 33.983,113.7852 33.983,113.785 33.983,113.785 33.985,113.780 "
      "33.985,113.780 33.980))");
  EXPECT_EQ(read.state, OutlineState::Repaired);
  EXPECT_TRUE(read.geometry.is_valid());
}

TEST_F(Outlines, LikeAFigureOfEightAreNotGuessed) {
  EXPECT_EQ(
      read_outline(geos_, "POLYGON((113.78 33.98,113.785 33.985,113.785 33.98,113.78 33.984,113.78 33.98))").state,
      OutlineState::Crossed);
}

TEST_F(Outlines, ThatAreNoneAreTold) {
  EXPECT_EQ(read_outline(geos_, "POINT(113 34)").state, OutlineState::NotPolygon);
  EXPECT_EQ(read_outline(geos_, "").state, OutlineState::Unreadable);
  EXPECT_EQ(read_outline(geos_, "POLYGON((1 2").state, OutlineState::Unreadable);
  EXPECT_EQ(read_outline(geos_, "POLYGON EMPTY").state, OutlineState::NotPolygon);
  EXPECT_EQ(read_outline(geos_, "POLYGON((500000 3760000,500100 3760000,500100 3760100,500000 3760000))").state,
            OutlineState::NotDegrees);
}

TEST_F(Outlines, ThatOverlapByASliverAreTrimmed) {
  std::vector<Parcel> parcels;
  parcels.push_back(parcel(kSquare));
  // A few centimetres into the neighbour.
  parcels.push_back(
      parcel("POLYGON((113.7849995 33.980,113.790 33.980,113.790 33.985,113.7849995 33.985,113.7849995 33.980))"));
  const auto overlaps = settle_overlaps(geos_, parcels);
  ASSERT_EQ(overlaps.size(), 1U);
  EXPECT_TRUE(overlaps[0].trimmed);
  EXPECT_TRUE(parcels[1].trimmed);
  EXPECT_TRUE(settle_overlaps(geos_, parcels).empty());
}

TEST_F(Outlines, ThatReallyOverlapAreListedAndKept) {
  std::vector<Parcel> parcels;
  parcels.push_back(parcel(kSquare));
  parcels.push_back(parcel("POLYGON((113.783 33.980,113.790 33.980,113.790 33.985,113.783 33.985,113.783 33.980))"));
  const double before = parcels[1].geometry.area_m2();
  const auto overlaps = settle_overlaps(geos_, parcels);
  ASSERT_EQ(overlaps.size(), 1U);
  EXPECT_FALSE(overlaps[0].trimmed);
  EXPECT_NEAR(overlaps[0].area_m2, 102'000, 2'000);
  EXPECT_EQ(parcels[1].geometry.area_m2(), before);
}

TEST_F(Outlines, OfTheDatabaseAreNeverTrimmed) {
  std::vector<Parcel> parcels;
  parcels.push_back(
      parcel("POLYGON((113.7849995 33.980,113.790 33.980,113.790 33.985,113.7849995 33.985,113.7849995 33.980))"));
  parcels.push_back(parcel(kSquare, true));
  ASSERT_EQ(settle_overlaps(geos_, parcels).size(), 1U);
  EXPECT_FALSE(parcels[1].trimmed);
  EXPECT_TRUE(parcels[0].trimmed);
}

TEST_F(Outlines, TakeInTheSliverBetweenThem) {
  // Four squares around a gap a few centimetres wide.
  std::vector<Parcel> parcels;
  parcels.push_back(parcel("POLYGON((113.78 33.98,113.79 33.98,113.79 33.985,113.78 33.985,113.78 33.98))"));
  parcels.push_back(
      parcel("POLYGON((113.78 33.985,113.7801 33.985,113.7801 33.9850003,113.7899 33.9850003,113.7899 33.985,113.79 "
             "33.985,113.79 "
             "33.99,113.78 33.99,113.78 33.985))"));
  const auto gaps = settle_gaps(geos_, parcels);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_TRUE(gaps[0].closed);
  EXPECT_TRUE(settle_gaps(geos_, parcels).empty());
}

TEST_F(Outlines, AreTheSameAfterRounding) {
  const auto a = Geometry::from_wkt(geos_, kSquare);
  const auto b = Geometry::from_wkt(
      geos_, "POLYGON((113.7800001 33.980,113.785 33.980,113.785 33.985,113.780 33.9849999,113.7800001 33.980))");
  const auto c = Geometry::from_wkt(
      geos_, "POLYGON((113.7801 33.980,113.785 33.980,113.785 33.985,113.7801 33.985,113.7801 33.980))");
  EXPECT_TRUE(same_outline(a, b));
  EXPECT_FALSE(same_outline(a, c));
}

TEST_F(Outlines, GoThroughWkbAndGeoJson) {
  const auto square = Geometry::from_wkt(geos_, kSquare);
  const auto back = Geometry::from_wkb(geos_, square.to_wkb());
  EXPECT_TRUE(same_outline(square, back));
  EXPECT_NE(square.to_geojson().find(R"("type":"Polygon","coordinates":[[[113.7800000,33.9800000])"),
            std::string::npos);
}

}  // namespace
}  // namespace linli::intake_files
