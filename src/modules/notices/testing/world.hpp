#pragma once
// One named world for the tests: a district whose people hold real roles, cases whose changes are announced, and the
// service that tells of them. The gate lets in whoever names themselves, with their own rights only.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <memory>
#include <string>
#include <vector>

#include "http/testing/client.hpp"
#include "modules/cases/service.hpp"
#include "modules/notices/api.hpp"
#include "modules/notices/service.hpp"
#include "modules/notices/testing/sinks.hpp"
#include "storage/outbox.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::notices::testing {

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
  ~World();

  // A resident's report in the courtyard that the steward answers for.
  cases::Received report(cases::Contact contact = {}, cases::Channel channel = cases::Channel::Page);
  void take(const accounts::Caller& caller, const cases::Received& received, cases::Command command);
  // Takes the queue to its end.
  void tell();
  // One round of the outbox, as the courier's thread does it.
  int deliver(std::string_view queue, SenderOptions options = quick());
  [[nodiscard]] static SenderOptions quick();
  [[nodiscard]] std::vector<InboxItem> inbox(const accounts::Caller& caller);
  [[nodiscard]] std::vector<storage::OutboxItem> outbox(storage::OutboxList which = storage::OutboxList::Waiting);
  void choose(const accounts::Caller& caller, Person person);
  std::int64_t set(Channel channel);
  std::int64_t set_mail(int port, std::string password = {});
  std::int64_t set_sms(const std::string& url);
  [[nodiscard]] http::testing::TestClient client(std::string_view who = {});
  // As after a kill: everything but the data on disk is gone.
  void restart();

  storage::testing::TestStore store;
  DistrictId district;
  AreaId subdistrict;
  AreaId community;
  AreaId lonely;  // a community without anybody at its desk
  AreaId yard;
  AreaId lonely_yard;
  GridId grid;
  BodyId heating;
  accounts::Caller worker;   // desk of the community
  accounts::Caller office;   // of the subdistrict
  accounts::Caller steward;  // of the grid
  accounts::Caller fitter;   // works for heating
  accounts::Caller admin;    // runs the system

  http::LiveHub hub;
  catalogue::Catalogue catalogue;
  std::unique_ptr<areas::LiveAtlas> atlas;
  std::unique_ptr<Notices> notices;
  std::unique_ptr<cases::Cases> cases;

 private:
  void build(storage::Transaction& transaction);
  accounts::Caller person(storage::Transaction& transaction, std::string name, const accounts::NewBinding& binding,
                          std::vector<accounts::Right> rights);
  void wire();

  http::Router router_;
  std::unique_ptr<http::testing::TestServer> server_;
};

inline std::string engine_name(const ::testing::TestParamInfo<storage::Engine>& info) {
  return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
}
#define LINLI_NOTICES_ON_BOTH(suite)                                                                                \
  INSTANTIATE_TEST_SUITE_P(Engines, suite,                                                                          \
                           ::testing::Values(::linli::storage::Engine::Sqlite, ::linli::storage::Engine::Postgres), \
                           ::linli::notices::testing::engine_name)

}  // namespace linli::notices::testing
