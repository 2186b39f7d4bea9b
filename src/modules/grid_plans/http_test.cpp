// The routes, their rights and scopes.
#include <fmt/format.h>

#include <boost/json/parse.hpp>

#include "modules/grid_plans/testing/world.hpp"

namespace linli::grid_plans {
namespace {

using testing::World;

struct Routes : ::testing::Test {
  World world;

  std::string path(PlanId plan, std::string_view rest = "") {
    return fmt::format("/api/v1/grid-plans/{}{}", plan.value, rest);
  }
};

TEST_F(Routes, MakeAndRunAPlan) {
  auto chief = world.client("chief");
  const auto defaults = chief.get("/api/v1/grid-plans/defaults");
  EXPECT_EQ(defaults.status, 200);
  EXPECT_EQ(defaults.text("/threshold/value"), "300");
  EXPECT_EQ(defaults.text("/threshold/row"), "R059");
  const auto made = chief.post("/api/v1/grid-plans", R"({"name":"甲案","rules":{"upper":450}})");
  ASSERT_EQ(made.status, 201) << made.body;
  world.plans->desk().wait_idle();
  const PlanId id{parse_id(made.text("/id")).value()};
  EXPECT_EQ(chief.post(path(id, "/run"), "{}").status, 202);
  world.plans->desk().wait_idle();
  const auto plan = chief.get(path(id));
  EXPECT_EQ(plan.text("/result/figures/valid"), "4") << plan.body;
  EXPECT_EQ(plan.text("/job"), "null");
  const auto list = chief.get("/api/v1/grid-plans");
  EXPECT_EQ(list.text("/items/0/id"), made.text("/id"));
  const auto map = chief.get(path(id, "/map"));
  EXPECT_EQ(map.json().at("features").as_array().size(), 9U);
  EXPECT_EQ(map.header("content-type"), "application/geo+json; charset=utf-8");
  EXPECT_EQ(chief.get(path(id, "/grids?of=present")).json().at("items").as_array().size(), 6U);
  EXPECT_EQ(chief.get(path(id, "/neighbours?show=all")).status, 200);
  EXPECT_EQ(chief.get(fmt::format("/api/v1/grid-plans/compare?ids={}", id.value)).status, 200);
  const auto moved = chief.post(path(id, "/moves"), fmt::format(R"({{"version":{},"unit_id":"{}","to":null}})",
                                                                plan.text("/version"), world.f.value));
  EXPECT_EQ(moved.status, 200) << moved.body;
  EXPECT_EQ(chief.get(path(id, "/moves")).text("/items/0/unit/name"), "己院");
}

TEST_F(Routes, StewardsSeeNothing) {
  const auto id = world.planned();
  auto zhou = world.client("zhou");
  EXPECT_EQ(zhou.get(path(id)).status, 403);
  EXPECT_EQ(zhou.get("/api/v1/grid-plans").status, 403);
  EXPECT_EQ(world.client("").get(path(id)).status, 401);
}

TEST_F(Routes, SubdistrictsReadAndComment) {
  const auto id = world.planned();
  auto clerk = world.client("clerk");
  EXPECT_EQ(clerk.get(path(id)).status, 200);
  EXPECT_EQ(clerk.get(path(id)).text("/can/edit"), "false");
  EXPECT_EQ(clerk.post(path(id, "/comments"), R"({"text":"丙院应并入","grid":"0"})").status, 201);
  EXPECT_EQ(clerk.get(path(id, "/comments")).text("/items/0/by/name"), "东关办");
  EXPECT_EQ(clerk.post(path(id, "/run"), "{}").status, 403);
  EXPECT_EQ(clerk.post(path(id, "/approve"), R"({"version":3})").status, 403);
}

TEST_F(Routes, OthersSubdistrictsPlansReadAsNotFound) {
  const auto id = world.planned();
  world.clerk.scopes = {424242};
  auto clerk = world.client("clerk");
  EXPECT_EQ(clerk.get(path(id)).status, 404);
  EXPECT_EQ(clerk.get(path(id, "/map")).status, 404);
  EXPECT_EQ(clerk.get("/api/v1/grid-plans").json().at("items").as_array().size(), 0U);
}

TEST_F(Routes, ACommunityDeskSeesItsOwnFiguresOnly) {
  const auto id = world.planned();
  world.clerk.scopes = {world.south.value};
  auto clerk = world.client("clerk");
  const auto plan = clerk.get(path(id));
  EXPECT_EQ(plan.text("/result/figures/valid"), "2");
  EXPECT_EQ(plan.text("/prepared/units"), "3");
  EXPECT_EQ(clerk.get(path(id, "/map")).json().at("features").as_array().size(), 3U);
  EXPECT_EQ(clerk.get(path(id, "/grids")).json().at("items").as_array().size(), 2U);
}

TEST_F(Routes, RefuseRubbish) {
  const auto id = world.planned();
  auto chief = world.client("chief");
  EXPECT_EQ(chief.post("/api/v1/grid-plans", R"({"name":"案","rules":{"threshold":0}})").text("/error/faults/0/field"),
            "rules.threshold");
  EXPECT_EQ(chief.post("/api/v1/grid-plans", R"({"name":"案","colour":"red"})").status, 422);
  EXPECT_EQ(chief.post("/api/v1/grid-plans", R"({"rules":[]})").status, 422);
  EXPECT_EQ(chief.get("/api/v1/grid-plans/1").status, 404);
  EXPECT_EQ(chief.get("/api/v1/grid-plans/compare?ids=,,x").status, 404);
  EXPECT_EQ(chief.post(path(id, "/moves"), R"({"version":1,"unit_id":"1"})").text("/error/code"), "plans.stale");
  EXPECT_EQ(chief.post(path(id, "/cancel"), "{}").text("/error/code"), "plans.not_running");
  EXPECT_EQ(chief.get(path(id, "/sheets")).text("/error/code"), "plans.wrong_state");
  EXPECT_EQ(chief.get(path(id, "/grids/x/qr.svg")).status, 404);
  EXPECT_EQ(
      chief.post(path(id, "/adopt"), fmt::format(R"({{"version":{},"on":"2026-02-30"}})", world.version(id))).status,
      422);
}

}  // namespace
}  // namespace linli::grid_plans
