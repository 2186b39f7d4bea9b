#pragma once
// One named world for the tests of grid plans: a district with two communities of courtyards on a lattice, grids in
// force with stewards, cases, and people as callers.

#include <gtest/gtest.h>

#include <boost/json/value.hpp>
#include <memory>
#include <string>

#include "http/testing/client.hpp"
#include "modules/cases/service.hpp"
#include "modules/grid_plans/api.hpp"
#include "modules/grid_plans/http.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::grid_plans::testing {

inline Date day(int year, unsigned month, unsigned number) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{number}};
}
// The clock of a TestStore stands at 2026-03-02.
inline const Date kToday = day(2026, 3, 2);
inline const Date kTomorrow = day(2026, 3, 3);

// North (解放社区): a 120, b 130, c 110 above d 90, e 350, f 60 households, about 100 m apart; grids in force: {a, b}
// of zhou, {c, d} of wu, {e, f} of zheng. South (碧水社区): g 200, h 200, i 500; each a grid by itself, g's of zhou
// too.
class World {
 public:
  explicit World(storage::Engine engine = storage::Engine::Sqlite);
  ~World();

  // A plan of the whole district, prepared and worked out.
  PlanId planned(const PlanWish& wish = {});
  [[nodiscard]] boost::json::value show(PlanId plan);
  [[nodiscard]] int version(PlanId plan);
  // The key of the grid that holds the courtyard.
  [[nodiscard]] std::uint32_t key_of(PlanId plan, AreaId unit);
  // Approved by two persons.
  PlanId approved();
  CaseId report(AreaId courtyard);
  [[nodiscard]] cases::Case stored(CaseId entry);
  // Finds nothing that was changed behind Linli's back, and no case that does not fit its rows.
  void expect_clean();
  [[nodiscard]] http::testing::TestClient client(std::string_view who);

  storage::testing::TestStore store;
  DistrictId district;
  AreaId street;
  AreaId north;
  AreaId south;
  AreaId a, b, c, d, e, f, g, h, i;
  GridId grid_ab, grid_cd, grid_ef, grid_g, grid_h, grid_i;
  accounts::Caller chief;   // district
  accounts::Caller second;  // district
  accounts::Caller clerk;   // subdistrict
  accounts::Caller zhou, wu, zheng;

  http::LiveHub hub;
  catalogue::Catalogue catalogue;
  std::unique_ptr<areas::LiveAtlas> atlas;
  std::unique_ptr<cases::Cases> cases;
  std::unique_ptr<GridPlans> plans;
  std::vector<Date> told;  // reviews that somebody was told of

 private:
  void build_territory(storage::Transaction& transaction);
  void build_grids(storage::Transaction& transaction);
  accounts::Caller person(storage::Transaction& transaction, std::string name, accounts::Role role,
                          std::vector<std::int64_t> scopes);

  http::Router router_;
  std::unique_ptr<http::testing::TestServer> server_;
};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message.en);
  return std::move(*result);
}
inline void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().code);
}
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? std::string() : result.error().code;
}

}  // namespace linli::grid_plans::testing
