// How a case is answered, in the fuller flow: outcomes of its own, revisits, what figures leave out.
#include "modules/cases/errors.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/testing/flow_world.hpp"

namespace linli::cases {
namespace {

using testing::FlowOn;
using testing::run;

TEST_P(FlowOn, ARevisitThatFindsItUnsolvedReopensAndClimbs) {
  const auto id = received();
  take(world.steward, id, {.step = Step::Done, .result = "已清"});
  take(world.worker, id, {.step = Step::Revisit, .choice = "phone", .reached = false});
  EXPECT_EQ(world.stored(id).tries, 1) << "a call that reached nobody judges nothing";
  EXPECT_EQ(world.stored(id).state, State::Done);
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Revisit, .choice = "phone"}), kBadStep.code) << "no mark";
  take(world.worker, id, {.step = Step::Revisit, .note = "还堆着", .rating = 2, .solved = false, .choice = "phone"});
  const auto entry = world.stored(id);
  EXPECT_EQ(entry.state, State::Dispatched);
  EXPECT_EQ(entry.reopened, 1);
  EXPECT_EQ(entry.level, 1) << "unsolved: one rung up";
  expect_sound();
}

TEST_P(FlowOn, ThreeCallsThatReachNobodyCloseWhatWasVerified) {
  const auto id = received();
  take(world.steward, id, {.step = Step::Done, .result = "已清"});
  take(world.worker, id, {.step = Step::Verify});
  for (int call = 1; call <= 3; ++call) {
    EXPECT_EQ(world.stored(id).state, State::Verified);
    take(world.worker, id, {.step = Step::Revisit, .choice = "phone", .reached = false});
  }
  EXPECT_EQ(world.stored(id).state, State::Closed);
  EXPECT_EQ(world.stored(id).rating, 0) << "nobody judged";
  expect_sound();
}

TEST_P(FlowOn, WhatIsExcludedNeedsAReviewer) {
  const auto id = received();
  take(world.worker, id, {.step = Step::AskExclusion, .reason = "重复登记", .choice = "duplicate"});
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Approve}), kOwnRequest.code);
  take(world.colleague, id, {.step = Step::Approve});
  EXPECT_TRUE(world.stored(id).excluded);
  ListRequest received_today;
  received_today.filter.kind = ListKind::All;
  received_today.filter.figure = Figure::Received;
  received_today.fingerprint = "test";
  const auto list = boost::json::parse(run(world.cases->desk.list(world.chief, received_today)).value());
  EXPECT_TRUE(list.at("items").as_array().empty()) << "the rows behind a figure are what it counts";
  expect_sound();
}

TEST_P(FlowOn, SixOutcomesAreNoOrdinaryCase) {
  const auto id = received();
  EXPECT_EQ(refused(world.worker, id, {.step = Step::Divert, .result = "请打110", .choice = "nonsense"}),
            kBadStep.code);
  take(world.worker, id, {.step = Step::Divert, .result = "请打110", .choice = "emergency"});
  EXPECT_EQ(world.stored(id).state, State::Closed);
  EXPECT_EQ(world.stored(id).outcome, "emergency");
  EXPECT_EQ(world.stored(id).result, "请打110");
  expect_sound();
}

}  // namespace
}  // namespace linli::cases
