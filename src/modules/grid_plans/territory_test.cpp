// What a plan is made of: barriers of the district, widths of roads, courtyards split by buildings; the yearly review.
#include <boost/json/parse.hpp>
#include <map>

#include "modules/grid_plans/review.hpp"
#include "modules/grid_plans/testing/world.hpp"

namespace linli::grid_plans {
namespace {

using storage::Engine;
using testing::code_of;
using testing::day;
using testing::kToday;
using testing::kTomorrow;
using testing::must;
using testing::World;

class Territory : public ::testing::TestWithParam<Engine> {
 protected:
  World world{GetParam()};

  static std::int64_t figure(const boost::json::value& plan, std::string_view name) {
    return plan.at("result").at("figures").at(name).to_number<std::int64_t>();
  }
  // A river from north to south between 庚院 and 辛院.
  BarrierWish river(std::optional<Date> from = {}) {
    BarrierWish wish;
    wish.lines.push_back(
        boost::json::parse(R"({"kind":"river","name":"清河","line":[[113.8405,34.0],[113.8405,34.0205]]})"));
    wish.from = from;
    wish.source = "现场踏勘";
    return wish;
  }
  std::map<std::string, std::size_t> neighbours_on_the_map(PlanId plan) {
    const auto map = boost::json::parse(must(world.plans->map(world.chief, plan)));
    std::map<std::string, std::size_t> counts;
    for (const auto& feature : map.at("features").as_array()) {
      const auto& properties = feature.at("properties");
      counts[std::string(properties.at("name").as_string())] = properties.at("neighbours").as_array().size();
    }
    return counts;
  }
};

TEST_P(Territory, ABarrierOfTheDistrictSeparatesInEveryPlanFromItsDayOn) {
  const auto before = world.planned();
  EXPECT_EQ(figure(world.show(before), "undersize"), 0);  // g and h make a grid
  EXPECT_EQ(neighbours_on_the_map(before).at("庚院"), 2U);
  world.store.clock.advance(std::chrono::seconds{1});  // drawn after the territory was read
  must(world.plans->add_barriers(world.chief, river(kTomorrow)));
  EXPECT_EQ(world.show(before).at("result").at("stale"), false);  // not on its day
  must(world.plans->add_barriers(world.chief, river(kToday)));
  EXPECT_EQ(world.show(before).at("result").at("stale"), true);
  const auto after = world.planned();
  EXPECT_EQ(figure(world.show(after), "undersize"), 2);
  EXPECT_EQ(neighbours_on_the_map(after).at("庚院"), 1U);  // i, which is large
  PlanWish wish;
  wish.name = "过河";
  wish.rules = boost::json::parse(R"({"crossable":["river"]})").as_object();
  EXPECT_EQ(figure(world.show(world.planned(wish)), "undersize"), 0);
  world.expect_clean();
}

TEST_P(Territory, ABarrierIsEndedAndNeverDeleted) {
  const auto drawn = boost::json::parse(must(world.plans->add_barriers(world.chief, river(day(2026, 1, 1)))));
  ASSERT_EQ(drawn.at("items").as_array().size(), 1U);
  const auto id = parse_id(drawn.at("items").at(0).at("id").as_string()).value();
  EXPECT_EQ(drawn.at("items").at(0).at("source"), "现场踏勘");
  must(world.plans->end_barrier(world.chief, id, kToday));
  const auto today = boost::json::parse(must(world.plans->barriers(world.chief, std::nullopt)));
  EXPECT_TRUE(today.at("items").as_array().empty());
  const auto then = boost::json::parse(must(world.plans->barriers(world.chief, day(2026, 2, 1))));
  EXPECT_EQ(then.at("items").as_array().size(), 1U);  // what stood then
  EXPECT_EQ(code_of(world.plans->end_barrier(world.chief, id, kToday)), "plans.barrier_ended");
  EXPECT_EQ(code_of(world.plans->end_barrier(world.chief, 1, kToday)), "plans.no_barrier");
  world.expect_clean();
}

TEST_P(Territory, BarriersThatAreNoneAreRefusedNamingTheLine) {
  const auto faults = [&](std::string_view line, std::string_view source) {
    BarrierWish wish;
    wish.lines.push_back(boost::json::parse(boost::json::string_view(line.data(), line.size())));
    wish.source = source;
    const auto done = world.plans->add_barriers(world.chief, wish);
    return done ? std::string() : done.error().faults.front().field;
  };
  EXPECT_EQ(faults(R"({"kind":"river","line":[[1,2]]})", "图"), "items");
  EXPECT_EQ(faults(R"({"kind":"river","line":[[500,2],[1,2]]})", "图"), "items");
  EXPECT_EQ(faults(R"({"kind":"hedge","line":[[1,2],[3,4]]})", "图"), "items");
  EXPECT_EQ(faults(R"({"kind":"river","line":[[1,2],[3,4]]})", " "), "source");
  EXPECT_EQ(code_of(world.plans->add_barriers(world.chief, {})), "plans.invalid");
}

TEST_P(Territory, ALargeCourtyardIsSplitByItsBuildingsAsTheEngineSees) {
  must(world.store->write_now([&](storage::Transaction& transaction) -> Result<void> {
    for (int i = 0; i < 5; ++i) {
      must(areas::add_area(transaction, world.district, {},
                           {.level = areas::Level::Building,
                            .parent = world.i,
                            .name = std::to_string(i + 1) + "号楼",
                            .households = 100,
                            .lon = 113.8400 + 0.0003 * i,
                            .lat = 34.021,
                            .from = day(2026, 1, 1)}));
    }
    return {};
  }));
  PlanWish wish;
  wish.rules = boost::json::parse(R"({"threshold":200,"upper":300,"split_above":400})").as_object();
  const auto id = world.planned(wish);
  const auto plan = world.show(id);
  EXPECT_EQ(plan.at("prepared").at("units"), 13);  // eight courtyards and five buildings
  EXPECT_EQ(plan.at("result").at("proof"), "complete");
  // A row of buildings: each borders the next, and only the nearest borders what lies outside.
  const auto neighbours = neighbours_on_the_map(id);
  EXPECT_EQ(neighbours.at("壬院3号楼"), 2U);
  const auto grids = boost::json::parse(must(world.plans->grids(world.chief, id, false, world.south)));
  std::size_t of_buildings = 0;
  for (const auto& grid : grids.at("items").as_array()) {
    const std::string name(grid.at("members").at(0).at("name").as_string());
    const bool built = name.find("号楼") != std::string::npos;
    of_buildings += built ? 1 : 0;
    if (!built) continue;
    EXPECT_GE(grid.at("households").to_number<int>(), 200);
  }
  EXPECT_EQ(of_buildings, 2U);
  // Adopted, they stand as grids of buildings, and a later plan finds them split as they are today.
  must(world.plans->approve(world.chief, {id, world.version(id), {}}));
  must(world.plans->approve(world.second, {id, world.version(id), {}}));
  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kToday));
  PlanWish again;
  again.name = "再算";
  const auto later = world.show(world.planned(again));
  EXPECT_EQ(later.at("prepared").at("units"), 13);
  world.expect_clean();
}

TEST_P(Territory, BuildingsThatDoNotMakeTwoGridsAreNotSplitAndThatIsSaid) {
  must(world.store->write_now([&](storage::Transaction& transaction) -> Result<void> {
    for (const auto* name : {"1号楼", "2号楼"})
      must(areas::add_area(transaction, world.district, {},
                           {.level = areas::Level::Building,
                            .parent = world.i,
                            .name = name,
                            .households = 250,
                            .from = day(2026, 1, 1)}));
    return {};
  }));
  PlanWish wish;
  wish.rules = boost::json::parse(R"({"split_above":450})").as_object();
  const auto plan = world.show(world.planned(wish));
  EXPECT_EQ(plan.at("prepared").at("units"), 9);
  EXPECT_EQ(plan.at("prepared").at("notices").as_array().size(), 1U);
}

TEST_P(Territory, WidthsOfRoadsAreRulesWithASource) {
  const auto plan = world.show(world.planned());
  EXPECT_EQ(plan.at("rules").at("narrow_road"), 20);
  EXPECT_EQ(plan.at("rules").at("widest_road"), 40);
  PlanWish wish;
  wish.name = "坏案";
  wish.rules = boost::json::parse(R"({"narrow_road":50})").as_object();
  const auto refused = world.plans->add(world.chief, wish);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().faults.front().field, "rules.widest_road");
}

TEST_P(Territory, AYearlyReviewIsToldOfOnceForEachDayThatItFallsDue) {
  // The grids of the world began on the first of January 2020 and were never adopted from a plan.
  const auto review = [&] {
    return world.store->read_now([&](storage::Snapshot& snapshot) {
      return world.plans->review(snapshot, world.district, date_of(snapshot.now()));
    });
  };
  const auto first = review();
  ASSERT_TRUE(first.has_value());
  ASSERT_TRUE(first->come);
  EXPECT_EQ(first->due, day(2026, 1, 1));
  EXPECT_TRUE(world.plans->remind_review(world.district, kChinaOffset));
  EXPECT_EQ(world.told, std::vector{first->due});
  EXPECT_FALSE(world.plans->remind_review(world.district, kChinaOffset));
  // An adoption moves it: the next one is a year from then.
  const auto id = world.approved();
  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kToday));
  EXPECT_EQ(review()->due, day(2027, 3, 2));
  EXPECT_FALSE(world.plans->remind_review(world.district, kChinaOffset));
  world.store.clock.advance(std::chrono::hours{24 * 366});
  // Whoever has begun it need not be told.
  PlanWish wish;
  wish.purpose = Purpose::Review;
  const auto open = world.planned(wish);
  EXPECT_FALSE(world.plans->remind_review(world.district, kChinaOffset));
  must(world.plans->discard(world.chief, {open, world.version(open), {}}));
  EXPECT_TRUE(world.plans->remind_review(world.district, kChinaOffset));
  EXPECT_EQ(world.told.back(), day(2027, 3, 2));
  world.expect_clean();
}

INSTANTIATE_TEST_SUITE_P(Engines, Territory, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

TEST(Reviews, FallDueOnTheSameDayOfEveryYear) {
  EXPECT_EQ(review_day(day(2025, 3, 2), 12, day(2025, 12, 31)), day(2026, 3, 2));  // the first one, yet to come
  EXPECT_EQ(review_day(day(2025, 3, 2), 12, day(2026, 3, 1)), day(2026, 3, 2));
  EXPECT_EQ(review_day(day(2025, 3, 2), 12, day(2027, 3, 1)), day(2026, 3, 2));
  EXPECT_EQ(review_day(day(2025, 3, 2), 12, day(2027, 3, 2)), day(2027, 3, 2));
  EXPECT_EQ(review_day(day(2024, 2, 29), 12, day(2025, 6, 1)), day(2025, 2, 28));  // a day that the year does not have
}

}  // namespace
}  // namespace linli::grid_plans
