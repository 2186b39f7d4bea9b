// The routes over the wire. Who is asking is set by a gate of the test's own; accounts tests its gate itself.

#include "modules/areas/http.hpp"

#include <gtest/gtest.h>

#include "http/testing/client.hpp"
#include "modules/areas/geometry.hpp"
#include "modules/areas/testing/world.hpp"

namespace linli::areas {
namespace {

using http::testing::TestResponse;
using storage::Transaction;
using testing::day;
using testing::World;

class Routes : public ::testing::Test {
 protected:
  Routes() {
    register_routes(router, *world.store, *atlas, "https://linli.example");
    server.emplace(router, [this](http::Request& request, const http::Declaration& declaration) {
      return gate(request, declaration);
    });
    client.emplace(server->client());
  }

  http::asio::awaitable<Result<void>> gate(http::Request& request, const http::Declaration& declaration) {
    if (declaration.access == http::Access::Public) co_return Result<void>{};
    auto caller = std::make_shared<accounts::Caller>();
    caller->district = world.district;
    caller->account = clerk;
    caller->whole_district = request.header("x-who") != "worker";
    if (!caller->whole_district) caller->scopes = {world.north.value};
    request.principal = caller;
    co_return Result<void>{};
  }

  AccountId make_clerk() {
    return *world.run([&](Transaction& t) {
      return accounts::add_account(t, world.district, {}, {.login = "clerk", .name = "张敏"});
    });
  }

  static std::string path(std::string_view prefix, std::int64_t id, std::string_view rest = "") {
    return "/api/v1/" + std::string(prefix) + "/" + std::to_string(id) + std::string(rest);
  }
  static std::string ids(const std::vector<AreaId>& areas) {
    std::string text;
    for (const auto area : areas) text += (text.empty() ? "\"" : ",\"") + to_string(area) + '"';
    return "[" + text + "]";
  }
  TestResponse add_grid(std::string name, AreaId community, const std::vector<AreaId>& members) {
    return client->post("/api/v1/grids", R"({"name":")" + name + R"(","layer":"base","community_id":")" +
                                             to_string(community) + R"(","member_ids":)" + ids(members) +
                                             R"(,"from":"2025-01-01","phone":"0374-1234567"})");
  }

  World world;
  AccountId clerk = make_clerk();
  std::unique_ptr<LiveAtlas> atlas = open_atlas(*world.store, world.store.clock);
  http::Router router;
  std::optional<http::testing::TestServer> server;
  std::optional<http::testing::TestClient> client;
};

TEST_F(Routes, without_a_parent_the_district_is_listed_and_below_it_the_next_level) {
  const auto top = client->get("/api/v1/areas");
  ASSERT_EQ(top.status, 200) << top.body;
  EXPECT_EQ(top.text("/items/0/name"), "示例区");
  EXPECT_EQ(top.text("/items/0/level"), "district");
  EXPECT_EQ(top.text("/items/0/parent"), "null");
  const auto below = client->get("/api/v1/areas?parent=" + to_string(world.north) + "&limit=2");
  EXPECT_EQ(below.json().at("items").as_array().size(), 2U);
  const auto rest =
      client->get("/api/v1/areas?parent=" + to_string(world.north) + "&limit=2&cursor=" + below.text("/next"));
  EXPECT_EQ(rest.json().at("items").as_array().size(), 1U);
  EXPECT_EQ(rest.text("/next"), "null");
  const auto skipped = client->get("/api/v1/areas?level=courtyard&parent=" + to_string(world.street));
  EXPECT_EQ(skipped.json().at("items").as_array().size(), 5U);
}

TEST_F(Routes, areas_are_found_by_a_part_of_their_name_also_with_wildcards_in_it) {
  EXPECT_EQ(client->get("/api/v1/areas?q=%E9%BE%99%E9%98%B3").text("/items/0/name"), "龙阳光世家");
  EXPECT_TRUE(client->get("/api/v1/areas?q=%25").json().at("items").as_array().empty());
}

TEST_F(Routes, an_area_shows_its_path_grids_and_history) {
  const auto changed = client->patch(path("areas", world.yards[0].value), R"({"name":"龙阳新城","from":"2025-05-01"})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  (void)add_grid("一网格", world.north, {world.yards[0]});
  const auto shown = client->get(path("areas", world.yards[0].value));
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(shown.text("/path/2/name"), "解放社区");
  EXPECT_EQ(shown.text("/grids/0/name"), "一网格");
  EXPECT_EQ(shown.text("/history/0/what/zh"), "自 2025-05-01 起：名称改为“龙阳新城”");
  EXPECT_EQ(shown.text("/history/0/who/name"), "张敏");
  EXPECT_EQ(shown.text("/history/1/what/zh"), "自 2020-01-01 起：设立“龙阳光世家”");
  EXPECT_EQ(client->get(path("areas", world.yards[0].value, "?as_of=2025-04-30")).text("/name"), "龙阳光世家");
  EXPECT_EQ(client->get(path("areas", 12345)).error_code(), "areas.not_found");
}

TEST_F(Routes, a_new_area_answers_with_warnings_and_faults_name_the_field) {
  const auto body = [&](std::string code) {
    return R"({"level":"community","name":"新社区)" + code + R"(","parent_id":")" + to_string(world.street) +
           R"(","code":")" + code + R"("})";
  };
  const auto odd = client->post("/api/v1/areas", body("411099001700"));
  ASSERT_EQ(odd.status, 201) << odd.body;
  EXPECT_EQ(odd.text("/warnings/0/field"), "code");
  const auto bad = client->post("/api/v1/areas", body("411099002001"));
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.text("/error/faults/0/field"), "code");
  EXPECT_EQ(client->post("/api/v1/areas", body("411099001700")).status, 409) << "the same twice";
}

TEST_F(Routes, who_answers_for_a_community_changes_nothing_outside_it) {
  client->set_header("X-Who", "worker");
  EXPECT_EQ(client->patch(path("areas", world.yards[0].value), R"({"address":"文化路1号"})").status, 200);
  const auto refused = client->patch(path("areas", world.yards[3].value), R"({"address":"文化路1号"})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.error_code(), "areas.outside_scope");
  const auto taken =
      client->patch(path("areas", world.yards[0].value), R"({"parent_id":")" + to_string(world.south) + R"("})");
  EXPECT_EQ(taken.status, 403) << "not into somebody else's community either";
  EXPECT_EQ(add_grid("网格", world.south, {}).status, 403);
  EXPECT_EQ(client->get(path("areas", world.yards[3].value)).status, 200) << "territory is public";
}

TEST_F(Routes, closing_asks_before_it_takes_what_stands_inside) {
  const auto asked = client->post(path("areas", world.north.value, "/close"), R"({"on":"2026-03-02"})");
  EXPECT_EQ(asked.status, 409);
  EXPECT_EQ(asked.error_code(), "areas.has_children");
  EXPECT_EQ(asked.json().at("error").at("faults").as_array().size(), 3U);
  const auto told =
      client->post(path("areas", world.north.value, "/close"), R"({"on":"2026-03-02","with_children":true})");
  EXPECT_EQ(told.status, 204);
  EXPECT_EQ(client->get(path("areas", world.yards[0].value)).status, 404);
  EXPECT_EQ(client->get(path("areas", world.yards[0].value, "?as_of=2026-03-01")).text("/to"), "2026-03-02");
}

TEST_F(Routes, areas_merge_and_split_with_links_both_ways) {
  const auto merged = client->post("/api/v1/areas/merge", R"({"ids":)" + ids({world.north, world.south}) +
                                                              R"(,"name":"新城社区","on":"2026-03-02"})");
  ASSERT_EQ(merged.status, 201) << merged.body;
  const auto shown = client->get("/api/v1/areas/" + merged.text("/id"));
  EXPECT_EQ(shown.json().at("predecessors").as_array().size(), 2U);
  EXPECT_EQ(shown.text("/children_count"), "5");
  EXPECT_EQ(client->get(path("areas", world.north.value, "?as_of=2026-03-01")).text("/successors/0/name"), "新城社区");
  const auto split =
      client->post("/api/v1/areas/" + merged.text("/id") + "/split",
                   R"({"on":"2026-03-10","parts":[{"name":"东社区","children":)" +
                       ids({world.yards[0], world.yards[1], world.yards[2]}) + R"(},{"name":"西社区","children":)" +
                       ids({world.yards[3], world.yards[4]}) + "}]}");
  ASSERT_EQ(split.status, 201) << split.body;
  EXPECT_EQ(split.text("/items/1/name"), "西社区");
}

TEST_F(Routes, a_grid_gets_members_and_a_steward_and_shows_them_to_the_public) {
  const auto grid = add_grid("一网格", world.north, {world.yards[0], world.yards[1]});
  ASSERT_EQ(grid.status, 201) << grid.body;
  EXPECT_EQ(grid.text("/members"), "2");
  EXPECT_EQ(grid.text("/households"), "200");
  EXPECT_EQ(grid.text("/community/name"), "解放社区");
  const auto url = "/api/v1/grids/" + grid.text("/id");
  const auto named = client->put(
      url + "/steward", R"({"account_id":")" + to_string(clerk) + R"(","deputy_id":null,"from":"2026-03-02"})");
  ASSERT_EQ(named.status, 200) << named.body;
  EXPECT_EQ(named.text("/steward/name"), "张敏");
  EXPECT_EQ(client->get(url + "?as_of=2026-03-01").text("/steward"), "null");
  const auto fewer =
      client->put(url + "/members", R"({"member_ids":)" + ids({world.yards[0]}) + R"(,"from":"2026-03-02"})");
  EXPECT_EQ(fewer.text("/members_list/0/name"), "龙阳光世家");
  EXPECT_EQ(fewer.json().at("members_list").as_array().size(), 1U);
  atlas->refresh();
  const auto posted = client->get("/api/v1/public/grids/" + grid.text("/slug"));
  ASSERT_EQ(posted.status, 200) << posted.body;
  EXPECT_EQ(posted.text("/steward/name"), "张敏");
  EXPECT_EQ(posted.text("/phone"), "0374-1234567");
  EXPECT_EQ(posted.text("/courtyards/0"), "龙阳光世家");
  EXPECT_EQ(posted.text("/district/name"), "示例区");
  EXPECT_EQ(client->get("/api/v1/public/grids/nobody").status, 404);
  EXPECT_EQ(client->get("/api/v1/grids?area=" + to_string(world.street)).text("/items/0/name"), "一网格");
  EXPECT_TRUE(client->get("/api/v1/grids?area=" + to_string(world.south)).json().at("items").as_array().empty());
}

TEST_F(Routes, a_member_of_another_grid_is_named_in_the_refusal) {
  (void)add_grid("一网格", world.north, {world.yards[0]});
  const auto refused = add_grid("二网格", world.north, {world.yards[0]});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.error_code(), "areas.member_taken");
  EXPECT_EQ(refused.text("/error/faults/0/value"), "龙阳光世家");
}

TEST_F(Routes, the_qr_code_is_an_image_and_leads_to_the_page_of_the_grid) {
  const auto grid = add_grid("一网格", world.north, {world.yards[0]});
  const auto image = client->get("/api/v1/grids/" + grid.text("/id") + "/qr.svg");
  ASSERT_EQ(image.status, 200);
  EXPECT_EQ(image.header("content-type"), "image/svg+xml");
  EXPECT_TRUE(image.body.starts_with("<svg"));
  EXPECT_EQ(client->get("/api/v1/grids/1/qr.svg").status, 404);
}

TEST_F(Routes, maps_carry_an_etag_and_points_are_located_without_an_account) {
  const std::string square =
      R"({"type":"Polygon","coordinates":[[[113.8,34.0],[113.81,34.0],[113.81,34.01],[113.8,34.01],[113.8,34.0]]]})";
  world.run([&](Transaction& t) {
    const Geos geos;
    auto* reader = GEOSGeoJSONReader_create_r(geos.handle());
    const Geos::Shape shape{GEOSGeoJSONReader_readGeometry_r(geos.handle(), reader, square.c_str()), {geos.handle()}};
    GEOSGeoJSONReader_destroy_r(geos.handle(), reader);
    return set_outline(t, world.district, {}, world.yards[0], geos.write(shape), day(2020));
  });
  atlas->refresh();
  const auto map = client->get("/api/v1/map?level=courtyard&area=" + to_string(world.north));
  ASSERT_EQ(map.status, 200) << map.body;
  EXPECT_EQ(map.text("/features/0/properties/name"), "龙阳光世家");
  EXPECT_EQ(map.text("/features/0/properties/id"), to_string(world.yards[0]));
  EXPECT_EQ(
      client->get("/api/v1/map?level=courtyard&area=" + to_string(world.north), {{"If-None-Match", map.header("etag")}})
          .status,
      304);
  EXPECT_EQ(client->get("/api/v1/public/map?level=community").text("/features/0/properties/name"), "解放社区");
  EXPECT_TRUE(client->get("/api/v1/map?level=courtyard&as_of=2019-12-31").json().at("features").as_array().empty());
  const auto inside = client->get("/api/v1/public/locate?lon=113.805&lat=34.005");
  EXPECT_EQ(inside.text("/courtyard/name"), "龙阳光世家");
  EXPECT_EQ(inside.text("/grid"), "null");
  EXPECT_EQ(client->get("/api/v1/public/locate?lon=100&lat=30").text("/district"), "null");
  EXPECT_EQ(client->get("/api/v1/public/locate?lon=300&lat=30").status, 422);
  const auto found =
      client->get("/api/v1/public/addresses?q=%E9%BE%99%E9%98%B3%E5%85%89%E4%B8%96%E5%AE%B63%E5%8F%B7%E6%A5%BC");
  EXPECT_EQ(found.text("/items/0/path"), "东关街道 / 解放社区 / 龙阳光世家");
}

}  // namespace
}  // namespace linli::areas
