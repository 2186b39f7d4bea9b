#include "modules/intake_files/record.hpp"

#include <gtest/gtest.h>

#include "modules/intake_files/schema.hpp"
#include "storage/testing/test_store.hpp"
#include "storage/verify.hpp"

namespace linli::intake_files {
namespace {

class Records : public ::testing::TestWithParam<storage::Engine> {
 protected:
  Records() : store_({kImportsSchema}, GetParam()) {}

  void record(DistrictId district, std::int64_t id) {
    store_->write_now([&](storage::Transaction& transaction) {
      record_import(transaction, district,
                    {id, Target::Courtyards, Mode::Full, *parse_date("2026-03-01"), true, "小区.xlsx\n二.csv",
                     Summary{.rows = 9,
                             .add = 1,
                             .change = 2,
                             .same = 3,
                             .close = 4,
                             .refused = 5,
                             .unknown_field = 6,
                             .warned = 7,
                             .skipped = 8},
                     transaction.now(), AccountId{77}});
      return true;
    });
  }
  storage::testing::TestStore store_;
};

TEST_P(Records, ComeBackAsTheyWereWritten) {
  record(DistrictId{1}, 10);
  const auto seen =
      store_->read_now([](storage::Snapshot& snapshot) { return past_import(snapshot, DistrictId{1}, 10); });
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->target, Target::Courtyards);
  EXPECT_EQ(seen->mode, Mode::Full);
  EXPECT_EQ(format_date(seen->as_of), "2026-03-01");
  EXPECT_TRUE(seen->only_good);
  EXPECT_EQ(seen->files, "小区.xlsx\n二.csv");
  EXPECT_EQ(seen->summary.close, 4);
  EXPECT_EQ(seen->summary.skipped, 8);
  EXPECT_EQ(seen->by, AccountId{77});
  EXPECT_TRUE(storage::verify(*store_, store_.schemas(), {}, {}).good());
}

TEST_P(Records, AreListedNewestFirstAndByDistrict) {
  for (const auto id : {10, 11, 12}) record(DistrictId{1}, id);
  record(DistrictId{2}, 13);
  store_->read_now([](storage::Snapshot& snapshot) {
    const auto first = past_imports(snapshot, DistrictId{1}, 0, 2);
    EXPECT_EQ(first.size(), 2U);
    EXPECT_EQ(first.front().id, 12);
    const auto rest = past_imports(snapshot, DistrictId{1}, first.back().id, 2);
    EXPECT_EQ(rest.size(), 1U);
    EXPECT_FALSE(past_import(snapshot, DistrictId{2}, 10));
    return true;
  });
}

INSTANTIATE_TEST_SUITE_P(Engines, Records, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         [](const auto& info) {
                           return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
                         });

}  // namespace
}  // namespace linli::intake_files
