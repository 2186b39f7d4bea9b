#pragma once
// One named world for the tests of residents: a district with two communities, courtyards with buildings, a grid each,
// and people as callers. The gate lets in whoever names themselves.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "http/testing/client.hpp"
#include "modules/people/http.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::people::testing {

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
  explicit World(storage::Engine engine = storage::Engine::Sqlite);

  [[nodiscard]] http::testing::TestClient client(std::string_view who);
  // Registers somebody at that place and door; the id. `more`: further members, `"phone":"…"`.
  std::string add(std::string_view who, AreaId place, std::string_view door, std::string_view name,
                  std::string_view more = "");
  // Names of a list or search, joined by spaces.
  [[nodiscard]] std::string names(std::string_view who, std::string_view query = "");
  [[nodiscard]] std::string found(std::string_view who, std::string_view typed);
  [[nodiscard]] std::string household_of(std::string_view who, const std::string& person);
  [[nodiscard]] std::int64_t count(std::string_view sql);
  // Does the text stand anywhere in the tables of this module or in the journal, as clear text?
  [[nodiscard]] bool stands_in_clear(std::string_view text);
  // Journal, tables and what follows from them are whole.
  void expect_whole();

  storage::testing::TestStore store;
  DistrictId district;
  AreaId street;
  AreaId north;    // community 解放社区
  AreaId south;    // community 春秋社区
  AreaId yard_a;   // in the north, in grid_a
  AreaId yard_b;   // in the north, in grid_b
  AreaId yard_c;   // in the south
  AreaId block_1;  // building in yard_a
  AreaId block_2;  // building in yard_a
  GridId grid_a;
  GridId grid_b;
  accounts::Caller worker;    // community worker of the north
  accounts::Caller stranger;  // community worker of the south
  accounts::Caller steward;   // of grid_a
  accounts::Caller office;    // the subdistrict
  accounts::Caller chief;     // district

  std::unique_ptr<areas::LiveAtlas> atlas;
  std::unique_ptr<People> people;
  http::Router router;

 private:
  void build(storage::Transaction& transaction);
  accounts::Caller person(storage::Transaction& transaction, std::string name, accounts::Role role,
                          std::vector<std::int64_t> scopes);

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

}  // namespace linli::people::testing
