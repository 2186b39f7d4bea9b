// Reports of one thing, as residents and the desk see them, on both engines.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/text_tokens.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/link_store.hpp"
#include "modules/cases/testing/world.hpp"
#include "storage/verify.hpp"

namespace linli::cases {
namespace {

using testing::run;

class DuplicatesOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  testing::World world{GetParam()};

  boost::json::value must(Result<std::string> json) {
    if (!json) throw std::runtime_error(json.error().code);
    return boost::json::parse(*json);
  }
  SimilarTo draft(std::string_view matter, std::string text, AreaId yard) {
    return {world.matter(matter), std::move(text), yard, {}, {}, {}};
  }
  boost::json::array shown(const SimilarTo& wanted) {
    return must(run(world.cases->links.similar_for_residents(wanted))).at("items").as_array();
  }
  Received report(std::string text, AreaId yard) { return world.receive(world.report("E1-01", yard, std::move(text))); }
  void expect_sound_links() {
    const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
    world.read([&](storage::Snapshot& s) {
      return check_cases(s, kChinaOffset, [](DistrictId, CaseId, const std::string& what) { ADD_FAILURE() << what; });
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, DuplicatesOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

TEST_P(DuplicatesOn, WhatWasReportedInTheSameCourtyardIsShownWithoutWordsOfOthers) {
  (void)report("3号楼门口垃圾桶满了没人清", world.yard_a);
  (void)report("垃圾没人清", world.yard_b);
  const auto found = shown(draft("E1-01", "垃圾桶满了，没人清理", world.yard_a));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].at("place").as_string(), "龙阳光世家");
  EXPECT_FALSE(found[0].as_object().contains("title"));
  EXPECT_FALSE(found[0].as_object().contains("id"));
  EXPECT_TRUE(shown(draft("E1-01", "垃圾", world.yard_c)).empty());
}

TEST_P(DuplicatesOn, WhoFollowsSeesHowFarItIsAndNothingElse) {
  const auto received = report("王大爷家门口垃圾没人清", world.yard_a);
  const auto found = shown(draft("E1-01", "垃圾没人清", world.yard_a));
  const auto reference = std::string(found.at(0).at("ref").as_string());
  const auto pass = must(run(world.cases->links.subscribe(reference, "10.0.0.1")));
  const Key key{std::string(pass.at("number").as_string()), std::string(pass.at("secret").as_string())};
  const auto seen = must(run(world.cases->follow.show(key)));
  EXPECT_EQ(seen.at("state").as_string(), "dispatched");
  EXPECT_EQ(seen.at("title").as_string(), "");
  EXPECT_TRUE(seen.at("can").as_array().empty());
  EXPECT_FALSE(boost::json::serialize(seen).contains("王大爷"));
  EXPECT_EQ(run(world.cases->follow.take(key, {.step = Step::Withdraw})).error().code, kNotYours.code);
  EXPECT_TRUE(run(world.cases->follow.show({received.entry.number, received.secret})));
  EXPECT_EQ(
      run(world.cases->links.subscribe(to_string(received.entry.id) + "-000000000000000000000000", "x")).error().code,
      kNotFound.code);
  expect_sound_links();
}

TEST_P(DuplicatesOn, MergedCasesNameEachOtherAndEndForTheLists) {
  const auto first = report("垃圾没人清", world.yard_a);
  const auto second = report("垃圾桶满了", world.yard_a);
  ASSERT_TRUE(run(world.cases->links.merge(world.worker, second.entry.id, first.entry.id, 1, "同一处垃圾桶")));
  EXPECT_EQ(world.stored(second.entry.id).state, State::Merged);
  EXPECT_EQ(world.hops(second.entry.id).back().step, Step::Merge);
  EXPECT_EQ(world.hops(first.entry.id).back().step, Step::Merge);
  EXPECT_TRUE(world.hops(first.entry.id).back().note.contains(second.entry.number));
  const auto links = must(run(world.cases->links.of_case(world.worker, first.entry.id)));
  EXPECT_EQ(links.at("merged").at(0).at("number").as_string(), second.entry.number);
  const auto told = must(run(world.cases->follow.show({second.entry.number, second.secret})));
  EXPECT_EQ(told.at("state").as_string(), "merged");
  EXPECT_EQ(told.at("goes_on_in").as_string(), "dispatched");
  expect_sound_links();
}

TEST_P(DuplicatesOn, SplitAgainItStandsWhereItStood) {
  const auto first = report("垃圾没人清", world.yard_a);
  const auto second = report("垃圾桶满了", world.yard_a);
  const auto before = world.stored(second.entry.id);
  ASSERT_TRUE(run(world.cases->links.merge(world.worker, second.entry.id, first.entry.id, 1, "像是同一处")));
  ASSERT_TRUE(run(world.cases->links.split(world.worker, second.entry.id, 2, "看过了，是两处")));
  const auto after = world.stored(second.entry.id);
  EXPECT_EQ(after.state, before.state);
  EXPECT_EQ(after.due_at, before.due_at);
  EXPECT_FALSE(after.ended_at);
  EXPECT_EQ(world.hops(first.entry.id).back().step, Step::Split);
  EXPECT_TRUE(must(run(world.cases->links.of_case(world.worker, first.entry.id))).at("merged").as_array().empty());
  ASSERT_TRUE(run(world.cases->links.merge(world.worker, second.entry.id, first.entry.id, 3, "还是同一处")));
  expect_sound_links();
}

TEST_P(DuplicatesOn, MergingIsForTheDeskThatSeesBothAndOnlyOnce) {
  const auto first = report("垃圾没人清", world.yard_a);
  const auto second = report("垃圾桶满了", world.yard_a);
  const auto elsewhere = report("垃圾", world.yard_c);
  auto& links = world.cases->links;
  EXPECT_EQ(run(links.merge(world.steward, second.entry.id, first.entry.id, 1, "同")).error().code, kNotYours.code);
  EXPECT_EQ(run(links.merge(world.worker, second.entry.id, elsewhere.entry.id, 1, "同")).error().code, kNotFound.code);
  EXPECT_EQ(run(links.merge(world.worker, second.entry.id, second.entry.id, 1, "同")).error().code, kSameCase.code);
  EXPECT_EQ(run(links.merge(world.worker, second.entry.id, first.entry.id, 9, "同")).error().code, kStale.code);
  EXPECT_EQ(run(links.merge(world.worker, second.entry.id, first.entry.id, 1, " ")).error().code, kBadStep.code);
  ASSERT_TRUE(run(links.merge(world.worker, second.entry.id, first.entry.id, 1, "同")));
  EXPECT_EQ(run(links.merge(world.worker, second.entry.id, first.entry.id, 2, "同")).error().code, kWrongState.code);
  EXPECT_EQ(run(links.split(world.worker, first.entry.id, 2, "错")).error().code, kWrongState.code);
}

TEST_P(DuplicatesOn, ServicesOfOthersAreNeverShown) {
  auto wanted = world.report("E1-01", world.yard_a, "申请低保");
  const auto service = world.read([&](storage::Snapshot& snapshot) {
    for (const auto& matter : catalogue::list_matters(snapshot, world.district, date_of(snapshot.now())))
      if (matter.kind == "service" && matter.leaf && matter.open_to_residents && !matter.diverts) return matter.id;
    return MatterId{};
  });
  ASSERT_TRUE(service);
  wanted.matter = service;
  (void)world.receive(wanted);
  EXPECT_TRUE(shown({service, "申请低保", world.yard_a, {}, {}, {}}).empty());
  EXPECT_EQ(
      must(run(world.cases->links.similar_for_staff(world.worker, {service, "申请低保", world.yard_a, {}, {}, {}})))
          .at("items")
          .as_array()
          .size(),
      1U);
}

TEST(LikenessOfReports, IsByDistanceMatterAndText) {
  Case other;
  other.matter = {7};
  other.text = "路口井盖松动，车过哐当响";
  other.lon = 113.85;
  other.lat = 34.02;
  const auto draft = [&](double lon, std::int64_t matter, std::string_view text) {
    return Draft{{matter}, {1}, index_tokens(text), {}, lon, 34.02};
  };
  const auto score = [&](double lon, std::int64_t matter, std::string_view text) {
    const auto found = likeness(draft(lon, matter, text), other, MatterId{1});
    return found ? found->score : 0;
  };
  EXPECT_GT(score(113.8501, 7, "井盖松动"), kAlike);
  EXPECT_GT(score(113.8501, 7, "车过去很响"), kAlike);
  EXPECT_GT(score(113.8501, 8, "井盖松动"), kAlike);
  EXPECT_LT(score(113.8501, 8, "路灯不亮"), kAlike);
  EXPECT_EQ(score(113.8600, 7, "井盖松动"), 0);
  EXPECT_NEAR(metres_between(113.85, 34.02, 113.85, 34.03), 1112, 2);
}

}  // namespace
}  // namespace linli::cases
