// The live atlas: points, places, scopes, following the tables; on the outlines of the example district.

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <thread>

#include "modules/areas/district_atlas.hpp"
#include "modules/areas/map.hpp"
#include "modules/areas/testing/world.hpp"

namespace linli::areas {
namespace {

using storage::Transaction;
using testing::day;
using testing::kToday;
using testing::World;

storage::Bytes wkb_of_geojson(const std::string& text) {
  const Geos geos;
  auto* reader = GEOSGeoJSONReader_create_r(geos.handle());
  const Geos::Shape shape{GEOSGeoJSONReader_readGeometry_r(geos.handle(), reader, text.c_str()), {geos.handle()}};
  GEOSGeoJSONReader_destroy_r(geos.handle(), reader);
  return geos.write(shape);
}

// A square of a thousandth of a degree (about 100 m) whose south-west corner is so many of them east and north.
storage::Bytes square(int east, int north, double size = 0.001) {
  const double w = 113.8 + 0.001 * east;
  const double s = 34.0 + 0.001 * north;
  std::ostringstream text;
  text.precision(10);
  text << R"({"type":"Polygon","coordinates":[[[)" << w << ',' << s << "],[" << w + size << ',' << s << "],["
       << w + size << ',' << s + size << "],[" << w << ',' << s + size << "],[" << w << ',' << s << "]]]}";
  return wkb_of_geojson(text.str());
}

class Atlases : public ::testing::Test {
 protected:
  void outline(AreaId area, const storage::Bytes& wkb) {
    const auto done =
        world.run([&](Transaction& t) { return set_outline(t, world.district, {}, area, wkb, day(2020)); });
    ASSERT_TRUE(done) << done.error().faults.front().reason.en;
  }
  std::optional<Place> at(double lon, double lat) {
    atlas->refresh();
    return atlas->locate(world.district, lon, lat);
  }
  World world;
  std::unique_ptr<LiveAtlas> atlas = open_atlas(*world.store, world.store.clock);
};

TEST_F(Atlases, a_point_lies_in_courtyard_community_and_grid) {
  outline(world.yards[0], square(0, 0));
  outline(world.north, square(0, 0, 0.01));
  const auto grid = world.grid("一网格", world.north, {world.yards[0]});
  const auto place = at(113.8005, 34.0005);
  ASSERT_TRUE(place);
  EXPECT_EQ(*place, (Place{district_area(world.district), world.street, world.north, world.yards[0], {}, *grid}));
  EXPECT_EQ(atlas->path_text(*place), "东关街道 / 解放社区 / 龙阳光世家");
  EXPECT_EQ(at(120.0, 30.0), std::nullopt);
  EXPECT_EQ(atlas->locate({999}, 113.8005, 34.0005), std::nullopt);
}

TEST_F(Atlases, where_courtyards_overlap_the_smaller_one_counts) {
  outline(world.yards[0], square(0, 0, 0.004));
  outline(world.yards[1], square(1, 1));
  EXPECT_EQ(at(113.8015, 34.0015)->courtyard, world.yards[1]);
  EXPECT_EQ(at(113.8035, 34.0035)->courtyard, world.yards[0]);
}

TEST_F(Atlases, a_courtyard_without_an_outline_reaches_150_metres) {
  ASSERT_TRUE(world.change(world.yards[0], {.position = {{113.8, 34.0}}, .from = day(2020)}));
  EXPECT_EQ(at(113.8, 34.0 + 149 / 111'320.0)->courtyard, world.yards[0]);
  EXPECT_EQ(at(113.8, 34.0 + 151 / 111'320.0), std::nullopt);
}

TEST_F(Atlases, an_outline_of_another_community_outweighs_a_point_nearby) {
  ASSERT_TRUE(world.change(world.yards[0], {.position = {{113.7999, 34.0005}}, .from = day(2020)}));
  outline(world.south, square(0, 0));
  const auto place = at(113.8001, 34.0005);
  EXPECT_EQ(place->community, world.south);
  EXPECT_EQ(place->courtyard, AreaId{});
}

TEST_F(Atlases, between_the_courtyards_the_nearest_one_lends_its_grid) {
  outline(world.north, square(0, 0, 0.02));
  outline(world.yards[0], square(0, 0));
  outline(world.yards[1], square(5, 0));
  const auto first = world.grid("一网格", world.north, {world.yards[0]});
  const auto second = world.grid("二网格", world.north, {world.yards[1]});
  EXPECT_EQ(at(113.8015, 34.0005)->grid, *first);
  EXPECT_EQ(at(113.8015, 34.0005)->courtyard, AreaId{});
  EXPECT_EQ(at(113.8045, 34.0005)->grid, *second);
  EXPECT_EQ(at(113.8100, 34.0100)->grid, GridId{}) << "too far from both";
}

TEST_F(Atlases, in_a_split_courtyard_the_nearest_building_says_which_grid) {
  outline(world.yards[0], square(0, 0));
  std::vector<NewArea> houses;
  for (const auto lon : {113.8002, 113.8008}) {
    houses.push_back({.level = Level::Building,
                      .parent = world.yards[0],
                      .name = std::to_string(lon),
                      .lon = lon,
                      .lat = 34.0005,
                      .from = day(2020)});
  }
  const auto ids = *world.run([&](Transaction& t) { return add_areas(t, world.district, {}, houses); });
  const auto west = world.grid("西网格", world.north, {ids[0]});
  const auto east = world.grid("东网格", world.north, {ids[1]});
  EXPECT_EQ(at(113.8001, 34.0001)->grid, *west);
  EXPECT_EQ(at(113.8009, 34.0009)->grid, *east);
  EXPECT_EQ(atlas->place_of(world.district, ids[0])->grid, *west);
  EXPECT_EQ(atlas->place_of(world.district, ids[0])->courtyard, world.yards[0]);
  EXPECT_EQ(atlas->place_of(world.district, world.yards[0])->grid, GridId{}) << "two grids: neither";
  EXPECT_EQ(atlas->name(ids[0].value), houses[0].name);
  EXPECT_EQ(atlas->level(ids[0].value), Level::Building);
}

TEST_F(Atlases, scopes_reach_down_the_tree_and_grids) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0]});
  atlas->refresh();
  const auto within = [&](std::int64_t area, std::int64_t scope) {
    return atlas->within(world.district, area, std::vector{scope});
  };
  EXPECT_TRUE(within(world.yards[0].value, world.yards[0].value));
  EXPECT_TRUE(within(world.yards[0].value, world.north.value));
  EXPECT_TRUE(within(world.yards[0].value, world.district.value));
  EXPECT_TRUE(within(world.yards[0].value, grid->value)) << "a steward's grid";
  EXPECT_TRUE(within(grid->value, world.street.value));
  EXPECT_FALSE(within(world.yards[0].value, world.south.value));
  EXPECT_FALSE(within(world.north.value, grid->value)) << "a grid is not its community";
  EXPECT_FALSE(within(world.north.value, world.yards[0].value));
  EXPECT_FALSE(within(12345, world.district.value));
}

TEST_F(Atlases, below_a_community_come_its_base_grids) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0]});
  (void)world.grid("大网格", world.north, {world.yards[0]}, Layer::Large);
  atlas->refresh();
  EXPECT_EQ(atlas->children(world.district, world.district.value), std::vector{world.street.value});
  EXPECT_EQ(atlas->children(world.district, world.street.value), (std::vector{world.north.value, world.south.value}));
  EXPECT_EQ(atlas->children(world.district, world.north.value), std::vector{grid->value});
}

TEST_F(Atlases, follows_commits_and_midnight_by_itself) {
  ASSERT_TRUE(world.change(world.yards[0], {.name = "龙阳新城", .from = day(2026, 3, 3)}));
  atlas->refresh();
  EXPECT_EQ(atlas->name(world.yards[0].value), "龙阳光世家");
  world.store.clock.advance(std::chrono::hours{24});
  atlas->touch();
  for (int i = 0; i < 300 && atlas->name(world.yards[0].value) != "龙阳新城"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(atlas->name(world.yards[0].value), "龙阳新城");
}

TEST_F(Atlases, what_has_ended_keeps_its_name_and_has_no_place) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0]});
  ASSERT_TRUE(world.close(world.north, day(2026), Children::CloseToo));
  atlas->refresh();
  EXPECT_EQ(atlas->name(world.yards[0].value), "龙阳光世家");
  EXPECT_EQ(atlas->level(world.yards[0].value), Level::Courtyard);
  EXPECT_EQ(atlas->name(grid->value), "一网格");
  EXPECT_EQ(atlas->place_of(world.district, world.yards[0]), std::nullopt);
  EXPECT_FALSE(atlas->grid(world.district, *grid));
  EXPECT_EQ(atlas->name(12345), "");
}

TEST_F(Atlases, finds_grids_by_slug_and_who_answers_for_them) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0]});
  atlas->refresh();
  const auto slug = atlas->grid(world.district, *grid)->slug;
  EXPECT_EQ(slug.size(), 6U);
  EXPECT_EQ(atlas->grid_by_slug(slug), (std::pair{world.district, *grid}));
  EXPECT_EQ(atlas->grid_by_slug("nobody"), std::nullopt);
  EXPECT_EQ(atlas->duty(world.district, *grid), GridDuty{});
  EXPECT_EQ(atlas->place_of_grid(world.district, *grid)->community, world.north);
}

TEST_F(Atlases, an_old_slug_leads_to_the_grid_that_took_over) {
  const auto old = world.grid("一网格", world.north, {world.yards[0], world.yards[1]});
  atlas->refresh();
  const auto slug = atlas->grid(world.district, *old)->slug;
  const auto take_over = [&](std::string name, std::vector<AreaId> members) {
    return world.run([&](storage::Transaction& transaction) {
      return add_grid(
          transaction, world.district, {},
          {.name = name, .community = world.north, .members = members, .from = kToday, .predecessors = {*old}});
    });
  };
  ASSERT_TRUE(world.run(
      [&](storage::Transaction& transaction) { return close_grid(transaction, world.district, {}, *old, kToday); }));
  const auto heir = take_over("二网格", {world.yards[0]});
  atlas->refresh();
  EXPECT_EQ(atlas->grid_by_slug(slug), (std::pair{world.district, *heir}));
  ASSERT_TRUE(take_over("三网格", {world.yards[1]}));
  atlas->refresh();
  EXPECT_EQ(atlas->grid_by_slug(slug), std::nullopt);  // torn in two: nobody can tell which
}

TEST_F(Atlases, a_map_shows_grids_as_the_union_of_their_courtyards) {
  outline(world.yards[0], square(0, 0));
  outline(world.yards[1], square(1, 0));
  (void)world.grid("一网格", world.north, {world.yards[0], world.yards[1]});
  atlas->refresh();
  const auto map =
      boost::json::parse(draw_map(*atlas->district(world.district), district_area(world.district), MapLevel::Grid));
  const auto& features = map.at("features").as_array();
  ASSERT_EQ(features.size(), 1U);
  EXPECT_EQ(features[0].at("properties").at("name").as_string(), "一网格");
  EXPECT_EQ(features[0].at("properties").at("households").as_int64(), 200);
  EXPECT_EQ(features[0].at("geometry").at("coordinates").as_array().size(), 1U) << "one part";
}

// The outlines an office sent: every courtyard's own inner point must lead back to a courtyard that covers it.
TEST_F(Atlases, every_courtyard_of_the_example_district_is_found_at_its_own_point) {
  std::ifstream file(std::string(LINLI_TEST_DATA) + "/示例区/小区边界.geojson");
  ASSERT_TRUE(file.is_open());
  const auto text = std::string(std::istreambuf_iterator<char>(file), {});
  const auto collection = boost::json::parse(text);
  std::vector<NewArea> yards;
  std::vector<storage::Bytes> outlines;
  for (const auto& feature : collection.at("features").as_array()) {
    const auto wkb = wkb_of_geojson(boost::json::serialize(feature.at("geometry")));
    if (!check_outline(wkb)) continue;  // the slips in it are the import's business
    outlines.push_back(wkb);
    yards.push_back({.level = Level::Courtyard,
                     .parent = world.north,
                     .name = "院" + std::to_string(yards.size()),
                     .from = day(2020)});
  }
  ASSERT_GT(yards.size(), 1000U);
  std::vector<AreaId> ids;
  world.run([&](Transaction& t) {
    ids = *add_areas(t, world.district, {}, yards);
    for (std::size_t i = 0; i < ids.size(); ++i)
      EXPECT_TRUE(set_outline(t, world.district, {}, ids[i], outlines[i], day(2020)));
    return true;
  });
  const auto start = std::chrono::steady_clock::now();
  atlas->refresh();
  const auto built = std::chrono::steady_clock::now() - start;
  RecordProperty("rebuild_ms", std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(built).count()));
  const Geos geos;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto point = geos.inner_point(geos.read(outlines[i]));
    const auto place = atlas->locate(world.district, point.lon, point.lat);
    ASSERT_TRUE(place);
    if (place->courtyard == ids[i]) continue;
    const auto other = std::ranges::find(ids, place->courtyard) - ids.begin();
    EXPECT_LE(geos.area(geos.read(outlines[static_cast<std::size_t>(other)])), geos.area(geos.read(outlines[i])))
        << "only a smaller one may lie over it";
  }
}

}  // namespace
}  // namespace linli::areas
