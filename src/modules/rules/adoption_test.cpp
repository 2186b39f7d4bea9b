#include <gtest/gtest.h>

#include "declare/testing/records.hpp"
#include "modules/rules/api.hpp"
#include "modules/rules/testing/sample.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::rules {
namespace {

using namespace std::chrono_literals;

constexpr DistrictId kDistrict{1};

std::string floor_of(int households) {
  return "[[rule]]\ncode = \"floor\"\nname = [\"底线\", \"Floor\"]\napplies_to = \"community\"\nmeasure = "
         "\"households\"\n"
         "at_least = " +
         std::to_string(households) + "\nrows = [\"R052\"]\n";
}

class Adoptions : public ::testing::TestWithParam<storage::Engine> {
 protected:
  Adoptions() : world_({kRulesSchema}, GetParam()) {}

  [[nodiscard]] Date today() const { return date_of(world_.clock.now()); }
  [[nodiscard]] Date in_days(int days) const { return Date{std::chrono::sys_days(today()) + std::chrono::days(days)}; }

  Result<Adoption> adopt(const std::string& rules, Date from) {
    return world_->write_now([&](storage::Transaction& transaction) {
      return adopt_model(transaction, kDistrict, {}, {.base = {}, .local = testing::sample_files(rules), .from = from},
                         kChinaOffset);
    });
  }
  std::string bound_on(Date on) {
    return world_->read_now([&](storage::Snapshot& snapshot) {
      const auto model = shelf_.model(snapshot, kDistrict, on);
      const auto* rule = model->rule("floor", on);
      return rule == nullptr ? std::string("none") : rule->bound_text;
    });
  }
  std::size_t count() {
    return world_->read_now([](storage::Snapshot& snapshot) { return adoptions(snapshot, kDistrict).size(); });
  }

  storage::testing::TestStore world_;
  ModelShelf shelf_;
};

TEST_P(Adoptions, ARuleChangedTodayLeavesLastYearsAnswersAsTheyWere) {
  ASSERT_TRUE(adopt(floor_of(1000), 2024y / 1 / 1));
  const auto last_year = in_days(-365);
  EXPECT_EQ(bound_on(last_year), "1000");
  ASSERT_TRUE(adopt(floor_of(1500), today()));
  EXPECT_EQ(bound_on(last_year), "1000");
  EXPECT_EQ(bound_on(in_days(-1)), "1000");
  EXPECT_EQ(bound_on(today()), "1500");
  world_.reopen();
  EXPECT_EQ(bound_on(last_year), "1000");
}

TEST_P(Adoptions, NothingIsAdoptedFromADayThatHasPassed) {
  ASSERT_TRUE(adopt(floor_of(1000), 2024y / 1 / 1));
  const auto refused = adopt(floor_of(1500), in_days(-1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "rules.backdated");
  EXPECT_EQ(count(), 1U);
  ASSERT_TRUE(adopt(floor_of(2000), in_days(30)));
  EXPECT_EQ(bound_on(in_days(29)), "1000");
  EXPECT_EQ(bound_on(in_days(30)), "2000");
}

TEST_P(Adoptions, AModelWithMistakesIsNotTakenNotEvenInPart) {
  const auto refused = adopt(floor_of(1000) + "[[rule]]\ncode = \"x\"\n", today());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "rules.bad_model");
  EXPECT_EQ(refused.error().faults.front().field, "rules.toml");
  EXPECT_EQ(refused.error().faults.front().row, 8);
  EXPECT_EQ(count(), 0U);
  EXPECT_EQ(bound_on(today()), "none");
}

TEST_P(Adoptions, TheRevisionMovesWhenTheModelDoes) {
  const auto revision = [&](Date on) {
    return world_->read_now([&](storage::Snapshot& snapshot) { return ModelShelf::revision(snapshot, kDistrict, on); });
  };
  EXPECT_EQ(revision(today()), 0);
  ASSERT_TRUE(adopt(floor_of(1000), today()));
  EXPECT_EQ(revision(today()), 1);
  ASSERT_TRUE(adopt(floor_of(1500), in_days(10)));
  EXPECT_EQ(revision(today()), 1);
  EXPECT_EQ(revision(in_days(10)), 2);
}

TEST_P(Adoptions, WithoutOneTheNationalBaseHolds) {
  world_->read_now([&](storage::Snapshot& snapshot) {
    EXPECT_EQ(shelf_.model(snapshot, kDistrict, today())->head.code, "base");
    return 0;
  });
}

INSTANTIATE_TEST_SUITE_P(Stores, Adoptions, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres));

}  // namespace
}  // namespace linli::rules
