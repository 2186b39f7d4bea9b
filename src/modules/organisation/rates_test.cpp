#include "modules/organisation/rates.hpp"

#include "modules/organisation/testing/chart_parts.hpp"

namespace linli::organisation {
namespace {

using namespace testing;

// R088: 82 of 100 communities with one person in both posts; those with a vacancy are another denominator.
TEST(TogetherRates, SayHowManyCommunitiesHaveOneShoulder) {
  std::vector<bodies::Body> bodies;
  std::vector<Appointment> held_posts;
  for (std::int64_t i = 0; i < 102; ++i) {
    bodies.push_back(body(2 * i + 1, "党委", "community_committee", 1000 + i));
    bodies.push_back(body(2 * i + 2, "居委会", "residents_committee", 1000 + i));
    held_posts.push_back(held(2 * i + 1, 2 * i + 1, "committee_secretary", "书记" + std::to_string(i)));
    const auto director = (i < 82 ? "书记" : "主任") + std::to_string(i);
    if (i < 100) held_posts.push_back(held(2 * i + 2, 2 * i + 2, "committee_director", director));
  }
  const auto rates = together_rates(model_of("baotou"), bodies, held_posts, kToday);
  ASSERT_EQ(rates.size(), 1u) << "no grid teams here";
  EXPECT_EQ(rates[0].together->code, "one_shoulder");
  EXPECT_EQ(rates[0].places, 102);
  EXPECT_EQ(rates[0].filled, 100);
  EXPECT_EQ(rates[0].one_person, 82);
}

// R095: only stewards who are members are asked to be instructors too.
TEST(TogetherRates, OfMembersCountOnlyMembers) {
  const std::vector<bodies::Body> bodies{body(1, "甲队", "grid_team", 1000), body(2, "乙队", "grid_team", 1001),
                                         body(3, "丙队", "grid_team", 1002)};
  const std::vector<Appointment> held_posts{
      held(1, 1, "grid_steward", "周明", true),  held(2, 1, "grid_instructor", "周明", true),
      held(3, 2, "grid_steward", "吴平", true),  held(4, 2, "grid_instructor", "郑安", true),
      held(5, 3, "grid_steward", "孙强", false), held(6, 3, "grid_instructor", "郑安", true)};
  const auto rates = together_rates(model_of("baotou"), bodies, held_posts, kToday);
  ASSERT_EQ(rates.size(), 1u);
  EXPECT_EQ(rates[0].places, 3);
  EXPECT_EQ(rates[0].filled, 2);
  EXPECT_EQ(rates[0].one_person, 1);
}

TEST(TogetherRates, OfAPlaceWithOneOfTheBodiesIsNotCounted) {
  const std::vector<bodies::Body> bodies{body(1, "党委", "community_committee", 1000),
                                         body(2, "居委会", "residents_committee", 1001)};
  const std::vector<Appointment> held_posts{held(1, 1, "committee_secretary", "周明"),
                                            held(2, 2, "committee_director", "周明")};
  EXPECT_TRUE(together_rates(model_of("baotou"), bodies, held_posts, kToday).empty());
}

}  // namespace
}  // namespace linli::organisation
