#include "modules/cases/trail.hpp"

#include <gtest/gtest.h>

namespace linli::cases {
namespace {

Hop packed_example() {
  Hop hop;
  hop.seq = 300;
  hop.at = from_ms(1'795'000'000'123);
  hop.step = Step::HandOn;
  hop.from = State::Accepted;
  hop.to_state = State::Dispatched;
  hop.by = storage::ActorKind::Staff;
  hop.account = AccountId{912'324'948'637'253'632};
  hop.to = {LeadKind::Body, 912'324'948'637'253'699};
  hop.reason = "不属于本网格";
  hop.note = std::string("with \0 and \"quotes\"", 19);
  hop.clock_seconds = 86'400;
  return hop;
}

TEST(Trail, GivesBackWhatWasPackedInItsOrder) {
  Hop first;
  first.seq = 1;
  first.at = from_ms(0);
  const auto trail = pack_hop(first) + pack_hop(packed_example());
  EXPECT_EQ(unpack_trail(trail), (std::vector{first, packed_example()}));
}

TEST(Trail, SaysWhenTheTableMustBeAsked) {
  EXPECT_EQ(unpack_trail(""), std::nullopt);
  auto other = pack_hop(packed_example());
  other.front() = 99;
  EXPECT_EQ(unpack_trail(pack_hop(packed_example()) + other), std::nullopt);
}

TEST(Trail, NeverReadsPastABrokenEnd) {
  const auto trail = pack_hop(packed_example());
  for (std::size_t length = 1; length < trail.size(); ++length)
    EXPECT_EQ(unpack_trail(std::string_view(trail).substr(0, length)), std::nullopt) << length;
}

}  // namespace
}  // namespace linli::cases
