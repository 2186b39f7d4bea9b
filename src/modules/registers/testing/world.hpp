#pragma once
// One named world for the tests of declared records: a district with two communities, one grid, one body, people as
// callers, and a model whose text a test may change while the server runs.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "http/testing/client.hpp"
#include "modules/registers/http.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::registers::testing {

class World {
 public:
  explicit World(storage::Engine engine = storage::Engine::Sqlite);

  // The district's model, as TOML of kinds; taken up by the next request.
  void adopt(std::string kinds_toml);
  [[nodiscard]] http::testing::TestClient client(std::string_view who);
  // Adds a record; its id.
  std::string add(std::string_view who, std::string_view kind, std::string_view values);
  // Titles of a list, joined by spaces.
  [[nodiscard]] std::string titles(std::string_view who, std::string_view kind, std::string_view query = "");
  void settle();
  [[nodiscard]] std::int64_t count(std::string_view sql);

  storage::testing::TestStore store;
  DistrictId district;
  AreaId street;
  AreaId north;   // community 解放社区
  AreaId south;   // community 春秋社区
  AreaId yard_a;  // in the north, in grid_a
  AreaId yard_c;  // in the south
  GridId grid_a;
  BodyId heating;             // serves the district
  accounts::Caller worker;    // community worker of the north
  accounts::Caller stranger;  // community worker of the south
  accounts::Caller steward;   // of grid_a
  accounts::Caller fitter;    // works for heating
  accounts::Caller chief;     // district

  std::unique_ptr<areas::LiveAtlas> atlas;
  std::unique_ptr<Registers> registers;
  http::Router router;

 private:
  void build(storage::Transaction& transaction);
  accounts::Caller person(storage::Transaction& transaction, std::string name, accounts::Role role,
                          std::vector<std::int64_t> scopes);

  std::string model_;
  std::int64_t revision_ = 1;
  std::unique_ptr<http::testing::TestServer> server_;
};

// The same tests on both databases.
class OnBoth : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam()};
};
inline std::string engine_name(const ::testing::TestParamInfo<storage::Engine>& info) {
  return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
}

}  // namespace linli::registers::testing
