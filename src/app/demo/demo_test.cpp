#include <gtest/gtest.h>

#include "app/checks.hpp"
#include "app/demo/make.hpp"
#include "app/projections.hpp"
#include "app/schemas.hpp"
#include "storage/testing/test_store.hpp"
#include "storage/verify.hpp"

namespace linli::app::demo {
namespace {

std::vector<storage::Schema> all_schemas() {
  const auto span = schemas();
  return {span.begin(), span.end()};
}

std::int64_t count(storage::Store& store, const std::string& sql) {
  return store.read_now([&](storage::Snapshot& snapshot) {
    auto rows = snapshot.query(sql);
    return rows.next() ? rows.integer(0) : -1;
  });
}

TEST(Demo, LivesThroughAYearAndVerifies) {
  storage::testing::TestStore world(all_schemas());
  ASSERT_TRUE(is_empty(*world));
  (void)make(*world, projections(), world.clock, {.cases = 400});
  EXPECT_FALSE(is_empty(*world));
  EXPECT_EQ(count(*world, "SELECT COUNT(*) FROM cases"), 400);
  EXPECT_EQ(count(*world, "SELECT COUNT(*) FROM grids"), 319);
  EXPECT_GT(count(*world, "SELECT COUNT(*) FROM cases WHERE rating > 0"), 100);
  EXPECT_GT(count(*world, "SELECT COUNT(*) FROM cases WHERE ended_at IS NULL"), 0);
  const auto report = storage::verify(*world, schemas(), counter_checks());
  EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
}

TEST(Demo, IsTheSameForTheSameSeed) {
  const auto texts = [](std::uint64_t seed) {
    storage::testing::TestStore world(all_schemas());
    (void)make(*world, projections(), world.clock, {.cases = 50, .seed = seed});
    return world->read_now([](storage::Snapshot& snapshot) {
      std::string all;
      auto rows = snapshot.query("SELECT text, received_at, state FROM cases ORDER BY received_at, text");
      while (rows.next()) all += rows.string(0) + rows.string(1) + rows.string(2);
      return all;
    });
  };
  EXPECT_EQ(texts(4), texts(4));
  EXPECT_NE(texts(4), texts(5));
}

}  // namespace
}  // namespace linli::app::demo
