// The update extension: what happened goes out, what others did comes in.
#include <gtest/gtest.h>

#include "modules/open311/testing/world.hpp"

namespace linli::open311 {
namespace {

using cases::State;
using cases::Step;
using testing::World;

class Open311UpdatesOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  World world{GetParam()};

  http::testing::TestResponse update(const std::string& id, const std::string& status, const std::string& number,
                                     const std::string& key = "key-worker") {
    return world.post("servicerequestupdates.json", {{"api_key", key},
                                                     {"service_request_id", id},
                                                     {"status", status},
                                                     {"update_id", number},
                                                     {"updated_datetime", "2026-11-30T12:00:00+08:00"},
                                                     {"description", "对方的说明"}});
  }
  State state_of(const std::string& id) { return world.stored(world.id_of(id)).state; }
  std::vector<std::string> statuses(const std::string& query = "") {
    std::vector<std::string> found;
    for (const auto& one : world.get("servicerequestupdates.json?" + query).json().as_array())
      found.emplace_back(one.at("status").as_string());
    return found;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Open311UpdatesOn,
                         ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

TEST_P(Open311UpdatesOn, TheFeedTellsALifeAndNobodysWords) {
  const auto id = world.posted({{"description", "居民原话"}});
  const auto entry = world.id_of(id);
  ASSERT_TRUE(world.take(world.steward, entry, {.step = Step::Accept}));
  ASSERT_TRUE(world.take(world.steward, entry, {.step = Step::Done, .result = "办理经过"}));
  ASSERT_TRUE(world.take(world.worker, entry, {.step = Step::Verify}));
  EXPECT_EQ(statuses(),
            (std::vector<std::string>{"FOR_TRIAGE", "INTERNAL_REFERRAL", "IN_PROGRESS", "INVESTIGATING", "FIXED"}));
  const auto open = world.get("servicerequestupdates.json").body;
  EXPECT_FALSE(open.contains("居民原话"));
  EXPECT_FALSE(open.contains("办理经过"));
  EXPECT_TRUE(world.get("servicerequestupdates.json?api_key=key-worker").body.contains("办理经过"));
  EXPECT_EQ(world.get("requests/" + id + ".json").text("/0/status"), "closed");
  EXPECT_EQ(statuses("service_request_id=" + id).size(), 5U);
  EXPECT_EQ(statuses("start_date=2100-01-01T00:00:00Z").size(), 0U);
  EXPECT_EQ(statuses("page_size=2&page=3").size(), 1U);
}

TEST_P(Open311UpdatesOn, CasesOfOtherChannelsStandInNoFeed) {
  (void)world.receive(world.report("E1-01", world.yard_a));
  EXPECT_TRUE(statuses().empty());
}

TEST_P(Open311UpdatesOn, AnUpdateIsTakenOnceHoweverOftenItComes) {
  const auto id = world.posted();
  const auto first = update(id, "IN_PROGRESS", "u-1", "key-steward");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(state_of(id), State::Accepted);
  const auto hops = world.stored(world.id_of(id)).hops;
  const auto again = update(id, "IN_PROGRESS", "u-1", "key-steward");
  EXPECT_EQ(again.text("/0/update_id"), first.text("/0/update_id"));
  EXPECT_EQ(world.stored(world.id_of(id)).hops, hops);
}

TEST_P(Open311UpdatesOn, UnitsHandleAndReportersJudgeThroughIt) {
  const auto id = world.posted();
  EXPECT_EQ(update(id, "FIXED", "a", "key-steward").status, 200);
  EXPECT_EQ(state_of(id), State::Done);
  EXPECT_EQ(update(id, "REOPEN", "b").status, 200) << "who reported it speaks for the resident";
  EXPECT_NE(state_of(id), State::Done);
  EXPECT_EQ(world.stored(world.id_of(id)).reopened, 1);
  EXPECT_EQ(update(id, "CANCELLED", "c").status, 200);
  EXPECT_EQ(state_of(id), State::Withdrawn);
}

TEST_P(Open311UpdatesOn, RefusalsNameWhatIsWrong) {
  const auto id = world.posted();
  EXPECT_EQ(update(id, "IN_PROGRESS", "x", "").status, 403);
  EXPECT_EQ(update(id, "IN_PROGRESS", "x", "wrong").status, 403);
  EXPECT_EQ(update("261122-482177305", "OPEN", "x").status, 404);
  EXPECT_EQ(update(id, "BETTER", "x").status, 400);
  EXPECT_EQ(update(id, "OPEN", "").status, 400);
  EXPECT_EQ(update(id, "FIXED", "x", "key-stranger").status, 404) << "not theirs to handle";
  EXPECT_EQ(state_of(id), State::Dispatched);
}

}  // namespace
}  // namespace linli::open311
