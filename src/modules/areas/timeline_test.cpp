#include "modules/areas/timeline.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace linli::areas {
namespace {

using namespace std::chrono_literals;

struct Facts {
  std::string name;
  int households = 0;
  bool operator==(const Facts&) const = default;
};

Date day(int year, unsigned month = 1, unsigned number = 1) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{number}};
}

std::string text(const Timeline<Facts>& timeline) {
  std::string out;
  for (const auto& [facts, from, to] : timeline) {
    out += facts.name + std::to_string(facts.households) + "[" + format_date(from) + "," +
           (to ? format_date(*to) : "") + ") ";
  }
  return out;
}

const Timeline<Facts> kOpen{{{"A", 1}, day(2020), std::nullopt}};
const Timeline<Facts> kGrown{{{"A", 1}, day(2020), day(2022)}, {{"A", 2}, day(2022), std::nullopt}};

TEST(Timeline, a_change_splits_the_version_that_holds_on_its_day) {
  const auto now = change_from(kOpen, day(2021), FieldChange{&Facts::name, std::optional<std::string>("B")});
  EXPECT_EQ(text(now), "A1[2020-01-01,2021-01-01) B1[2021-01-01,) ");
}

TEST(Timeline, a_change_on_the_first_day_leaves_nothing_of_the_old_version) {
  const auto now = change_from(kOpen, day(2020), FieldChange{&Facts::name, std::optional<std::string>("B")});
  EXPECT_EQ(text(now), "B1[2020-01-01,) ");
}

TEST(Timeline, a_backdated_change_of_one_field_keeps_later_changes_of_another) {
  const auto now = change_from(kGrown, day(2021), FieldChange{&Facts::name, std::optional<std::string>("B")});
  EXPECT_EQ(text(now), "A1[2020-01-01,2021-01-01) B1[2021-01-01,2022-01-01) B2[2022-01-01,) ");
}

TEST(Timeline, a_backdated_change_ends_where_the_same_field_was_changed_later) {
  const auto now = change_from(kGrown, day(2021), FieldChange{&Facts::households, std::optional(9)});
  EXPECT_EQ(text(now), "A1[2020-01-01,2021-01-01) A9[2021-01-01,2022-01-01) A2[2022-01-01,) ");
}

TEST(Timeline, the_same_change_twice_changes_nothing) {
  const auto once = change_from(kGrown, day(2021), FieldChange{&Facts::name, std::optional<std::string>("B")});
  const auto twice = change_from(once, day(2021), FieldChange{&Facts::name, std::optional<std::string>("B")});
  EXPECT_EQ(once, twice);
  EXPECT_TRUE(difference(once, twice).added.empty());
  EXPECT_TRUE(difference(once, twice).gone.empty());
}

TEST(Timeline, a_change_to_what_already_holds_changes_nothing) {
  EXPECT_EQ(change_from(kOpen, day(2021), FieldChange{&Facts::name, std::optional<std::string>("A")}), kOpen);
}

TEST(Timeline, closing_cuts_on_the_day_and_drops_what_was_planned_after_it) {
  EXPECT_EQ(text(close_on(kGrown, day(2021))), "A1[2020-01-01,2021-01-01) ");
  EXPECT_EQ(text(close_on(kGrown, day(2022))), "A1[2020-01-01,2022-01-01) ");
  EXPECT_EQ(text(close_on(kGrown, day(2023))), "A1[2020-01-01,2022-01-01) A2[2022-01-01,2023-01-01) ");
}

TEST(Timeline, the_last_day_is_the_one_before_the_end) {
  const auto closed = close_on(kOpen, day(2021));
  EXPECT_TRUE(holds_on(closed.front(), day(2020, 12, 31)));
  EXPECT_FALSE(holds_on(closed.front(), day(2021)));
  EXPECT_TRUE(holds_on(closed.front(), day(2020)));
  EXPECT_FALSE(holds_on(closed.front(), day(2019, 12, 31)));
}

TEST(Timeline, replacing_from_a_day_with_the_same_facts_leaves_one_version) {
  EXPECT_EQ(replace_from(kOpen, Facts{"A", 1}, day(2021)), kOpen);
  EXPECT_EQ(text(replace_from(kOpen, Facts{"C", 3}, day(2021), day(2030))),
            "A1[2020-01-01,2021-01-01) C3[2021-01-01,2030-01-01) ");
}

// Whatever is done to a timeline, its versions follow each other without gap or overlap, and neighbours differ.
TEST(Timeline, any_run_of_changes_leaves_a_gapless_timeline) {
  std::mt19937 random(7);
  for (int run = 0; run < 200; ++run) {
    Timeline<Facts> timeline = kOpen;
    for (int step = 0; step < 12; ++step) {
      const auto from = day(2020 + static_cast<int>(random() % 8), 1 + random() % 12);
      if (random() % 2 == 0) {
        const std::string name(1, static_cast<char>('A' + random() % 3));
        timeline = change_from(timeline, from, FieldChange{&Facts::name, std::optional(name)});
        ASSERT_EQ(version_on(timeline, from)->facts.name, name);
      } else {
        timeline = change_from(timeline, from, FieldChange{&Facts::households, std::optional<int>(random() % 3)});
      }
      ASSERT_EQ(timeline.front().from, day(2020));
      ASSERT_EQ(timeline.back().to, std::nullopt);
      for (std::size_t i = 1; i < timeline.size(); ++i) {
        ASSERT_EQ(timeline[i - 1].to, timeline[i].from) << text(timeline);
        ASSERT_NE(timeline[i - 1].facts, timeline[i].facts) << text(timeline);
      }
    }
  }
}

}  // namespace
}  // namespace linli::areas
