// Districts that work by a model: what their texts publish is what stands there.
#include <gtest/gtest.h>

#include "app/checks.hpp"
#include "app/demo/make.hpp"
#include "app/projections.hpp"
#include "app/schemas.hpp"
#include "storage/testing/test_store.hpp"
#include "storage/verify.hpp"

namespace linli::app::demo {
namespace {

struct ModelWorld {
  explicit ModelWorld(const std::string& name)
      : store({schemas().begin(), schemas().end()}),
        files{.base = rules::shipped_files("base"), .local = rules::shipped_files(name), .from = {}} {
    declare::SourceFaults faults;
    model = rules::load_model(files.base, files.local, faults);
    for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
    settled = make(*store, projections(), store.clock, {.cases = 0, .files = &files, .model = &model});
  }

  std::int64_t count(const std::string& sql) {
    return store->read_now([&](storage::Snapshot& snapshot) {
      auto rows = snapshot.query(sql);
      return rows.next() ? rows.integer(0) : -1;
    });
  }
  std::int64_t bodies(const std::string& kind) {
    return count("SELECT COUNT(*) FROM bodies WHERE valid_to IS NULL AND model_kind = '" + kind + "'");
  }
  std::size_t areas(areas::Level level, Date on) {
    return store->read_now([&](storage::Snapshot& snapshot) {
      return areas::areas_of_level(snapshot, settled.district, level, {.on = on, .known_at = {}}).size();
    });
  }
  [[nodiscard]] Date today() const { return date_of(store.clock.now()); }

  storage::testing::TestStore store;
  rules::NewModel files;
  rules::Model model;
  Settled settled;
};

TEST(ModelDistrict, WeiduHas177OwnersBodiesIn270Grids) {
  ModelWorld world("weidu");
  EXPECT_EQ(world.areas(areas::Level::Community, world.today()), 89U);
  EXPECT_EQ(world.areas(areas::Level::Courtyard, world.today()), 1063U);
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM grids"), 270);
  EXPECT_EQ(world.bodies("grid_branch"), 270);
  EXPECT_EQ(world.bodies("owners_committee"), 177);
  // The committees that every demo has are the model's residents' committees, not others beside them.
  EXPECT_EQ(world.bodies("residents_committee"), 89);
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM models"), 1);
}

TEST(ModelDistrict, ChangshuHasItsHistory) {
  ModelWorld world("changshu");
  using namespace std::chrono_literals;
  EXPECT_EQ(world.areas(areas::Level::Subdistrict, 2001y / 1 / 1), 8U);
  EXPECT_EQ(world.areas(areas::Level::Subdistrict, world.today()), 4U);
  EXPECT_EQ(world.areas(areas::Level::Community, 2002y / 1 / 1), 132U);
  EXPECT_EQ(world.areas(areas::Level::Community, world.today()), 36U);
  EXPECT_EQ(world.bodies("party_masses_office") + world.bodies("area_office"), 4 * 9);
  const auto report = storage::verify(*world.store, schemas(), counter_checks());
  EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
}

TEST(ModelDistrict, XiaoganHas178And425And5329) {
  ModelWorld world("xiaogan");
  EXPECT_EQ(world.bodies("grid_branch"), 178);
  EXPECT_EQ(world.bodies("building_group"), 425);
  EXPECT_EQ(world.bodies("beacon_household"), 5329);
  // Each stands under a group, and the chair goes round.
  EXPECT_EQ(world.count("SELECT COUNT(DISTINCT under_body) FROM body_relations WHERE under_body IN "
                        "(SELECT id FROM bodies WHERE model_kind = 'beacon_household')"),
            5329);
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM chair_rotations"), 44);
}

TEST(ModelDistrict, YuyangHas331GroupsIn399Grids) {
  ModelWorld world("yuyang");
  EXPECT_EQ(world.count("SELECT COUNT(*) FROM grids"), 399);
  EXPECT_EQ(world.bodies("grid_group"), 331);
  EXPECT_EQ(world.bodies("beacon_household"), 662);
}

TEST(ModelDistrict, BaotouHasThreeBodiesInEachCommunity) {
  ModelWorld world("baotou");
  for (const auto* kind : {"community_committee", "service_station", "residents_committee"})
    EXPECT_EQ(world.bodies(kind), 40) << kind;
  EXPECT_EQ(world.bodies("joint_organisation"), 26) << "65 % of the communities";
}

TEST(ModelDistrict, CanglangHas37And17And6) {
  ModelWorld world("canglang");
  EXPECT_EQ(world.bodies("community_committee"), 37);
  EXPECT_EQ(world.bodies("community_general_branch"), 17);
  EXPECT_EQ(world.bodies("community_branch"), 6);
}

}  // namespace
}  // namespace linli::app::demo
