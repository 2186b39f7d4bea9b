#pragma once
// One named world for the tests of this module: a district with its people, served by a real server.
// 王安全 gives accounts and roles, 李系统 runs the system, 赵审计 reads the journal, 陈社区 works at a community's
// desk, 周网格 answers for a grid. Everybody's password is kPassword.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "http/testing/client.hpp"
#include "modules/accounts/accounts.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::accounts::testing {

inline constexpr std::string_view kPassword = "柳树-下-第三-把钥匙-A1";
inline constexpr AreaId kCommunity{501};
inline constexpr BodyId kDepartment{601};
inline constexpr GridId kGrid{701};

struct Person {
  AccountId id;
  std::string login;
};

class World {
 public:
  explicit World(storage::Engine engine = storage::Engine::Sqlite, AccountsOptions options = cheap_options());

  // A client that has signed in and sends the CSRF token.
  [[nodiscard]] http::testing::TestClient signed_in(const Person& person);
  [[nodiscard]] http::testing::TestClient stranger() const { return server_->client(); }
  Person add_person(std::string login, std::string name, DistrictId district);
  std::int64_t bind(const Person& person, const NewBinding& binding);
  [[nodiscard]] std::int64_t count(std::string_view sql);
  [[nodiscard]] Date today() const { return date_of(store.clock.now()); }

  // Argon2id as cheap as it goes: the tests are about who may, not about how long it takes.
  [[nodiscard]] static AccountsOptions cheap_options();

  storage::testing::TestStore store;
  std::unique_ptr<Accounts> accounts;
  DistrictId district;
  DistrictId other_district;
  Person security;
  Person system;
  Person audit;
  Person worker;
  Person steward;
  Person outsider;  // of the other district
  bool steward_has_grid = true;
  std::string district_added;  // name of the district that set-up made

 private:
  void add_routes();
  [[nodiscard]] Lookups lookups();

  http::Router router_;
  std::unique_ptr<http::testing::TestServer> server_;
};

// Runs on both engines: `TEST_P(Name, …)` with `World& world`.
class OnBothEngines : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam()};
};
#define LINLI_ON_BOTH_ENGINES(suite)                                                                           \
  INSTANTIATE_TEST_SUITE_P(                                                                                    \
      Engines, suite, ::testing::Values(::linli::storage::Engine::Sqlite, ::linli::storage::Engine::Postgres), \
      [](const auto& tested) { return tested.param == ::linli::storage::Engine::Sqlite ? "Sqlite" : "Postgres"; })

}  // namespace linli::accounts::testing
