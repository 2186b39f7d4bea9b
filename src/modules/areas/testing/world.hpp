#pragma once
// The named world of this module's tests: one district, two communities, five courtyards, on either database.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "modules/accounts/api.hpp"
#include "modules/accounts/schema.hpp"
#include "modules/areas/api.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::areas::testing {

inline Date day(int year, unsigned month = 1, unsigned number = 1) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{number}};
}

inline AsOf on(Date date) { return {date, std::nullopt}; }

// The clock of a TestStore stands at 2026-03-02.
inline const Date kToday = day(2026, 3, 2);

struct World {
  explicit World(storage::Engine engine = storage::Engine::Sqlite)
      : store({accounts::kAccountsSchema, kAreasSchema}, engine) {
    store->write_now([&](storage::Transaction& transaction) {
      district = accounts::add_district(transaction, "示例区", "411099");
      add(transaction, Level::District, {}, "示例区", "411099");
      street = add(transaction, Level::Subdistrict, district_area(district), "东关街道", "411099001");
      north = add(transaction, Level::Community, street, "解放社区", "411099001001");
      south = add(transaction, Level::Community, street, "碧水社区", "411099001002");
      for (const auto* name : {"龙阳光世家", "凤福小区", "二中家属院"}) {
        yards.push_back(add(transaction, Level::Courtyard, north, name, "", 100));
      }
      for (const auto* name : {"中央瑞新村", "八龙路207号院"}) {
        yards.push_back(add(transaction, Level::Courtyard, south, name, "", 200));
      }
      return true;
    });
    store.clock.advance(std::chrono::seconds{1});
  }

  AreaId add(storage::Transaction& transaction, Level level, AreaId parent, std::string name, std::string code = "",
             std::optional<std::int64_t> households = std::nullopt, Date from = day(2020)) {
    const auto added = add_area(transaction, district, {},
                                {.level = level,
                                 .parent = parent,
                                 .name = std::move(name),
                                 .code = std::move(code),
                                 .households = households,
                                 .from = from});
    EXPECT_TRUE(added.has_value()) << added.error().faults.front().reason.en;
    return added.value_or(AreaId{});
  }

  // Runs one command in a transaction of its own, a second after the one before.
  template <class F>
  auto run(F command) {
    store.clock.advance(std::chrono::seconds{1});
    return store->write_now(command);
  }
  template <class F>
  auto read(F query) {
    return store->read_now(query);
  }

  Result<GridId> grid(std::string name, AreaId community, std::vector<AreaId> members, Layer layer = Layer::Base,
                      Date from = day(2021)) {
    return run([&](storage::Transaction& transaction) {
      return add_grid(transaction, district, {},
                      {.name = name, .layer = layer, .community = community, .members = members, .from = from});
    });
  }
  Result<void> members(GridId grid, std::vector<AreaId> members, Date from) {
    return run([&](storage::Transaction& transaction) {
      return set_grid_members(transaction, district, {}, grid, members, from);
    });
  }
  Result<void> change(AreaId area, AreaChange change) {
    return run([&](storage::Transaction& transaction) { return change_area(transaction, district, {}, area, change); });
  }
  Result<void> close(AreaId area, Date date, Children children = Children::Refuse) {
    return run(
        [&](storage::Transaction& transaction) { return close_area(transaction, district, {}, area, date, children); });
  }
  std::optional<Area> area(AreaId id, const AsOf& as_of) {
    return read([&](storage::Snapshot& snapshot) { return find_area(snapshot, district, id, as_of); });
  }
  std::vector<AreaId> members_on(GridId grid, Date date) {
    return read([&](storage::Snapshot& snapshot) { return members_of(snapshot, district, grid, on(date)); });
  }

  storage::testing::TestStore store;
  DistrictId district;
  AreaId street;
  AreaId north;
  AreaId south;
  std::vector<AreaId> yards;  // 0–2 in the north, 3–4 in the south
};

// The same tests on both databases.
class OnBoth : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam()};
};

inline std::string engine_name(const ::testing::TestParamInfo<storage::Engine>& info) {
  return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
}

}  // namespace linli::areas::testing
