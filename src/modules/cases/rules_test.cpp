// The flow, step by step: who may take it from where, what it needs, what follows.
#include "modules/cases/rules.hpp"

#include <gtest/gtest.h>

#include "modules/cases/errors.hpp"

namespace linli::cases {
namespace {

using storage::ActorKind;
using namespace std::chrono_literals;

const Instant kStart = from_ms(1'772'413'200'000);  // 2026-03-02 09:00 in China, a Monday
constexpr AccountId kHandler{11};
constexpr AccountId kOther{12};
constexpr Lead kGrid{LeadKind::Grid, 701};
constexpr Lead kBody{LeadKind::Body, 601};

Standing handler() { return {.kind = ActorKind::Staff, .account = kHandler, .handles = true, .at_lead = true}; }
Standing desk() {
  return {.kind = ActorKind::Staff, .account = kOther, .dispatches = true, .handles = true, .verifies = true};
}
Standing resident() { return {.kind = ActorKind::Resident}; }

Case case_in(State state) {
  Case entry;
  entry.id = {1};
  entry.state = state;
  entry.lead = state == State::Received || state == State::Returned ? Lead{} : kGrid;
  entry.received_at = kStart;
  entry.due_at = kStart + 48h;
  entry.scopes = {1, 2, 701};
  if (state >= State::Done && state != State::Withdrawn) {
    entry.handler = entry.done_by = kHandler;
    entry.done_at = kStart + 1h;
  }
  if (state == State::Verified || state == State::Closed) entry.verified_at = kStart + 2h;
  if (has_ended(state)) entry.ended_at = kStart + 3h;
  return entry;
}

Command with(Step step) {
  Command command{.step = step};
  command.to = kBody;
  command.reason = "不在本网格";
  command.result = "已修好";
  command.note = "记一笔";
  command.rating = 5;
  command.solved = true;
  return command;
}

std::string outcome_of(State from, Step step, const Standing& standing) {
  const auto outcome = decide(case_in(from), with(step), standing, kStart + 4h, {});
  if (!outcome) return outcome.error().code;
  return std::to_string(static_cast<int>(outcome->after.state));
}

std::string to(State state) { return std::to_string(static_cast<int>(state)); }

TEST(Flow, TheDeskDispatchesWhatIsOpen) {
  for (const auto from : {State::Received, State::Dispatched, State::Accepted, State::Returned})
    EXPECT_EQ(outcome_of(from, Step::Dispatch, desk()), to(State::Dispatched));
  for (const auto from : {State::Done, State::Verified, State::Closed, State::Withdrawn})
    EXPECT_EQ(outcome_of(from, Step::Dispatch, desk()), kWrongState.code);
}

TEST(Flow, OnlyTheLeadAcceptsReturnsHandsOnAndFinishes) {
  EXPECT_EQ(outcome_of(State::Dispatched, Step::Accept, handler()), to(State::Accepted));
  EXPECT_EQ(outcome_of(State::Accepted, Step::Return, handler()), to(State::Returned));
  EXPECT_EQ(outcome_of(State::Accepted, Step::HandOn, handler()), to(State::Dispatched));
  EXPECT_EQ(outcome_of(State::Accepted, Step::Done, handler()), to(State::Done));
  EXPECT_EQ(outcome_of(State::Dispatched, Step::Done, handler()), to(State::Done));
  for (const auto step : {Step::Accept, Step::Return, Step::HandOn, Step::Done})
    EXPECT_EQ(outcome_of(State::Dispatched, step, desk()), kNotYours.code);
}

TEST(Flow, NobodyVerifiesTheirOwnWork) {
  auto himself = desk();
  himself.account = kHandler;
  EXPECT_EQ(outcome_of(State::Done, Step::Verify, himself), kSamePerson.code);
  EXPECT_EQ(outcome_of(State::Done, Step::Reject, himself), kSamePerson.code);
  EXPECT_EQ(outcome_of(State::Done, Step::Verify, desk()), to(State::Verified));
  EXPECT_EQ(outcome_of(State::Done, Step::Verify, handler()), kNotYours.code);
}

TEST(Flow, ARejectedDoneIsNoDone) {
  const auto outcome = decide(case_in(State::Done), with(Step::Reject), desk(), kStart + 4h, {});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->after.state, State::Accepted);
  EXPECT_FALSE(outcome->after.done_at);
  EXPECT_EQ(outcome->after.handler, kHandler) << "it is still in the same hands";
}

TEST(Flow, EachStepSaysWhatIsMissing) {
  const std::vector<std::pair<Step, std::string>> needs{
      {Step::Dispatch, "to"}, {Step::Return, "reason"}, {Step::Done, "result"}, {Step::Note, "note"}};
  for (const auto& [step, field] : needs) {
    auto standing = desk();
    standing.at_lead = true;
    const auto outcome = decide(case_in(State::Accepted), {.step = step}, standing, kStart, {});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, kBadStep.code);
    EXPECT_EQ(outcome.error().faults.front().field, field);
    EXPECT_FALSE(outcome.error().faults.front().remedy.zh.empty());
  }
}

TEST(Flow, HandingOnToTheSameGridIsRefused) {
  auto command = with(Step::HandOn);
  command.to = kGrid;
  const auto outcome = decide(case_in(State::Accepted), command, handler(), kStart, {});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().faults.front().field, "to");
}

TEST(Flow, ABodyThatTookPartStaysInTheScopes) {
  auto outcome = decide(case_in(State::Accepted), with(Step::HandOn), handler(), kStart + 4h, {});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->after.scopes, (std::vector<std::int64_t>{1, 2, 701, 601}));
  EXPECT_EQ(outcome->hops.front().clock_seconds, 4 * 3600) << "the clock runs on from intake";
  const Standing fitter{.kind = ActorKind::Staff, .account = {13}, .handles = true, .at_lead = true};
  outcome = decide(outcome->after, with(Step::Return), fitter, kStart + 5h, {});
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->after.lead);
  EXPECT_EQ(outcome->after.scopes.size(), 4U);
  EXPECT_EQ(outcome->hops.front().clock_seconds, 5 * 3600) << "a return does not stop it";
}

TEST(Flow, WithoutALeadTheDeskDoesItItself) {
  auto standing = desk();
  standing.at_lead = true;
  EXPECT_EQ(outcome_of(State::Received, Step::Accept, standing), to(State::Accepted));
  EXPECT_EQ(outcome_of(State::Received, Step::Done, standing), to(State::Done));
}

TEST(Flow, NotSolvedReopensAndSaysWhy) {
  auto command = with(Step::Rate);
  command.solved = false;
  command.rating = 1;
  command.note = "还是不热";
  const auto outcome = decide(case_in(State::Closed), command, resident(), kStart + 4h, {});
  ASSERT_TRUE(outcome);
  ASSERT_EQ(outcome->hops.size(), 2U);
  EXPECT_EQ(outcome->hops[1].step, Step::Reopen);
  EXPECT_EQ(outcome->hops[1].reason, "还是不热");
  EXPECT_EQ(outcome->after.state, State::Dispatched);
  EXPECT_EQ(outcome->after.lead, kGrid) << "to those who had it";
  EXPECT_EQ(outcome->after.rating, 1) << "the rating counts although the case is open again";
  EXPECT_EQ(outcome->after.reopened, 1);
  EXPECT_FALSE(outcome->after.ended_at);
}

TEST(Flow, VerifiedAndConfirmedClosesByItselfInEitherOrder) {
  const auto rated_last = decide(case_in(State::Verified), with(Step::Rate), resident(), kStart + 4h, {});
  ASSERT_TRUE(rated_last);
  EXPECT_EQ(rated_last->after.state, State::Closed);
  const auto rated_first = decide(case_in(State::Done), with(Step::Rate), resident(), kStart + 4h, {});
  ASSERT_TRUE(rated_first);
  EXPECT_EQ(rated_first->after.state, State::Done) << "somebody has to look first";
  const auto verified = decide(rated_first->after, with(Step::Verify), desk(), kStart + 5h, {});
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->after.state, State::Closed);
  EXPECT_EQ(verified->hops.back().by, ActorKind::System);
}

TEST(Flow, ClosingByItselfIsData) {
  FlowRules rules;
  rules.close_when_confirmed = false;
  rules.unsolved_reopens = false;
  const auto confirmed = decide(case_in(State::Verified), with(Step::Rate), resident(), kStart + 4h, rules);
  EXPECT_EQ(confirmed->after.state, State::Verified);
  auto unsolved = with(Step::Rate);
  unsolved.solved = false;
  EXPECT_EQ(decide(case_in(State::Done), unsolved, resident(), kStart + 4h, rules)->after.state, State::Done);
}

TEST(Flow, AnOldConfirmationDoesNotCloseNewWork) {
  auto entry = case_in(State::Done);
  entry.solved = true;
  entry.rated_at = *entry.done_at - 1h;
  const auto outcome = decide(entry, with(Step::Verify), desk(), kStart + 4h, {});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->after.state, State::Verified);
}

TEST(Flow, ResidentsReopenForThirtyDays) {
  const auto ended = kStart + 3h;
  auto last_moment = decide(case_in(State::Closed), with(Step::Reopen), resident(), ended + std::chrono::days{30}, {});
  EXPECT_TRUE(last_moment);
  auto too_late =
      decide(case_in(State::Closed), with(Step::Reopen), resident(), ended + std::chrono::days{30} + 1ms, {});
  ASSERT_FALSE(too_late);
  EXPECT_EQ(too_late.error().code, kTooLate.code);
  EXPECT_TRUE(decide(case_in(State::Closed), with(Step::Reopen), desk(), ended + std::chrono::days{300}, {}));
}

TEST(Flow, WithdrawingIsForResidentsBeforeAnAnswer) {
  EXPECT_EQ(outcome_of(State::Accepted, Step::Withdraw, resident()), to(State::Withdrawn));
  EXPECT_EQ(outcome_of(State::Done, Step::Withdraw, resident()), kWrongState.code);
  EXPECT_EQ(outcome_of(State::Accepted, Step::Withdraw, desk()), kNotYours.code);
}

TEST(Flow, OffersAreExactlyWhatIsTaken) {
  for (int state = 1; state <= 8; ++state) {
    for (const auto& standing : {handler(), desk(), resident()}) {
      std::vector<Step> offered;
      for (const auto& offer : offers(case_in(static_cast<State>(state)), standing, kStart + 4h, {}))
        offered.push_back(offer.step);
      for (int step = 2; step <= 13; ++step) {
        const auto taken =
            decide(case_in(static_cast<State>(state)), with(static_cast<Step>(step)), standing, kStart + 4h, {})
                .has_value();
        const bool is_offered = std::ranges::find(offered, static_cast<Step>(step)) != offered.end();
        EXPECT_EQ(taken, is_offered) << "state " << state << " step " << step;
      }
    }
  }
}

TEST(OnTime, TheLastDoneDecidesUpToTheMillisecond) {
  auto entry = case_in(State::Closed);
  entry.done_at = entry.due_at;
  EXPECT_TRUE(was_on_time(entry));
  entry.done_at = *entry.due_at + 1ms;
  EXPECT_FALSE(was_on_time(entry));
  entry.due_at.reset();
  EXPECT_TRUE(was_on_time(entry));
}

TEST(Urgency, TurnsAtTheLimitAndADayBeforeUpToTheFullHour) {
  auto entry = case_in(State::Accepted);
  const auto due = *entry.due_at;  // on the hour
  EXPECT_EQ(urgency_of(entry, due, {}), Urgency::DueSoon);
  EXPECT_EQ(urgency_of(entry, due + 1ms, {}), Urgency::Overdue);
  EXPECT_EQ(urgency_of(entry, due - 25h, {}), Urgency::None);
  EXPECT_EQ(urgency_of(entry, due - 25h + 1ms, {}), Urgency::DueSoon) << "the hour has begun";
  EXPECT_EQ(urgency_of(case_in(State::Closed), due + 9h, {}), Urgency::None);
}

TEST(Routing, GoesToTheBodyTheGridOrTheDesk) {
  catalogue::Matter matter;
  matter.handler = catalogue::Handler::Grid;
  EXPECT_EQ(route(matter, GridId{7}, true), lead_of(GridId{7}));
  EXPECT_FALSE(route(matter, GridId{7}, false)) << "a grid without a steward: the desk";
  EXPECT_FALSE(route(matter, GridId{}, false));
  matter.handler = catalogue::Handler::Body;
  EXPECT_FALSE(route(matter, GridId{7}, true)) << "the body is not known yet: the desk";
  matter.body = BodyId{6};
  EXPECT_EQ(route(matter, GridId{7}, true), lead_of(BodyId{6}));
  matter.handler = catalogue::Handler::Community;
  EXPECT_FALSE(route(matter, GridId{7}, true));
}

}  // namespace
}  // namespace linli::cases
