// From an approved plan to grids in force, with the cases of their residents.
#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>

#include "modules/grid_plans/testing/world.hpp"

namespace linli::grid_plans {
namespace {

using storage::Engine;
using testing::code_of;
using testing::kToday;
using testing::kTomorrow;
using testing::must;
using testing::World;

class Adopting : public ::testing::TestWithParam<Engine> {
 protected:
  World world{GetParam()};

  std::vector<areas::Grid> grids(Date on) {
    return world.store->read_now([&](storage::Snapshot& snapshot) {
      return areas::grids_of(snapshot, world.district, std::nullopt, {on, std::nullopt});
    });
  }
  std::optional<areas::Grid> grid_with(AreaId courtyard, Date on) {
    for (const auto& grid : grids(on)) {
      const auto members = world.store->read_now([&](storage::Snapshot& snapshot) {
        return areas::members_of(snapshot, world.district, grid.id, {on, std::nullopt});
      });
      if (std::ranges::find(members, courtyard) != members.end()) return grid;
    }
    return std::nullopt;
  }
};

TEST_P(Adopting, WholeLifeWithARolledBackFirstAttempt) {
  const auto in_c = world.report(world.c);  // of {c, d}, whose steward is wu
  const auto in_i = world.report(world.i);  // of {i}, which stays as it is
  ASSERT_EQ(world.stored(in_c).lead, cases::lead_of(world.grid_cd));
  const auto id = world.approved();

  const auto preview = boost::json::parse(must(world.plans->preview(world.chief, id, kTomorrow)));
  EXPECT_EQ(preview.at("kept").as_array().size(), 1U);
  EXPECT_EQ(preview.at("new").as_array().size(), 3U);
  EXPECT_EQ(preview.at("closed").as_array().size(), 5U);
  EXPECT_EQ(preview.at("open_cases"), 1);

  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kTomorrow));
  EXPECT_EQ(world.show(id).at("state"), "scheduled");
  EXPECT_EQ(world.plans->adopt_due(world.district, kChinaOffset), 0);  // not before the day
  const auto first = boost::json::parse(must(world.plans->sheets(world.chief, id)));
  must(world.plans->roll_back(world.second, {id, world.version(id), "再议"}));
  EXPECT_EQ(world.show(id).at("state"), "approved");
  EXPECT_EQ(grids(kTomorrow).size(), 6U);
  world.expect_clean();

  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kTomorrow));
  const auto sheets = boost::json::parse(must(world.plans->sheets(world.chief, id)));
  ASSERT_EQ(sheets.at("items").as_array().size(), 3U);
  for (const auto& sheet : sheets.at("items").as_array()) {
    EXPECT_EQ(sheet.at("code").as_string().size(), 15U);
    for (const auto& earlier : first.at("items").as_array()) EXPECT_NE(sheet.at("code"), earlier.at("code"));
  }
  world.store.clock.advance(std::chrono::hours{24});
  EXPECT_EQ(world.plans->adopt_due(world.district, kChinaOffset), 1);
  EXPECT_EQ(world.plans->adopt_due(world.district, kChinaOffset), 0);
  EXPECT_EQ(world.show(id).at("state"), "adopted");
  EXPECT_EQ(world.show(id).at("adoption").at("cases_rerouted"), 1);

  EXPECT_EQ(grids(kToday).size(), 6U);
  EXPECT_EQ(grids(kTomorrow).size(), 4U);
  const auto big = grid_with(world.c, kTomorrow);
  ASSERT_TRUE(big.has_value());
  EXPECT_EQ(big->households, 510);
  EXPECT_EQ(big->duty.steward, world.zhou.account);  // {a, b} is the largest part that mostly came here
  EXPECT_EQ(big->facts.phone, "0374-1000001");
  const auto code = std::ranges::find_if(sheets.at("items").as_array(), [&](const boost::json::value& sheet) {
    return sheet.at("slug").as_string() == std::string_view(big->slug);
  });
  EXPECT_NE(code, sheets.at("items").as_array().end());  // what was printed is what came
  EXPECT_EQ(grid_with(world.i, kTomorrow)->id, world.grid_i);

  const auto moved = world.stored(in_c);
  EXPECT_EQ(moved.where.grid, big->id);
  EXPECT_EQ(moved.lead, cases::lead_of(big->id));
  EXPECT_EQ(moved.state, cases::State::Dispatched);
  EXPECT_EQ(world.stored(in_i).where.grid, world.grid_i);
  EXPECT_EQ(code_of(world.plans->roll_back(world.chief, {id, world.version(id), {}})), "plans.too_late");
  world.expect_clean();
}

TEST_P(Adopting, AtOnceWhenTheDayIsToday) {
  const auto id = world.approved();
  EXPECT_EQ(code_of(world.plans->adopt(world.chief, {id, world.version(id), {}}, testing::day(2026, 3, 1))),
            "plans.invalid");
  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kToday));
  EXPECT_EQ(world.show(id).at("state"), "adopted");
  EXPECT_EQ(grids(kToday).size(), 4U);
  world.expect_clean();
  // The grids in force are now what a review finds in order.
  PlanWish wish;
  wish.purpose = Purpose::Review;
  const auto review = world.show(world.planned(wish));
  EXPECT_EQ(review.at("result").at("figures").at("moved"), 0);
}

TEST_P(Adopting, OnTheVeryDayThatThePresentGridsBegan) {
  const auto first = world.approved();
  must(world.plans->adopt(world.chief, {first, world.version(first), {}}, kToday));
  const auto in_c = world.report(world.c);
  const auto was = *grid_with(world.c, kToday);
  // The next plan cuts otherwise, and comes on the same day.
  PlanWish wish;
  wish.name = "乙案";
  wish.rules = boost::json::parse(R"({"threshold":200,"replan":false})").as_object();
  const auto second = world.planned(wish);
  must(world.plans->approve(world.chief, {second, world.version(second), {}}));
  must(world.plans->approve(world.second, {second, world.version(second), {}}));
  const auto preview = boost::json::parse(must(world.plans->preview(world.chief, second, kToday)));
  EXPECT_TRUE(preview.at("faults").as_array().empty());
  EXPECT_EQ(preview.at("warnings").as_array().size(), 1U);
  must(world.plans->adopt(world.chief, {second, world.version(second), {}}, kToday));
  const auto now = grid_with(world.c, kToday);
  ASSERT_TRUE(now.has_value());
  EXPECT_NE(now->id, was.id);
  EXPECT_EQ(world.stored(in_c).where.grid, now->id);
  const auto kept = [&](const areas::Grid& grid) { return grid.duty.steward == was.duty.steward; };
  EXPECT_EQ(std::ranges::count_if(grids(kToday), kept), 1);    // where most of the old grid stays
  EXPECT_EQ(world.atlas->name(was.id.value), was.facts.name);  // a grid of a few hours is still called by its name
  world.expect_clean();
}

TEST_P(Adopting, NothingWithoutTwoApprovals) {
  const auto id = world.planned();
  EXPECT_EQ(code_of(world.plans->adopt(world.chief, {id, world.version(id), {}}, kTomorrow)), "plans.wrong_state");
  must(world.plans->approve(world.chief, {id, world.version(id), {}}));
  EXPECT_EQ(code_of(world.plans->adopt(world.chief, {id, world.version(id), {}}, kTomorrow)), "plans.wrong_state");
}

TEST_P(Adopting, AStewardWhoStaysKeepsTheCaseInHand) {
  const auto in_a = world.report(world.a);
  const auto id = world.approved();
  auto caller = world.zhou;
  caller.scopes = {world.grid_ab.value};
  const auto accept = [&] {
    boost::asio::io_context io;
    auto done = boost::asio::co_spawn(io, world.cases->desk.take(caller, in_a, {.step = cases::Step::Accept}),
                                      boost::asio::use_future);
    io.run();
    return done.get();
  };
  must(accept());
  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kToday));
  const auto moved = world.stored(in_a);
  EXPECT_EQ(moved.state, cases::State::Accepted);
  EXPECT_EQ(moved.handler, world.zhou.account);
  EXPECT_EQ(moved.lead, cases::lead_of(grid_with(world.a, kToday)->id));
  world.expect_clean();
}

TEST_P(Adopting, WithoutAStewardTheDeskHasTheCase) {
  const auto in_h = world.report(world.h);  // {h} has no steward: the desk has it already
  ASSERT_FALSE(world.stored(in_h).lead);
  const auto id = world.approved();
  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kToday));
  const auto moved = world.stored(in_h);
  EXPECT_EQ(moved.where.grid, grid_with(world.h, kToday)->id);
  EXPECT_FALSE(moved.lead);
  world.expect_clean();
}

TEST_P(Adopting, WhatChangedSinceIsSaidOnTheDay) {
  const auto id = world.approved();
  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kTomorrow));
  must(world.store->write_now([&](storage::Transaction& transaction) {
    must(areas::set_grid_members(transaction, world.district, {}, world.grid_cd, std::array{world.c}, kToday));
    return areas::change_area(transaction, world.district, {}, world.d, {.parent = world.south, .from = kToday});
  }));
  world.store.clock.advance(std::chrono::hours{24});
  EXPECT_EQ(world.plans->adopt_due(world.district, kChinaOffset), 0);
  const auto plan = world.show(id);
  EXPECT_EQ(plan.at("state"), "scheduled");
  EXPECT_FALSE(plan.at("adoption").at("problem").is_null());
  EXPECT_EQ(grids(kTomorrow).size(), 6U);
  must(world.plans->roll_back(world.chief, {id, world.version(id), {}}));
  world.expect_clean();
}

TEST_P(Adopting, ClosedCourtyardsAreLeftOut) {
  const auto id = world.approved();
  must(world.plans->adopt(world.chief, {id, world.version(id), {}}, kTomorrow));
  must(world.store->write_now([&](storage::Transaction& transaction) {
    return areas::close_area(transaction, world.district, {}, world.f, kTomorrow);
  }));
  world.store.clock.advance(std::chrono::hours{24});
  EXPECT_EQ(world.plans->adopt_due(world.district, kChinaOffset), 1);
  EXPECT_EQ(grid_with(world.c, kTomorrow)->members, 4);
  world.expect_clean();
}

INSTANTIATE_TEST_SUITE_P(Engines, Adopting, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

}  // namespace
}  // namespace linli::grid_plans
