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

TEST(TogetherRates, OfAPlaceWithOneOfTheBodiesIsNotCounted) {
  const std::vector<bodies::Body> bodies{body(1, "党委", "community_committee", 1000),
                                         body(2, "居委会", "residents_committee", 1001)};
  const std::vector<Appointment> held_posts{held(1, 1, "committee_secretary", "周明"),
                                            held(2, 2, "committee_director", "周明")};
  EXPECT_TRUE(together_rates(model_of("baotou"), bodies, held_posts, kToday).empty());
}

}  // namespace
}  // namespace linli::organisation
