// The tree: dated facts, codes, closing, bulk.

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "modules/areas/area_store.hpp"
#include "modules/areas/district_atlas.hpp"
#include "modules/areas/errors.hpp"
#include "modules/areas/grid_store.hpp"
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

class Areas : public testing::OnBoth {};
INSTANTIATE_TEST_SUITE_P(Both, Areas, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

std::set<std::string> names(const std::vector<Area>& areas) {
  std::set<std::string> found;
  for (const auto& area : areas) found.insert(area.facts.name);
  return found;
}

TEST_P(Areas, a_district_entered_without_its_code_keeps_the_one_it_has) {
  const auto other = world.store->write_now([&](Transaction& t) {
    const auto id = accounts::add_district(t, "邻区", "411098");
    EXPECT_TRUE(add_area(t, id, {}, {.level = Level::District, .name = "邻区（新）", .from = day(2020)}));
    return id;
  });
  const auto known = world.read([&](Snapshot& s) { return accounts::find_district(s, other); });
  ASSERT_TRUE(known);
  EXPECT_EQ(known->code, "411098");
  EXPECT_EQ(known->name, "邻区（新）");
}

TEST_P(Areas, a_name_changed_from_a_day_reads_old_before_and_new_from_it) {
  ASSERT_TRUE(world.change(world.yards[0], {.name = "龙阳新城", .from = day(2024, 5, 1)}));
  EXPECT_EQ(world.area(world.yards[0], on(day(2024, 4, 30)))->facts.name, "龙阳光世家");
  EXPECT_EQ(world.area(world.yards[0], on(day(2024, 5, 1)))->facts.name, "龙阳新城");
  EXPECT_EQ(world.area(world.yards[0], on(kToday))->from, day(2020));
  EXPECT_EQ(world.area(world.yards[0], on(kToday))->to, std::nullopt);
}

TEST_P(Areas, a_backdated_correction_never_changes_what_was_known) {
  const auto before = world.store.clock.now();
  ASSERT_TRUE(world.change(world.yards[0], {.households = std::optional<std::int64_t>(150), .from = day(2022)}));
  EXPECT_EQ(world.area(world.yards[0], on(day(2023)))->facts.households, 150);
  EXPECT_EQ(world.area(world.yards[0], {day(2023), before})->facts.households, 100);
  const auto between = world.store.clock.now();
  ASSERT_TRUE(world.change(world.yards[0], {.households = std::optional<std::int64_t>(160), .from = day(2022)}));
  EXPECT_EQ(world.area(world.yards[0], {day(2023), before})->facts.households, 100);
  EXPECT_EQ(world.area(world.yards[0], {day(2023), between})->facts.households, 150);
  EXPECT_EQ(world.area(world.yards[0], on(day(2023)))->facts.households, 160);
  EXPECT_EQ(world.area(world.yards[0], on(day(2021)))->facts.households, 100);
}

TEST_P(Areas, nothing_is_known_of_an_area_before_it_was_recorded_or_after_it_ended) {
  const auto before = world.store.clock.now();
  const auto added = world.run([&](Transaction& t) { return world.add(t, Level::Courtyard, world.north, "新苑"); });
  EXPECT_FALSE(world.area(added, {kToday, before}));
  EXPECT_TRUE(world.area(added, on(day(2020))));
  EXPECT_FALSE(world.area(added, on(day(2019, 12, 31))));
  ASSERT_TRUE(world.close(added, day(2026)));
  EXPECT_TRUE(world.area(added, on(day(2025, 12, 31))));
  EXPECT_FALSE(world.area(added, on(day(2026))));
  EXPECT_EQ(world.area(added, on(day(2025)))->to, day(2026));
}

TEST_P(Areas, the_same_change_twice_records_nothing_the_second_time) {
  const auto events = [&] {
    return world.read([](Snapshot& s) {
      auto row = s.query("SELECT COUNT(*) FROM journal");
      row.next();
      return row.integer(0);
    });
  };
  const AreaChange change{.address = "建设路1号", .from = day(2024)};
  ASSERT_TRUE(world.change(world.yards[0], change));
  const auto once = events();
  ASSERT_TRUE(world.change(world.yards[0], change));
  EXPECT_EQ(events(), once);
}

TEST_P(Areas, a_change_outside_the_life_of_an_area_is_refused) {
  ASSERT_TRUE(world.close(world.yards[0], day(2025)));
  for (const auto date : {day(2019, 12, 31), day(2025), day(2025, 6, 1)}) {
    const auto refused = world.change(world.yards[0], {.name = "x", .from = date});
    ASSERT_FALSE(refused) << format_date(date);
    EXPECT_EQ(refused.error().code, kInvalid.code);
    EXPECT_EQ(refused.error().faults.front().field, "from");
  }
  EXPECT_TRUE(world.change(world.yards[0], {.name = "x", .from = day(2024, 12, 31)}));
}

TEST_P(Areas, a_code_is_never_given_twice_also_after_its_area_has_ended) {
  const auto with_code = [&](std::string name) {
    return world.run([&](Transaction& t) {
      return add_area(
          t, world.district, {},
          {.level = Level::Community, .parent = world.street, .name = name, .code = "411099001009", .from = day(2020)});
    });
  };
  const auto first = with_code("甲社区");
  ASSERT_TRUE(first);
  ASSERT_TRUE(world.close(*first, day(2025)));
  const auto second = with_code("乙社区");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, kDuplicate.code);
  EXPECT_NE(second.error().faults.front().reason.zh.find("甲社区"), std::string::npos);
}

TEST_P(Areas, an_area_lies_one_level_below_its_parent_and_within_its_days) {
  const auto attempt = [&](Level level, AreaId parent, Date from) {
    return world.run([&](Transaction& t) {
      return add_area(t, world.district, {}, {.level = level, .parent = parent, .name = "x", .from = from});
    });
  };
  EXPECT_FALSE(attempt(Level::Courtyard, world.street, kToday));
  EXPECT_FALSE(attempt(Level::Courtyard, {}, kToday));
  EXPECT_FALSE(attempt(Level::Courtyard, {999}, kToday));
  EXPECT_FALSE(attempt(Level::Courtyard, world.north, day(2019, 12, 31)));
  EXPECT_FALSE(attempt(Level::District, {}, kToday)) << "there is one already";
  EXPECT_TRUE(attempt(Level::Courtyard, world.north, day(2020)));
  EXPECT_EQ(attempt(Level::Courtyard, world.north, kToday).error().code, kDuplicate.code) << "the same name beside it";
}

TEST_P(Areas, closing_names_what_still_stands_until_told_to_close_it_too) {
  const auto refused = world.close(world.north, day(2026));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, kHasChildren.code);
  std::set<std::string> named;
  for (const auto& fault : refused.error().faults) named.insert(fault.value);
  EXPECT_EQ(named, (std::set<std::string>{"龙阳光世家", "凤福小区", "二中家属院"}));
  ASSERT_TRUE(world.close(world.north, day(2026), Children::CloseToo));
  EXPECT_FALSE(world.area(world.yards[0], on(day(2026))));
  EXPECT_TRUE(world.area(world.yards[0], on(day(2025, 12, 31))));
  EXPECT_TRUE(world.area(world.yards[3], on(day(2026))));
}

TEST_P(Areas, an_area_lives_at_least_a_day) {
  EXPECT_FALSE(world.close(world.yards[0], day(2020)));
  EXPECT_TRUE(world.close(world.yards[0], day(2020, 1, 2)));
  EXPECT_FALSE(world.close(world.yards[0], day(2021))) << "what has ended cannot end later";
}

TEST_P(Areas, a_courtyard_moved_to_another_community_is_listed_there_from_that_day) {
  ASSERT_TRUE(world.change(world.yards[0], {.parent = world.south, .from = day(2025)}));
  const auto children = [&](AreaId parent, Date date) {
    return names(world.read([&](Snapshot& s) { return children_of(s, world.district, parent, on(date)); }));
  };
  EXPECT_TRUE(children(world.north, day(2024, 12, 31)).contains("龙阳光世家"));
  EXPECT_FALSE(children(world.north, day(2025)).contains("龙阳光世家"));
  EXPECT_TRUE(children(world.south, day(2025)).contains("龙阳光世家"));
}

TEST_P(Areas, many_at_once_are_added_or_every_bad_row_is_named) {
  std::vector<NewArea> rows;
  for (int i = 1; i <= 1500; ++i) {
    rows.push_back(
        {.level = Level::Building, .parent = world.yards[0], .name = std::to_string(i) + "号楼", .from = day(2021)});
  }
  auto bad = rows;
  bad[6].name = " ";
  bad[1200].parent = world.north;
  const auto refused = world.run([&](Transaction& t) { return add_areas(t, world.district, {}, bad); });
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().faults.size(), 2U);
  EXPECT_EQ(refused.error().faults[0].row, 7);
  EXPECT_EQ(refused.error().faults[1].row, 1201);
  const auto added = world.run([&](Transaction& t) { return add_areas(t, world.district, {}, rows); });
  ASSERT_TRUE(added);
  EXPECT_EQ(added->size(), rows.size());
  const auto listed =
      world.read([&](Snapshot& s) { return children_of(s, world.district, world.yards[0], on(kToday)); });
  ASSERT_EQ(listed.size(), rows.size());
  EXPECT_EQ(listed[1].facts.name, "2号楼");
  EXPECT_EQ(listed[9].facts.name, "10号楼") << "numbers in the order of numbers";
}

TEST_P(Areas, lists_are_filtered_and_paged_by_name) {
  const auto list = [&](AreaFilter filter) {
    return world.read([&](Snapshot& s) { return list_areas(s, world.district, filter, on(kToday)); });
  };
  EXPECT_EQ(list({.parent = world.north}).size(), 3U);
  EXPECT_EQ(list({.below = world.street, .level = Level::Courtyard}).size(), 5U);
  EXPECT_EQ(list({.below = world.south, .level = Level::Courtyard}).size(), 2U);
  EXPECT_EQ(names(list({.text = "411099001002"})), std::set<std::string>{"碧水社区"});
  EXPECT_EQ(names(list({.text = "龙", .without_buildings = true})),
            (std::set<std::string>{"龙阳光世家", "八龙路207号院"}));
  EXPECT_TRUE(list({.text = "%"}).empty());
  EXPECT_TRUE(list({.text = "\\"}).empty());
  std::vector<Area> paged;
  for (AreaFilter filter{.level = Level::Courtyard, .limit = 2};; filter.after = paged.back().id) {
    const auto page = list(filter);
    if (page.empty()) break;
    paged.insert(paged.end(), page.begin(), page.end());
  }
  EXPECT_EQ(paged.size(), 5U);
  EXPECT_EQ(names(paged).size(), 5U);
}

TEST_P(Areas, the_atlas_reads_the_same_from_both_databases) {
  const auto house = world.run([&](Transaction& t) {
    return *add_area(t, world.district, {},
                     {.level = Level::Building,
                      .parent = world.yards[1],
                      .name = "1号楼",
                      .lon = 113.8,
                      .lat = 34.0,
                      .from = day(2020)});
  });
  ASSERT_TRUE(world.change(world.yards[0], {.position = {{113.81, 34.01}}, .from = day(2020)}));
  const auto whole = world.grid("一网格", world.north, {world.yards[0]});
  const auto part = world.grid("二网格", world.north, {house});
  const auto atlas = world.read([&](Snapshot& s) { return load_district(s, world.district, on(kToday)); });
  EXPECT_EQ(atlas->areas().size(), 9U) << "without buildings";
  EXPECT_EQ(atlas->grids().size(), 2U);
  EXPECT_EQ(atlas->locate({113.81, 34.01})->grid, *whole);
  EXPECT_EQ(atlas->building(house.value)->point->lon, 113.8);
  EXPECT_EQ(atlas->place_of(*atlas->area(world.yards[1].value)).grid, *part) << "the only grid of the courtyard";
  EXPECT_EQ(world.read([&](Snapshot& s) { return list_grids(s, world.district, {.area = house}, on(kToday)); }).size(),
            1U);
  EXPECT_EQ(world.read([&](Snapshot& s) { return list_grids(s, world.district, {.text = "二"}, on(kToday)); }).size(),
            1U);
}

// Whatever is done to the tree, on every day each area lies one level below an area that stands, and the table of
// ancestors says the same as the parents.
TEST_P(Areas, any_run_of_changes_leaves_a_tree_on_every_day) {
  std::mt19937 random(11);
  const auto pick = [&](const auto& items) { return items[random() % items.size()]; };
  const std::vector<AreaId> communities{world.north, world.south};
  auto yards = world.yards;
  for (int step = 0; step < 60; ++step) {
    const auto date = day(2020 + static_cast<int>(random() % 6), 1 + random() % 12, 2);
    switch (random() % 4) {
      case 0: {
        const auto added = world.run([&](Transaction& t) {
          return add_area(t, world.district, {},
                          {.level = Level::Courtyard,
                           .parent = pick(communities),
                           .name = "院" + std::to_string(step),
                           .from = date});
        });
        if (added) yards.push_back(*added);
        break;
      }
      case 1:
        (void)world.change(pick(yards), {.parent = pick(communities), .from = date});
        break;
      case 2:
        (void)world.change(pick(yards), {.name = "名" + std::to_string(step), .from = date});
        break;
      default:
        if (random() % 3 == 0) (void)world.close(pick(yards), date);
    }
  }
  for (int year = 2020; year <= 2026; ++year) {
    const auto as_of = on(day(year, 6, 15));
    std::map<AreaId, Area> standing;
    for (const auto level : {Level::District, Level::Subdistrict, Level::Community, Level::Courtyard}) {
      const auto areas = world.read([&](Snapshot& s) { return areas_of_level(s, world.district, level, as_of); });
      for (const auto& area : areas) ASSERT_TRUE(standing.emplace(area.id, area).second) << "one version a day";
    }
    for (const auto& [id, area] : standing) {
      if (area.level == Level::District) continue;
      const auto parent = standing.find(area.facts.parent);
      ASSERT_NE(parent, standing.end()) << area.facts.name;
      ASSERT_EQ(static_cast<int>(parent->second.level) + 1, static_cast<int>(area.level));
    }
  }
  const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
  EXPECT_TRUE(report.good());
}

}  // namespace
}  // namespace linli::areas
