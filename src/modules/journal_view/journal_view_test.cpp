#include <set>

#include "modules/accounts/testing/world.hpp"
#include "modules/journal_view/http.hpp"
#include "modules/journal_view/labels.hpp"
#include "modules/journal_view/store.hpp"

namespace linli::journal_view {
namespace {

using accounts::testing::World;

// The world's people are in the journal already; `world.signed_in` adds to it.
class JournalViewTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  JournalViewTest() {
    register_routes(router, *world.store);
    server = std::make_unique<http::testing::TestServer>(router, world.accounts->gate());
  }
  http::testing::TestClient as(const accounts::testing::Person& person) {
    auto signed_in = world.signed_in(person);
    world.store->link_journal();
    auto client = server->client();
    client.set_header("Cookie", "linli_session=" + signed_in.cookie("linli_session"));
    return client;
  }
  static std::size_t size_of(const http::testing::TestResponse& answer) {
    return answer.json().at("items").as_array().size();
  }

  World world{GetParam()};
  http::Router router;
  std::unique_ptr<http::testing::TestServer> server;
};
INSTANTIATE_TEST_SUITE_P(Engines, JournalViewTest,
                         ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres));

TEST_P(JournalViewTest, IsForAuditAdministratorsAlone) {
  EXPECT_EQ(as(world.audit).get("/api/v1/journal").status, 200);
  for (const auto& person : {world.security, world.system, world.worker})
    EXPECT_EQ(as(person).get("/api/v1/journal").status, 403) << person.login;
  EXPECT_EQ(server->client().get("/api/v1/journal/state").status, 401);
}

TEST_P(JournalViewTest, ShowsTheNewestFirstWithNamesAndWords) {
  const auto answer = as(world.audit).get("/api/v1/journal");
  EXPECT_EQ(answer.text("/items/0/kind"), "accounts.signed_in");
  EXPECT_EQ(answer.text("/items/0/kind_label/zh"), "登录");
  EXPECT_EQ(answer.text("/items/0/actor/name"), "赵审计");
  EXPECT_EQ(answer.text("/items/0/subject/label"), "赵审计");
  EXPECT_EQ(answer.text("/items/0/at"), "2026-03-02T09:00:00+08:00");
  EXPECT_EQ(answer.text("/items/0/after/peer"), "127.0.0.1");
  EXPECT_EQ(answer.text("/items/1/actor"), "null") << "set up by the system itself";
}

TEST_P(JournalViewTest, PagesThroughEverythingOnce) {
  auto client = as(world.audit);
  std::set<std::string> seen;
  std::string target = "/api/v1/journal?limit=3";
  for (int page = 0; page < 50; ++page) {
    const auto answer = client.get(target);
    for (const auto& item : answer.json().at("items").as_array())
      EXPECT_TRUE(seen.insert(std::string(item.at("seq").as_string())).second);
    if (answer.text("/next") == "null") break;
    target = "/api/v1/journal?limit=3&cursor=" + answer.text("/next");
  }
  const auto all = world.count("SELECT count(*) FROM journal WHERE district = " + to_string(world.district));
  EXPECT_EQ(static_cast<std::int64_t>(seen.size()), all) << "and nothing of the other district";
}

TEST_P(JournalViewTest, FiltersBySubjectActorAndDay) {
  auto client = as(world.audit);
  const auto worker = to_string(world.worker.id);
  EXPECT_EQ(size_of(client.get("/api/v1/journal?subject_kind=account&subject_id=" + worker)), 2U)
      << "added, role given";
  EXPECT_EQ(size_of(client.get("/api/v1/journal?subject_kind=district")), 1U);
  EXPECT_EQ(size_of(client.get("/api/v1/journal?actor=" + to_string(world.audit.id))), 1U);
  EXPECT_EQ(size_of(client.get("/api/v1/journal?actor=" + worker)), 0U);
  EXPECT_EQ(size_of(client.get("/api/v1/journal?from=2026-03-03")), 0U);
  EXPECT_EQ(size_of(client.get("/api/v1/journal?to=2026-03-01")), 0U);
  EXPECT_GT(size_of(client.get("/api/v1/journal?from=2026-03-02&to=2026-03-02")), 5U) << "the last day is included";
  EXPECT_EQ(client.get("/api/v1/journal?from=yesterday").status, 422);
  EXPECT_EQ(size_of(client.get("/api/v1/journal?subject_kind=%27%20OR%201%3D1%20--")), 0U);
}

TEST_P(JournalViewTest, TellsHowFarTheChainReaches) {
  const auto state = as(world.audit).get("/api/v1/journal/state");
  EXPECT_EQ(state.status, 200);
  EXPECT_EQ(state.text("/last_seq"), state.text("/linked_seq"));
  EXPECT_EQ(state.text("/anchored_seq"), state.text("/linked_seq"));
  EXPECT_EQ(state.text("/anchored_at"), "2026-03-02T09:00:00+08:00");
}

TEST_P(JournalViewTest, LooksAtABoundedPartAtATime) {
  const auto client = world.signed_in(world.audit);
  world.store->link_journal();
  const auto slice = world.store->read_now([this](storage::Snapshot& snapshot) {
    return store::read_slice(snapshot, world.district, {.subject_kind = "district"}, 10, 50, 3);
  });
  EXPECT_TRUE(slice.entries.empty());
  EXPECT_EQ(slice.rest, 7) << "where to go on";
}

TEST(Labels, NameKnownKindsAndHideNone) {
  EXPECT_EQ(label_of("cases.dispatched").zh, "派单");
  EXPECT_EQ(label_of("registers.invented").en, "registers.invented");
}

}  // namespace
}  // namespace linli::journal_view
