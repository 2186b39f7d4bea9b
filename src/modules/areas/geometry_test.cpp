#include "modules/areas/geometry.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace linli::areas {
namespace {

storage::Bytes wkb(const char* wkt) {
  const Geos geos;
  auto* reader = GEOSWKTReader_create_r(geos.handle());
  const Geos::Shape shape{GEOSWKTReader_read_r(geos.handle(), reader, wkt), {geos.handle()}};
  GEOSWKTReader_destroy_r(geos.handle(), reader);
  return geos.write(shape);
}

std::string geojson(const char* wkt, int decimals) {
  const Geos geos;
  JsonWriter json;
  geos.write_geojson(json, geos.read(wkb(wkt)), decimals);
  return json.take();
}

constexpr auto* kSquare = "POLYGON((113.80 34.00,113.81 34.00,113.81 34.01,113.80 34.01,113.80 34.00))";

TEST(Geometry, a_hundredth_of_a_degree_is_1113_metres_north_and_less_east) {
  EXPECT_NEAR(distance_metres({113.80, 34.00}, {113.80, 34.01}), 1113, 1);
  EXPECT_NEAR(distance_metres({113.80, 34.00}, {113.81, 34.00}), 923, 1);
  EXPECT_EQ(distance_metres({113.80, 34.00}, {113.80, 34.00}), 0);
}

TEST(Geometry, a_box_around_a_point_reaches_that_far) {
  const auto box = around({113.8, 34.0}, 150);
  EXPECT_NEAR(distance_metres({113.8, 34.0}, {box.east, 34.0}), 150, 0.5);
  EXPECT_NEAR(distance_metres({113.8, 34.0}, {113.8, box.south}), 150, 0.5);
}

TEST(Geometry, an_outline_keeps_its_box) {
  const auto outline = check_outline(wkb(kSquare));
  ASSERT_TRUE(outline);
  EXPECT_EQ(outline->box, (Box{113.80, 34.00, 113.81, 34.01}));
}

TEST(Geometry, what_is_no_outline_is_refused_with_a_reason) {
  const auto reason = [](storage::BytesView bytes) {
    const auto outline = check_outline(bytes);
    return outline ? std::string("taken") : outline.error().faults.front().reason.en;
  };
  EXPECT_EQ(reason({}), "the outline cannot be read");
  EXPECT_EQ(reason(storage::Bytes(20, std::byte{0xff})), "the outline cannot be read");
  EXPECT_EQ(reason(wkb("POINT(113.8 34.0)")), "the outline must be an area, not a point or a line");
  EXPECT_EQ(reason(wkb("POLYGON EMPTY")), "the outline must be an area, not a point or a line");
  EXPECT_NE(reason(wkb("POLYGON((0 0,1 1,1 0,0 1,0 0))")).find("Self-intersection"), std::string::npos);
  EXPECT_EQ(reason(wkb("POLYGON((500000 3760000,500100 3760000,500100 3760100,500000 3760000))")),
            "the outline is not in degrees of longitude and latitude");
  EXPECT_EQ(reason(wkb(kSquare)), "taken");
}

TEST(Geometry, neighbours_unite_into_one_part) {
  const std::vector<storage::Bytes> parts{
      wkb(kSquare), wkb("POLYGON((113.81 34.00,113.82 34.00,113.82 34.01,113.81 34.01,113.81 34.00))")};
  const auto united = unite_outlines(parts);
  ASSERT_TRUE(united);
  EXPECT_EQ(united->box, (Box{113.80, 34.00, 113.82, 34.01}));
  const Geos geos;
  EXPECT_EQ(GEOSGetNumGeometries_r(geos.handle(), geos.read(united->wkb).get()), 1);
  EXPECT_FALSE(unite_outlines({}));
}

TEST(Geometry, geojson_is_always_a_multipolygon_with_so_many_decimals) {
  EXPECT_EQ(geojson("POLYGON((1.123456789 2,3 2,3 4.5,1.123456789 2))", 5),
            R"({"type":"MultiPolygon","coordinates":[[[[1.12346,2],[3,2],[3,4.5],[1.12346,2]]]]})");
  EXPECT_EQ(geojson("POLYGON((0 0,9 0,9 9,0 0),(5 1,6 1,6 2,5 1))", 2),
            R"({"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]],[[5,1],[6,1],[6,2],[5,1]]]]})");
}

TEST(Geometry, an_inner_point_lies_inside_also_where_the_middle_does_not) {
  const Geos geos;
  const auto shape = geos.read(wkb("POLYGON((0 0,10 0,10 10,9 10,9 1,1 1,1 10,0 10,0 0))"));
  const auto inside = geos.inner_point(shape);
  EXPECT_EQ(GEOSIntersects_r(geos.handle(), shape.get(), geos.point(inside).get()), 1);
}

}  // namespace
}  // namespace linli::areas
