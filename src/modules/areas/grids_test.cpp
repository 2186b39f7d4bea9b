// Grids: memberships that do not clash, duties, merges and splits.

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/accounts/api.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/service.hpp"
#include "modules/areas/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::areas {
namespace {

using storage::Snapshot;
using storage::Transaction;
using testing::day;
using testing::kToday;
using testing::on;
using testing::World;

class Grids : public testing::OnBoth {
 protected:
  std::optional<Grid> grid_on(GridId id, Date date) {
    const auto all = world.read([&](Snapshot& s) { return grids_of(s, world.district, std::nullopt, on(date)); });
    const auto found = std::ranges::find(all, id, &Grid::id);
    return found == all.end() ? std::nullopt : std::optional(*found);
  }
  AccountId account(std::string login) {
    return *world.run([&](Transaction& t) {
      return accounts::add_account(t, world.district, {}, {.login = login, .name = "网格员" + login});
    });
  }
  Result<void> duty(GridId grid, GridDuty duty, Date from) {
    return world.run([&](Transaction& t) { return set_grid_duty(t, world.district, {}, grid, duty, from); });
  }
  std::vector<AreaId> buildings(AreaId yard, int count) {
    std::vector<NewArea> rows;
    for (int i = 1; i <= count; ++i) {
      rows.push_back({.level = Level::Building, .parent = yard, .name = std::to_string(i) + "号楼", .from = day(2020)});
    }
    return *world.run([&](Transaction& t) { return add_areas(t, world.district, {}, rows); });
  }
  void expect_verified() {
    const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Grids, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

TEST_P(Grids, a_courtyard_is_in_one_base_grid_at_a_time) {
  const auto first = world.grid("一网格", world.north, {world.yards[0], world.yards[1]});
  ASSERT_TRUE(first);
  const auto second = world.grid("二网格", world.north, {world.yards[1]});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, kMemberTaken.code);
  EXPECT_EQ(second.error().faults.front().value, "凤福小区");
  EXPECT_NE(second.error().faults.front().reason.zh.find("一网格"), std::string::npos);
}

TEST_P(Grids, a_courtyard_moves_from_one_grid_to_another_on_a_day) {
  const auto first = world.grid("一网格", world.north, {world.yards[0], world.yards[1]});
  const auto second = world.grid("二网格", world.north, {world.yards[2]});
  EXPECT_FALSE(world.members(*second, {world.yards[1], world.yards[2]}, day(2025)));
  ASSERT_TRUE(world.members(*first, {world.yards[0]}, day(2025)));
  ASSERT_TRUE(world.members(*second, {world.yards[1], world.yards[2]}, day(2025)));
  EXPECT_EQ(world.members_on(*first, day(2024, 12, 31)), (std::vector{world.yards[0], world.yards[1]}));
  EXPECT_EQ(world.members_on(*first, day(2025)), (std::vector{world.yards[0]}));
  EXPECT_EQ(world.members_on(*second, day(2025)), (std::vector{world.yards[1], world.yards[2]}));
  EXPECT_FALSE(world.members(*second, {world.yards[1], world.yards[2]}, day(2024))) << "taken until 2025";
  expect_verified();
}

TEST_P(Grids, a_large_estate_is_split_by_buildings) {
  const auto house = buildings(world.yards[0], 4);
  ASSERT_TRUE(world.grid("东网格", world.north, {house[0], house[1]}));
  ASSERT_TRUE(world.grid("西网格", world.north, {house[2]}));
  EXPECT_EQ(world.grid("全网格", world.north, {world.yards[0]}).error().code, kMemberTaken.code);
  EXPECT_EQ(world.grid("再东", world.north, {house[1]}).error().code, kMemberTaken.code);
  EXPECT_EQ(world.grid("重复", world.north, {world.yards[1], buildings(world.yards[1], 1)[0]}).error().code,
            kInvalid.code);
  EXPECT_TRUE(world.grid("北网格", world.north, {house[3]}));
}

TEST_P(Grids, other_layers_overlap_and_cross_communities) {
  ASSERT_TRUE(world.grid("一网格", world.north, {world.yards[0]}));
  EXPECT_TRUE(world.grid("大网格", world.north, {world.yards[0], world.yards[3]}, Layer::Large));
  EXPECT_TRUE(world.grid("市场专属网格", world.north, {world.yards[0]}, Layer::Special));
  const auto crossing = world.grid("跨界网格", world.north, {world.yards[3]});
  ASSERT_FALSE(crossing);
  EXPECT_EQ(crossing.error().faults.front().field, "member_ids");
}

TEST_P(Grids, a_grid_counts_its_members_and_households) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0], world.yards[1]});
  EXPECT_EQ(grid_on(*grid, kToday)->members, 2);
  EXPECT_EQ(grid_on(*grid, kToday)->households, 200);
  EXPECT_EQ(grid_on(*grid, kToday)->community_name, "解放社区");
  EXPECT_FALSE(grid_on(*grid, day(2020, 12, 31)));
  ASSERT_TRUE(world.change(world.yards[0], {.households = std::optional<std::int64_t>(), .from = day(2025)}));
  EXPECT_EQ(grid_on(*grid, kToday)->households, 100) << "as far as known";
}

TEST_P(Grids, stewards_change_on_a_day_and_must_have_accounts) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0]});
  const auto li = account("li");
  const auto wang = account("wang");
  EXPECT_EQ(duty(*grid, {{12345}, {}}, day(2025)).error().faults.front().field, "account_id");
  EXPECT_EQ(duty(*grid, {li, li}, day(2025)).error().faults.front().field, "deputy_id");
  ASSERT_TRUE(duty(*grid, {li, {}}, day(2025)));
  ASSERT_TRUE(duty(*grid, {wang, li}, day(2026)));
  EXPECT_EQ(grid_on(*grid, day(2024, 12, 31))->duty, (GridDuty{}));
  EXPECT_EQ(grid_on(*grid, day(2025, 12, 31))->duty, (GridDuty{li, {}}));
  EXPECT_EQ(grid_on(*grid, kToday)->duty, (GridDuty{wang, li}));
  EXPECT_EQ(world.read([&](Snapshot& s) { return grids_of_account(s, world.district, li); }), std::vector{*grid});
  EXPECT_TRUE(world.read([&](Snapshot& s) { return grids_of_account(s, world.district, {1}); }).empty());
  expect_verified();
}

TEST_P(Grids, a_closed_courtyard_leaves_its_grid_and_a_closed_grid_its_courtyards) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0], world.yards[1]});
  ASSERT_TRUE(world.close(world.yards[0], day(2025)));
  EXPECT_EQ(world.members_on(*grid, day(2024, 12, 31)).size(), 2U);
  EXPECT_EQ(world.members_on(*grid, day(2025)), std::vector{world.yards[1]});
  ASSERT_TRUE(world.run([&](Transaction& t) { return close_grid(t, world.district, {}, *grid, day(2026)); }));
  EXPECT_TRUE(world.members_on(*grid, day(2026)).empty());
  EXPECT_TRUE(world.grid("新网格", world.north, {world.yards[1]}, Layer::Base, day(2026)));
  expect_verified();
}

TEST_P(Grids, a_grid_replaced_on_its_first_day_never_was_but_keeps_its_name) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0]}, Layer::Base, day(2025));
  ASSERT_TRUE(duty(*grid, {account("li"), {}}, day(2025)));
  ASSERT_TRUE(world.run([&](Transaction& t) { return close_grid(t, world.district, {}, *grid, day(2025)); }));
  EXPECT_FALSE(grid_on(*grid, day(2025)));
  EXPECT_FALSE(grid_on(*grid, kToday));
  EXPECT_TRUE(world.grid("新网格", world.north, {world.yards[0]}, Layer::Base, day(2025)));
  EXPECT_EQ(world.read([&](Snapshot& s) { return grid_name(s, world.district, *grid); }), "一网格");
  EXPECT_FALSE(world.run([&](Transaction& t) { return close_grid(t, world.district, {}, *grid, day(2026)); }));
  expect_verified();
}

TEST_P(Grids, merged_communities_end_and_their_courtyards_and_grids_go_on) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0]});
  const auto merged = world.run([&](Transaction& t) {
    return merge_areas(
        t, world.district, {},
        {.areas = {world.north, world.south}, .name = "新城社区", .code = "411099001010", .on = day(2026)});
  });
  ASSERT_TRUE(merged);
  EXPECT_EQ(world.area(world.north, on(day(2026))), std::nullopt);
  EXPECT_EQ(world.area(world.yards[0], on(day(2025, 12, 31)))->parent_name, "解放社区");
  EXPECT_EQ(world.area(world.yards[4], on(day(2026)))->parent_name, "新城社区");
  EXPECT_EQ(grid_on(*grid, day(2025, 12, 31))->community_name, "解放社区");
  EXPECT_EQ(grid_on(*grid, day(2026))->community_name, "新城社区");
  EXPECT_EQ(world.members_on(*grid, day(2026)), std::vector{world.yards[0]});
  auto before = world.read([&](Snapshot& s) { return predecessors_of(s, world.district, *merged); });
  std::ranges::sort(before);
  EXPECT_EQ(before, (std::vector{world.north, world.south}));
  expect_verified();
}

TEST_P(Grids, areas_of_different_parents_or_grids_do_not_merge) {
  const auto merge = [&](std::vector<AreaId> areas) {
    return world.run([&](Transaction& t) {
      return merge_areas(t, world.district, {}, {.areas = areas, .name = "合", .on = day(2026)});
    });
  };
  EXPECT_EQ(merge({world.yards[0], world.yards[3]}).error().code, kMergeApart.code);
  EXPECT_EQ(merge({world.yards[0], world.north}).error().code, kMergeApart.code);
  EXPECT_EQ(merge({world.yards[0]}).error().code, kInvalid.code);
  ASSERT_TRUE(world.grid("一网格", world.north, {world.yards[0]}));
  EXPECT_EQ(merge({world.yards[0], world.yards[1]}).error().code, kMergeApart.code) << "one in a grid, one in none";
}

TEST_P(Grids, courtyards_of_one_grid_merge_into_a_member_of_it) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0], world.yards[1]});
  const auto house = buildings(world.yards[1], 2);
  const auto merged = world.run([&](Transaction& t) {
    return merge_areas(t, world.district, {},
                       {.areas = {world.yards[0], world.yards[1]}, .name = "龙凤苑", .on = day(2026)});
  });
  ASSERT_TRUE(merged);
  EXPECT_EQ(world.members_on(*grid, day(2026)), std::vector{*merged});
  EXPECT_EQ(world.area(*merged, on(day(2026)))->facts.households, 200);
  EXPECT_EQ(world.area(house[0], on(day(2026)))->parent_name, "龙凤苑");
  expect_verified();
}

TEST_P(Grids, a_community_splits_where_every_courtyard_and_grid_has_its_part) {
  const auto grid = world.grid("一网格", world.north, {world.yards[0], world.yards[1]});
  const auto split = [&](std::vector<SplitPart> parts) {
    return world.run([&](Transaction& t) { return split_area(t, world.district, {}, world.north, parts, day(2026)); });
  };
  const auto missing = split({{"甲社区", "", {world.yards[0], world.yards[1]}}, {"乙社区", "", {}}});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().faults.front().value, "二中家属院");
  const auto torn = split({{"甲社区", "", {world.yards[0]}}, {"乙社区", "", {world.yards[1], world.yards[2]}}});
  ASSERT_FALSE(torn);
  EXPECT_EQ(torn.error().faults.front().value, "一网格");
  const auto parts = split({{"甲社区", "", {world.yards[0], world.yards[1]}}, {"乙社区", "", {world.yards[2]}}});
  ASSERT_TRUE(parts);
  EXPECT_EQ(grid_on(*grid, day(2026))->community_name, "甲社区");
  EXPECT_EQ(world.area(world.yards[2], on(day(2026)))->parent_name, "乙社区");
  EXPECT_EQ(world.area((*parts)[0], on(day(2026)))->facts.households, 200);
  EXPECT_EQ(world.read([&](Snapshot& s) { return predecessors_of(s, world.district, (*parts)[1]); }),
            std::vector{world.north});
  expect_verified();
}

}  // namespace
}  // namespace linli::areas
