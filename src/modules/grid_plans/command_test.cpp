// `linli plan` on a database.
#include "modules/grid_plans/command.hpp"

#include <boost/json/parse.hpp>
#include <filesystem>
#include <sstream>

#include "modules/grid_plans/testing/world.hpp"

namespace linli::grid_plans {
namespace {

using testing::World;

struct PlanOnADatabase : ::testing::Test {
  World world;
  std::ostringstream out;
  std::ostringstream err;

  int run(const PlanOptions& options) {
    const auto district = world.store->read_now(
        [&](storage::Snapshot& snapshot) { return accounts::find_district(snapshot, world.district); });
    return run_plan_command(options, *world.store, *world.plans, district.value(), out, err);
  }
};

TEST_F(PlanOnADatabase, MakesAScenarioAndPrintsIt) {
  EXPECT_EQ(run({.name = "甲案", .json = true}), 0) << err.str();
  const auto plan = boost::json::parse(out.str());
  EXPECT_EQ(plan.at("result").at("figures").at("valid"), 4);
  EXPECT_EQ(plan.at("state"), "draft");
  world.expect_clean();
}

TEST_F(PlanOnADatabase, PrintsATableAndWritesFiles) {
  const auto folder = world.store.folder();
  EXPECT_EQ(run({.review = true, .english = true, .geojson = folder / "plan.geojson", .xlsx = folder / "plan.xlsx"}), 0)
      << err.str();
  EXPECT_NE(out.str().find("grids in force"), std::string::npos);
  EXPECT_GT(std::filesystem::file_size(folder / "plan.geojson"), 500U);
  EXPECT_GT(std::filesystem::file_size(folder / "plan.xlsx"), 1000U);
  EXPECT_EQ(run({.geojson = folder / "no" / "such" / "folder"}), 3);
}

TEST_F(PlanOnADatabase, TakesAreasByCodeOrName) {
  EXPECT_EQ(run({.areas = {"碧水社区"}, .json = true}), 0) << err.str();
  EXPECT_EQ(boost::json::parse(out.str()).at("prepared").at("units"), 3);
  EXPECT_EQ(run({.areas = {"411099001001", "无此社区"}}), 1);
  EXPECT_NE(err.str().find("无此社区"), std::string::npos);
}

TEST_F(PlanOnADatabase, RefusesRubbish) {
  EXPECT_EQ(run({.on = "昨天"}), 1);
  EXPECT_EQ(run({.threshold = 500, .upper = 100}), 1);
  EXPECT_EQ(run({.show = "abc"}), 1);
  EXPECT_EQ(run({.show = "12"}), 1);
}

}  // namespace
}  // namespace linli::grid_plans
