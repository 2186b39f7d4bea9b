// What other systems are told, and what their words ask of us.
#include "modules/open311/rules.hpp"

#include <gtest/gtest.h>

namespace linli::open311 {
namespace {

using cases::Case;
using cases::State;
using cases::Step;

Case in_state(State state) {
  Case entry;
  entry.state = state;
  entry.hops = 3;
  entry.scopes = {10, 20};
  return entry;
}

TEST(Open311Rules, OnlyWhatAnotherPersonHasLookedAtIsClosed) {
  for (const auto state : {State::Received, State::Dispatched, State::Accepted, State::Returned, State::Done})
    EXPECT_EQ(status_of(in_state(state)), "open");
  for (const auto state : {State::Verified, State::Closed, State::Withdrawn, State::Merged})
    EXPECT_EQ(status_of(in_state(state)), "closed");
}

TEST(Open311Rules, EveryStateHasAnExtendedStatus) {
  auto paused = in_state(State::Accepted);
  paused.paused_until = Instant{};
  auto fixed = in_state(State::Closed);
  fixed.done_at = Instant{};
  auto unsolved = fixed;
  unsolved.solved = false;
  auto diverted = in_state(State::Closed);
  diverted.outcome = "emergency";
  const std::vector<std::pair<Case, Extended>> table{{in_state(State::Received), Extended::ForTriage},
                                                     {in_state(State::Returned), Extended::ForTriage},
                                                     {in_state(State::Dispatched), Extended::InternalReferral},
                                                     {in_state(State::Accepted), Extended::InProgress},
                                                     {paused, Extended::ActionScheduled},
                                                     {in_state(State::Done), Extended::Investigating},
                                                     {fixed, Extended::Fixed},
                                                     {unsolved, Extended::NoFurtherAction},
                                                     {diverted, Extended::NotCouncilsResponsibility},
                                                     {in_state(State::Closed), Extended::Closed},
                                                     {in_state(State::Withdrawn), Extended::Cancelled},
                                                     {in_state(State::Merged), Extended::Duplicate}};
  for (const auto& [entry, expected] : table) EXPECT_EQ(to_string(extended_of(entry)), to_string(expected));
}

TEST(Open311Rules, AReopeningIsCalledOneAndNamesReadInAnyCase) {
  cases::Hop hop;
  hop.step = Step::Reopen;
  EXPECT_EQ(extended_of(hop, in_state(State::Accepted)), Extended::Reopen);
  EXPECT_EQ(parse_extended("in progress"), Extended::InProgress);
  EXPECT_EQ(parse_extended("IN_PROGRESS"), Extended::InProgress);
  EXPECT_EQ(parse_extended("fixed"), Extended::Fixed);
  EXPECT_FALSE(parse_extended("DONE"));
}

struct WantedCase {
  const char* name;
  Extended status;
  State state;
  bool reported;
  Step step;
  bool as_reporter;
};

TEST(Open311Rules, WordsOfOthersBecomeStepsOrNotes) {
  const std::vector<WantedCase> table{
      {"a unit takes it up", Extended::InProgress, State::Dispatched, false, Step::Accept, false},
      {"a unit at work says so again", Extended::Investigating, State::Accepted, false, Step::Note, false},
      {"a unit has fixed it", Extended::Fixed, State::Accepted, false, Step::Done, false},
      {"a unit hands it back", Extended::NotCouncilsResponsibility, State::Dispatched, false, Step::Return, false},
      {"a unit's word of referral is a note", Extended::InternalReferral, State::Accepted, false, Step::Note, false},
      {"closing what was looked at", Extended::Closed, State::Verified, false, Step::Close, false},
      {"closing what was not", Extended::Closed, State::Accepted, false, Step::Note, false},
      {"taken up again", Extended::Reopen, State::Closed, false, Step::Reopen, false},
      {"the reporter takes it back", Extended::Cancelled, State::Dispatched, true, Step::Withdraw, true},
      {"the reporter is not content", Extended::Reopen, State::Done, true, Step::Reopen, true},
      {"the reporter adds something", Extended::Open, State::Accepted, true, Step::Note, true},
      {"the reporter says it is fixed", Extended::Fixed, State::Accepted, true, Step::Note, true},
      {"who reported may also handle", Extended::InProgress, State::Dispatched, true, Step::Accept, false}};
  for (const auto& row : table) {
    const auto wanted = wanted_of(row.status, "说明", in_state(row.state), row.reported);
    EXPECT_EQ(wanted.command.step, row.step) << row.name;
    EXPECT_EQ(wanted.as_reporter, row.as_reporter) << row.name;
  }
}

catalogue::Matter matter_of(std::string kind) {
  catalogue::Matter matter;
  matter.kind = std::move(kind);
  return matter;
}

TEST(Open311Rules, WhoSeesHowMuch) {
  const auto event = matter_of("event");
  const auto service = matter_of("service");
  accounts::Caller own;
  own.account = AccountId{7};
  accounts::Caller desk;
  desk.account = AccountId{8};
  desk.rights = {accounts::Right::BoardRead};
  desk.scopes = {20};
  auto elsewhere = desk;
  elsewhere.scopes = {99};
  const auto entry = in_state(State::Accepted);
  auto secret = entry;
  secret.confidential = true;
  EXPECT_EQ(sight_of(entry, &event, nullptr, {}), Sight::Status);
  EXPECT_EQ(sight_of(entry, &service, nullptr, {}), Sight::None) << "matters of persons are nobody's business";
  EXPECT_EQ(sight_of(entry, nullptr, nullptr, {}), Sight::None);
  EXPECT_EQ(sight_of(in_state(State::Withdrawn), &event, nullptr, {}), Sight::None);
  EXPECT_EQ(sight_of(entry, &service, &own, AccountId{7}), Sight::Status) << "who sent it may follow it";
  EXPECT_EQ(sight_of(entry, &service, &desk, {}), Sight::Full);
  EXPECT_EQ(sight_of(entry, &service, &elsewhere, {}), Sight::None);
  EXPECT_EQ(sight_of(entry, &event, &elsewhere, {}), Sight::Status);
  EXPECT_EQ(sight_of(secret, &event, &desk, {}), Sight::None) << "confidential: not even to a key with the scope";
  EXPECT_EQ(sight_of(secret, &event, &own, AccountId{7}), Sight::Status);
}

TEST(Open311Rules, RefusalsAnswerWithTheGravestStatus) {
  EXPECT_EQ(status_of(Trouble{{{400, ""}, {404, ""}}, 0}), 404);
  EXPECT_EQ(status_of(Trouble{{{404, ""}, {403, ""}}, 0}), 403);
  EXPECT_EQ(status_of(Trouble{{{429, ""}}, 3}), 429);
  EXPECT_EQ(status_of(Trouble{{{400, ""}, {400, ""}}, 0}), 400);
}

TEST(Open311Rules, PublicPositionsLeadToNoDoor) {
  EXPECT_DOUBLE_EQ(rounded(113.823456), 113.823);
  EXPECT_DOUBLE_EQ(rounded(-0.0004), 0);
}

}  // namespace
}  // namespace linli::open311
