#include "modules/bodies/store.hpp"

#include <gtest/gtest.h>

#include <array>

#include "modules/bodies/api.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::bodies {
namespace {

constexpr DistrictId kDistrict{1};
constexpr AreaId kSubdistrict{11};
constexpr AreaId kCommunity{12};
const Date kFirst = *parse_date("2026-01-01");

class Bodies : public testing::TestWithParam<storage::Engine> {
 protected:
  Bodies() : world_({kBodiesSchema}, GetParam()) {}

  Result<BodyId> add(const std::string& name, Kind kind, std::vector<AreaId> areas) {
    return world_->write_now([&](storage::Transaction& transaction) {
      return add_body(transaction, kDistrict, {}, {.name = name, .kind = kind, .areas = areas, .from = kFirst});
    });
  }
  template <class F>
  auto read(F work) {
    return world_->read_now(work);
  }

  storage::testing::TestStore world_;
};

TEST_P(Bodies, AreFoundByNameAndByTheSmallestAreaServed) {
  const auto office = *add("东关街道办事处", Kind::SubdistrictOffice, {kSubdistrict});
  const auto committee = *add("解放社区居委会", Kind::ResidentsCommittee, {kCommunity});
  read([&](storage::Snapshot& snapshot) {
    EXPECT_EQ(find_body(snapshot, kDistrict, " 解放社区居委会　"), committee);
    const std::array<AreaId, 2> places{kCommunity, kSubdistrict};
    EXPECT_EQ(body_serving(snapshot, kDistrict, Kind::ResidentsCommittee, places, kFirst), committee);
    EXPECT_EQ(body_serving(snapshot, kDistrict, Kind::SubdistrictOffice, places, kFirst), office);
    EXPECT_FALSE(body_serving(snapshot, kDistrict, Kind::Company, places, kFirst));
    EXPECT_FALSE(body_serving(snapshot, kDistrict, Kind::SubdistrictOffice, places, *parse_date("2025-12-31")));
    EXPECT_FALSE(find_body(snapshot, DistrictId{2}, "解放社区居委会"));
    return 0;
  });
}

TEST_P(Bodies, ANameIsBorneByOneAtATime) {
  const auto first = *add("热力公司", Kind::Company, {});
  const auto second = add("热力公司", Kind::Company, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().faults.front().field, "name");
  ASSERT_TRUE(world_->write_now([&](storage::Transaction& transaction) {
    return close_body(transaction, kDistrict, {}, first, *parse_date("2026-06-01"));
  }));
  EXPECT_TRUE(add("热力公司", Kind::Company, {}));
}

TEST_P(Bodies, AChangeKeepsTheEarlierVersion) {
  const auto id = *add("区城管局", Kind::Department, {kSubdistrict});
  ASSERT_TRUE(world_->write_now([&](storage::Transaction& transaction) {
    return change_body(transaction, kDistrict, {}, id,
                       {.name = "区城市管理局", .areas = std::vector{kCommunity}, .from = *parse_date("2026-03-01")});
  }));
  read([&](storage::Snapshot& snapshot) {
    std::vector<std::string> names;
    each_body(snapshot, kDistrict, kFirst, [&](const Body& body) { names.push_back(body.name); });
    each_body(snapshot, kDistrict, *parse_date("2026-03-01"), [&](const Body& body) {
      names.push_back(body.name);
      EXPECT_EQ(body.areas, std::vector{kCommunity});
    });
    EXPECT_EQ(names, (std::vector<std::string>{"区城管局", "区城市管理局"}));
    EXPECT_EQ(body_name(snapshot, kDistrict, id), "区城市管理局");
    return 0;
  });
}

TEST_P(Bodies, AnEndedBodyIsNotChanged) {
  const auto id = *add("区城管局", Kind::Department, {});
  const auto end = [&](storage::Transaction& transaction) {
    return close_body(transaction, kDistrict, {}, id, *parse_date("2026-03-01"));
  };
  ASSERT_TRUE(world_->write_now(end));
  const auto again = world_->write_now(end);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "bodies.not_found");
}

TEST_P(Bodies, AreListedByNameAndPagedByKey) {
  for (const auto* name : {"甲公司", "乙公司", "丙局"}) ASSERT_TRUE(add(name, Kind::Company, {}));
  read([&](storage::Snapshot& snapshot) {
    const auto first = store::list(snapshot, kDistrict, {.limit = 2});
    EXPECT_EQ(first.size(), 2u);
    const auto rest = store::list(snapshot, kDistrict, {.after = first.back().name, .limit = 2});
    EXPECT_EQ(rest.size(), 1u);
    EXPECT_EQ(store::list(snapshot, kDistrict, {.text = "公司"}).size(), 2u);
    EXPECT_TRUE(store::list(snapshot, kDistrict, {.text = "' OR 1=1 --"}).empty());
    return 0;
  });
}

TEST_P(Bodies, BearWhatAModelAndItsRulesAsk) {
  const ModelFacts facts{
      .kind = "owners_committee", .seats = 7, .members = 7, .party_members = 4, .founded_on = kFirst};
  const auto id = world_->write_now([&](storage::Transaction& transaction) {
    return add_body(
        transaction, kDistrict, {},
        {.name = "花园小区业委会", .kind = Kind::Other, .areas = {kCommunity}, .model = facts, .from = kFirst});
  });
  ASSERT_TRUE(id);
  auto fewer = facts;
  fewer.party_members = 3;
  ASSERT_TRUE(world_->write_now([&](storage::Transaction& transaction) {
    return change_body(transaction, kDistrict, {}, *id, {.model = fewer, .from = *parse_date("2026-06-01")});
  }));
  read([&](storage::Snapshot& snapshot) {
    EXPECT_EQ(get_body(snapshot, kDistrict, *id)->model, fewer);
    each_body(snapshot, kDistrict, *parse_date("2026-05-31"), [&](const Body& body) { EXPECT_EQ(body.model, facts); });
    return 0;
  });
  const auto refused = world_->write_now([&](storage::Transaction& transaction) {
    return change_body(transaction, kDistrict, {}, *id,
                       {.model = ModelFacts{.kind = "业委会", .seats = -1}, .from = *parse_date("2026-07-01")});
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults[0].field, "model_kind");
  EXPECT_EQ(refused.error().faults[1].field, "seats");
}

INSTANTIATE_TEST_SUITE_P(Stores, Bodies, testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres));

}  // namespace
}  // namespace linli::bodies
