// Making plans, working them out, changing them by hand.
#include <boost/json/parse.hpp>

#include "modules/grid_plans/testing/world.hpp"

namespace linli::grid_plans {
namespace {

using storage::Engine;
using testing::code_of;
using testing::kToday;
using testing::must;
using testing::World;

class Plans : public ::testing::TestWithParam<Engine> {
 protected:
  World world{GetParam()};

  static std::int64_t figure(const boost::json::value& plan, std::string_view of, std::string_view name) {
    return plan.at(of).at("figures").at(name).to_number<std::int64_t>();
  }
};

TEST_P(Plans, WorksOutAScenarioAndComparesItWithTheGridsInForce) {
  const auto id = world.planned();
  const auto plan = world.show(id);
  EXPECT_EQ(plan.at("state"), "draft");
  EXPECT_EQ(plan.at("prepared").at("units"), 9);
  EXPECT_EQ(plan.at("prepared").at("method"), "points");
  // North: 350 alone and 510 of the others; south: 200 with 200, 500 alone.
  EXPECT_EQ(figure(plan, "result", "valid"), 4);
  EXPECT_EQ(figure(plan, "result", "undersize"), 0);
  EXPECT_EQ(plan.at("result").at("proof"), "complete");
  EXPECT_EQ(figure(plan, "present", "valid"), 2);  // {e, f} and {i}
  EXPECT_EQ(figure(plan, "present", "undersize"), 4);
  EXPECT_EQ(plan.at("communities").as_array().size(), 2U);
  EXPECT_EQ(plan.at("rules").at("threshold"), 300);
  world.expect_clean();
}

TEST_P(Plans, RunsWhenAskedWhileItIsPrepared) {
  const auto plan = must(world.plans->add(world.chief, {.name = "乙案"}));
  auto& desk = world.plans->desk();
  must(desk.start({world.district, plan, world.chief.account, JobKind::Prepare}));
  must(desk.start({world.district, plan, world.chief.account, JobKind::Run}));
  desk.wait_idle();
  EXPECT_EQ(world.show(plan).at("result").at("proof"), "complete");
}

TEST_P(Plans, ExplainsEachGridInBothLanguages) {
  const auto id = world.planned();
  const auto grids = boost::json::parse(must(world.plans->grids(world.chief, id, false, world.north)));
  ASSERT_EQ(grids.at("items").as_array().size(), 2U);
  for (const auto& grid : grids.at("items").as_array()) {
    EXPECT_FALSE(grid.at("why").at("zh").as_string().empty());
    EXPECT_FALSE(grid.at("why").at("en").as_string().empty());
  }
  const auto present = boost::json::parse(must(world.plans->grids(world.chief, id, true, {})));
  EXPECT_EQ(present.at("items").as_array().size(), 6U);
}

TEST_P(Plans, FollowsItsOwnRules) {
  PlanWish wish;
  wish.rules = boost::json::parse(R"({"threshold":100,"upper":150,"replan":false})").as_object();
  const auto plan = world.show(world.planned(wish));
  EXPECT_EQ(figure(plan, "result", "valid"), 7);  // d and f cannot reach 100 alone: {d, f} do not touch, e is large
}

TEST_P(Plans, ShowsTheEffectOfAMoveAndTakesItBack) {
  const auto id = world.planned();
  const auto before = world.key_of(id, world.f);
  MoveWish wish{.version = world.version(id), .unit = world.f, .dry_run = true};
  const auto effect = boost::json::parse(must(world.plans->move(world.chief, id, wish)));
  EXPECT_EQ(effect.at("applied"), false);
  EXPECT_EQ(effect.at("from").at("households_before"), 510);
  EXPECT_EQ(effect.at("from").at("households_after"), 450);
  EXPECT_EQ(effect.at("to").at("households_after"), 60);
  EXPECT_EQ(effect.at("after").at("undersize"), 1);
  EXPECT_EQ(world.key_of(id, world.f), before);

  wish.dry_run = false;
  must(world.plans->move(world.chief, id, wish));
  EXPECT_NE(world.key_of(id, world.f), before);
  EXPECT_EQ(world.show(id).at("result").at("proof"), "given");
  EXPECT_EQ(code_of(world.plans->move(world.chief, id, wish)), "plans.stale");
  must(world.plans->undo(world.chief, {id, world.version(id), {}}));
  EXPECT_EQ(world.key_of(id, world.f), before);
  EXPECT_EQ(world.show(id).at("result").at("proof"), "complete");
  EXPECT_EQ(code_of(world.plans->undo(world.chief, {id, world.version(id), {}})), "plans.nothing_to_undo");
  world.expect_clean();
}

TEST_P(Plans, WarnsOfTornGridsButLetsThemStand) {
  const auto id = world.planned();
  const auto alone = world.key_of(id, world.e);
  const auto effect = boost::json::parse(
      must(world.plans->move(world.chief, id, {.version = world.version(id), .unit = world.a, .to = alone})));
  EXPECT_FALSE(effect.at("warnings").as_array().empty());  // e must stand alone, and a does not touch it
  EXPECT_EQ(effect.at("applied"), true);
  EXPECT_EQ(code_of(world.plans->move(
                world.chief, id, {.version = world.version(id), .unit = world.a, .to = world.key_of(id, world.g)})),
            "plans.other_community");
  EXPECT_EQ(code_of(world.plans->move(world.chief, id, {.version = world.version(id), .unit = world.a, .to = 9999})),
            "plans.no_grid");
  EXPECT_EQ(code_of(world.plans->move(world.chief, id, {.version = world.version(id), .unit = world.north})),
            "plans.invalid");
}

TEST_P(Plans, RemembersWhatAPersonDecidedOnNeighbours) {
  must(world.plans->decide(world.chief, world.g, world.h, false, "中间是河"));
  const auto apart = world.show(world.planned());
  EXPECT_EQ(figure(apart, "result", "undersize"), 2);  // i is large, so neither g nor h has anybody to join
  must(world.plans->decide(world.chief, world.h, world.g, std::nullopt, {}));
  EXPECT_EQ(figure(world.show(world.planned()), "result", "undersize"), 0);
  EXPECT_EQ(code_of(world.plans->decide(world.chief, world.a, world.g, true, {})), "plans.other_community");
  EXPECT_EQ(code_of(world.plans->decide(world.chief, world.a, world.a, true, {})), "plans.invalid");
  world.expect_clean();
}

TEST_P(Plans, ComparesScenariosSideBySide) {
  PlanWish wish;
  wish.name = "乙案";
  wish.rules = boost::json::parse(R"({"threshold":200})").as_object();
  const auto first = world.planned();
  const auto other = world.planned(wish);
  const auto table = boost::json::parse(must(world.plans->compare(world.chief, {first, other})));
  ASSERT_EQ(table.at("columns").as_array().size(), 3U);
  EXPECT_EQ(table.at("columns").at(0).at("figures").at("undersize"), 4);
  EXPECT_EQ(table.at("columns").at(1).at("figures").at("valid"), 4);
  EXPECT_EQ(table.at("comparable"), false);  // thresholds differ
  EXPECT_EQ(code_of(world.plans->compare(world.chief, {})), "plans.invalid");
}

TEST_P(Plans, ReviewsTheGridsInForce) {
  PlanWish wish;
  wish.name = "2026年复核";
  wish.purpose = Purpose::Review;
  wish.rules = boost::json::parse(R"({"replan":false,"order":["compactness","moved","excess","mixing"]})").as_object();
  const auto plan = world.show(world.planned(wish));
  EXPECT_EQ(plan.at("rules").at("replan"), true);
  EXPECT_EQ(plan.at("rules").at("order").at(0), "moved");
  // Four undersize; {e, f} over 400, with e that should stand alone; {c, d} that do not touch.
  ASSERT_EQ(plan.at("drift").as_array().size(), 7U);
  EXPECT_EQ(figure(plan, "result", "moved"), 460);  // 510 - 250 and f, and one of g and h
}

TEST_P(Plans, NeedsTwoPersonsToApprove) {
  const auto id = world.planned();
  must(world.plans->approve(world.chief, {id, world.version(id), "同意"}));
  EXPECT_EQ(world.show(id).at("state"), "approving");
  EXPECT_EQ(code_of(world.plans->approve(world.chief, {id, world.version(id), {}})), "plans.same_person");
  EXPECT_EQ(code_of(world.plans->move(world.chief, id, {.version = world.version(id), .unit = world.f})),
            "plans.wrong_state");
  must(world.plans->withdraw(world.second, {id, world.version(id), "再改"}));
  EXPECT_EQ(world.show(id).at("state"), "draft");
  must(world.plans->approve(world.second, {id, world.version(id), {}}));
  must(world.plans->approve(world.chief, {id, world.version(id), {}}));
  EXPECT_EQ(world.show(id).at("state"), "approved");
  world.expect_clean();
}

TEST_P(Plans, OutdatedResultsAreNotApproved) {
  const auto id = world.planned();
  PlanWish wish;
  wish.version = world.version(id);
  wish.rules = boost::json::parse(R"({"threshold":250})").as_object();
  must(world.plans->change(world.chief, id, wish));
  EXPECT_EQ(world.show(id).at("result").at("stale"), true);
  EXPECT_EQ(code_of(world.plans->approve(world.chief, {id, world.version(id), {}})), "plans.outdated");
  EXPECT_EQ(code_of(world.plans->change(world.chief, id, wish)), "plans.stale");
}

TEST_P(Plans, RefusesRubbishNamingTheField) {
  const auto faults = [&](std::string_view rules) {
    PlanWish wish;
    wish.name = "坏案";
    wish.rules = boost::json::parse(boost::json::string_view(rules.data(), rules.size())).as_object();
    const auto plan = world.plans->add(world.chief, wish);
    return plan ? std::string() : plan.error().faults.front().field;
  };
  EXPECT_EQ(faults(R"({"threshold":0})"), "rules.threshold");
  EXPECT_EQ(faults(R"({"threshold":"many"})"), "rules.threshold");
  EXPECT_EQ(faults(R"({"upper":10})"), "rules.upper");
  EXPECT_EQ(faults(R"({"order":["moved","moved","excess","mixing"]})"), "rules.order");
  EXPECT_EQ(faults(R"({"together":[["1"]]})"), "rules.together");
  EXPECT_EQ(faults(R"({"apart":"all"})"), "rules.apart");
  EXPECT_EQ(faults(R"({"barriers":[{"kind":"river","line":[[500,1],[2,3]]}]})"), "rules.barriers");
  EXPECT_EQ(faults(R"({"leftovers":"away"})"), "rules.leftovers");
  EXPECT_EQ(faults(R"({"seconds":-1})"), "rules.seconds");
  PlanWish wish;
  wish.name = " ";
  wish.areas = {{world.a}};
  const auto plan = world.plans->add(world.chief, wish);
  ASSERT_FALSE(plan.has_value());
  EXPECT_EQ(plan.error().faults.size(), 2U);
}

TEST_P(Plans, OfAnEmptyAreaIsEmpty) {
  const auto empty = must(world.store->write_now([&](storage::Transaction& transaction) {
    return areas::add_area(
        transaction, world.district, {},
        {.level = areas::Level::Community, .parent = world.street, .name = "新社区", .from = kToday});
  }));
  PlanWish wish;
  wish.areas = {{empty}};
  const auto plan = world.show(world.planned(wish));
  EXPECT_EQ(figure(plan, "result", "grids"), 0);
  EXPECT_EQ(plan.at("prepared").at("units"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, Plans, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

}  // namespace
}  // namespace linli::grid_plans
