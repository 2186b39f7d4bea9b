#pragma once
// One named world for the tests of cases and boards: a district with two communities, three grids (the second without a
// steward), two bodies, the shipped catalogue, and people as callers. The gate lets in whoever names themselves.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <memory>
#include <string>

#include "http/testing/client.hpp"
#include "modules/cases/http.hpp"
#include "modules/cases/service.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::cases::testing {

// Runs a coroutine to its end on this thread.
template <class T>
T run(boost::asio::awaitable<T> work) {
  boost::asio::io_context io;
  auto result = boost::asio::co_spawn(io, std::move(work), boost::asio::use_future);
  io.run();
  return result.get();
}

class World {
 public:
  explicit World(storage::Engine engine = storage::Engine::Sqlite, std::vector<Projection> projections = {},
                 std::vector<storage::Schema> more = {}, std::vector<Listener> listeners = {});

  [[nodiscard]] MatterId matter(std::string_view code);
  // A resident's report in that courtyard.
  [[nodiscard]] NewReport report(std::string_view matter_code, AreaId courtyard, std::string text = "暖气不热");
  Received receive(NewReport report);
  // The case as it stands in the table.
  [[nodiscard]] Case stored(CaseId entry);
  [[nodiscard]] std::vector<Hop> hops(CaseId entry);
  Result<std::string> take(const accounts::Caller& caller, CaseId entry, Command command);
  Result<std::string> take(const Received& received, Command command);
  [[nodiscard]] Pen pen();
  // As a process that ends and starts again on the same data. The routes belong to the first life only.
  void restart();
  [[nodiscard]] http::testing::TestClient client(std::string_view who = {});
  template <class F>
  auto write(F work) {
    return store->write_now(std::move(work));
  }
  template <class F>
  auto read(F work) {
    return store->read_now(std::move(work));
  }

  storage::testing::TestStore store;
  DistrictId district;
  AreaId subdistrict;
  AreaId north;   // community 解放社区
  AreaId south;   // community 春秋社区
  AreaId yard_a;  // in grid_a, which has a steward
  AreaId yard_b;  // in grid_b, which has none
  AreaId yard_c;  // of the other community, in grid_c
  GridId grid_a;
  GridId grid_b;
  GridId grid_c;
  BodyId heating;
  BodyId city_office;
  accounts::Caller worker;     // desk of north
  accounts::Caller colleague;  // desk of north
  accounts::Caller stranger;   // desk of south
  accounts::Caller steward;    // of grid_a
  accounts::Caller fitter;     // works for heating
  accounts::Caller chief;      // district
  accounts::Caller onlooker;   // sees north, and may do nothing

  http::LiveHub hub;
  catalogue::Catalogue catalogue;
  std::unique_ptr<areas::LiveAtlas> atlas;
  std::unique_ptr<Cases> cases;
  http::Router router;

 private:
  void build_territory(storage::Transaction& transaction);
  void build_grids(storage::Transaction& transaction);
  void build_people(storage::Transaction& transaction);
  accounts::Caller person(storage::Transaction& transaction, std::string name, std::vector<accounts::Right> rights,
                          std::vector<std::int64_t> scopes);

  void start();

  std::vector<Projection> projections_;
  std::vector<Listener> listeners_;
  std::unique_ptr<http::testing::TestServer> server_;
};

inline std::string engine_name(const ::testing::TestParamInfo<storage::Engine>& info) {
  return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
}

}  // namespace linli::cases::testing
