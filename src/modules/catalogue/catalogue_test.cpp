// The shipped catalogue and its changes, on both engines.
#include <gtest/gtest.h>

#include <set>

#include "modules/accounts/api.hpp"
#include "modules/accounts/schema.hpp"
#include "modules/bodies/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/catalogue/errors.hpp"
#include "modules/catalogue/shipped.hpp"
#include "storage/testing/test_store.hpp"
#include "storage/verify.hpp"

namespace linli::catalogue {
namespace {

using storage::Snapshot;
using storage::Transaction;
using namespace std::chrono;

constexpr Date kFrom{year{2026}, January, day{1}};
constexpr Date kLater{year{2026}, March, day{2}};

class CatalogueOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  CatalogueOn() : world({accounts::kAccountsSchema, bodies::kBodiesSchema, kCatalogueSchema}, GetParam()) {
    world
        ->write_now([this](Transaction& t) {
          district = accounts::add_district(t, "示例区", "411099");
          return ship_catalogue(t, district, {}, kFrom);
        })
        .value();
  }
  Matter coded(std::string_view code) {
    return world->read_now([&](Snapshot& s) { return find_matter_by_code(s, district, code); }).value();
  }
  std::optional<MatterId> alias(std::string_view name) {
    return world->read_now([&](Snapshot& s) { return find_alias(s, district, name); });
  }
  storage::testing::TestStore world;
  DistrictId district;
};
INSTANTIATE_TEST_SUITE_P(Engines, CatalogueOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         [](const auto& info) {
                           return info.param == storage::Engine::Sqlite ? "Sqlite" : "Postgres";
                         });

TEST(Shipped, HasTheSevenServiceFiveComponentAndSixEventClasses) {
  std::map<std::string, int> classes;
  std::set<std::string> codes;
  for (const auto& shipped : shipped_matters()) {
    // Beside them stands one entry of its own: complaints and suggestions about the service itself.
    if (shipped.parent_code.empty() && shipped.matter.code != "feedback") ++classes[shipped.matter.kind];
    EXPECT_TRUE(codes.insert(shipped.matter.code).second) << shipped.matter.code << " stands twice";
  }
  EXPECT_EQ(classes, (std::map<std::string, int>{{"component", 5}, {"event", 6}, {"service", 7}}));
}

TEST(Shipped, EveryMatterHasGuideSourceAndLimitsOrSaysWhomToCall) {
  for (const auto& [matter, parent, aliases] : shipped_matters()) {
    EXPECT_FALSE(matter.source.empty()) << matter.code;
    if (parent.empty() && matter.code != "feedback") continue;
    EXPECT_FALSE(matter.guide.zh.empty() || matter.guide.en.empty()) << matter.code;
    if (matter.diverts) {
      EXPECT_FALSE(matter.emergency.zh.empty()) << matter.code;
    } else {
      EXPECT_TRUE(matter.respond && matter.settle) << matter.code;
    }
  }
}

TEST_P(CatalogueOn, KnowsTheClassNamesOfTheOfficesLedger) {
  for (const auto* name : {"市政设施", "安全隐患", "市容环境", "物业管理", "社会保障", "噪音扰民", "供热", "供水供电",
                           "园林绿化", "证明办理", "社会救助", "邻里纠纷"}) {
    const auto matter = alias(name);
    ASSERT_TRUE(matter) << name;
    EXPECT_TRUE(world->read_now([&](Snapshot& s) { return find_matter(s, district, *matter)->leaf; })) << name;
  }
  EXPECT_TRUE(alias("　供热 ")) << "spaces do not matter";
  EXPECT_FALSE(alias("没有这一类"));
}

TEST_P(CatalogueOn, ShipsOnce) {
  const auto again = world->write_now([&](Transaction& t) { return ship_catalogue(t, district, {}, kFrom); });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, kAlreadyShipped.code);
}

TEST_P(CatalogueOn, AChangeIsANewVersionFromItsDay) {
  const auto before = coded("C1-03");
  MatterChange change;
  change.settle = std::optional(Limit{2, LimitUnit::WorkingDays});
  change.from = kLater;
  ASSERT_TRUE(world->write_now([&](Transaction& t) { return change_matter(t, district, {}, before.id, change); }));
  const auto settle_on = [&](Date on) {
    const auto all = world->read_now([&](Snapshot& s) { return list_matters(s, district, on); });
    return std::ranges::find(all, before.id, &Matter::id)->settle->amount;
  };
  EXPECT_EQ(settle_on(Date{sys_days{kLater} - days{1}}), 1) << "the day before, the old limit holds";
  EXPECT_EQ(settle_on(kLater), 2);
  change.from = kFrom;
  const auto earlier =
      world->write_now([&](Transaction& t) { return change_matter(t, district, {}, before.id, change); });
  ASSERT_FALSE(earlier) << "a version cannot begin before the one in force";
  EXPECT_EQ(earlier.error().faults.front().field, "from");
}

TEST_P(CatalogueOn, ACodeIsNeverUsedTwice) {
  NewMatter matter{.code = "C1-03", .name = {"又一个", "Another"}, .kind = "component", .from = kFrom};
  const auto added = world->write_now([&](Transaction& t) { return add_matter(t, district, {}, matter); });
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, kCodeTaken.code);
}

TEST_P(CatalogueOn, FindsItsDepartmentsWhenTheyComeIn) {
  EXPECT_FALSE(coded("C1-03").body);
  const auto linked = world->write_now([&](Transaction& t) -> Result<int> {
    bodies::NewBody body;
    body.name = "热力公司";
    body.kind = bodies::Kind::Company;
    body.from = kFrom;
    if (auto added = bodies::add_body(t, district, {}, body); !added) return fail(added.error());
    return link_departments(t, district, {}, kLater);
  });
  ASSERT_TRUE(linked);
  EXPECT_EQ(*linked, 1);
  EXPECT_TRUE(coded("C1-03").body);
}

TEST_P(CatalogueOn, AnAliasMovesWhenSetAgain) {
  const auto first = coded("E6-01").id;
  const auto second = coded("E3-01").id;
  const auto set = [&](MatterId to) {
    return world->write_now([&](Transaction& t) { return set_alias(t, district, {}, "噪音扰民", to); }).has_value();
  };
  EXPECT_EQ(alias("噪音扰民"), first);
  ASSERT_TRUE(set(second));
  EXPECT_EQ(alias("噪音扰民"), second);
  const auto report = storage::verify(*world, world.schemas(), {}, {});
  EXPECT_TRUE(report.good()) << report.findings.front().message.en;
}

TEST_P(CatalogueOn, TheBookIsFreshAfterForgetting) {
  Catalogue catalogue;
  const auto name = [&] {
    return world->read_now([&](Snapshot& s) { return catalogue.book(s, district)->find(coded("C1-03").id)->name.zh; });
  };
  EXPECT_EQ(name(), "供热不足");
  MatterChange change{.name = Text{"暖气问题", "Heating"}, .from = kFrom};
  ASSERT_TRUE(
      world->write_now([&](Transaction& t) { return change_matter(t, district, {}, coded("C1-03").id, change); }));
  EXPECT_EQ(name(), "供热不足") << "kept for a few seconds";
  catalogue.forget(district);
  EXPECT_EQ(name(), "暖气问题");
}

}  // namespace
}  // namespace linli::catalogue
