// What is exported is taken back without a change.

#include "modules/intake_files/export.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modules/intake_files/names.hpp"
#include "modules/intake_files/testing/world.hpp"

namespace linli::intake_files {
namespace {

using testing::World;

ExportTable table_of(World& world, Target target) {
  return world.store->read_now(
      [&](storage::Snapshot& snapshot) { return export_table(snapshot, world.district, target, world.today); });
}

void expect_no_change(World& world, Target target, const std::filesystem::path& path, std::int64_t rows) {
  const auto done = world.put(world.load(target, path), true);
  ASSERT_TRUE(done.done) << path << done.done.error().message.zh;
  const auto& summary = done.plan.summary;
  EXPECT_EQ(summary.rows, rows) << path;
  EXPECT_EQ(summary.same, rows) << path;
  EXPECT_EQ(summary.add + summary.change + summary.close + summary.refused, 0) << path;
}

TEST(Export, OfTheExampleDistrictIsTakenBackWithoutAChange) {
  World world;
  const std::filesystem::path data = std::filesystem::path(LINLI_TEST_DATA) / "示例区";
  const auto put = [&](Target target, const char* file, Answers answers = {}) {
    EXPECT_TRUE(world.put(world.load(target, data / file, std::move(answers)), true).done);
  };
  put(Target::Subdistricts, "社区名册.csv");
  put(Target::Communities, "社区名册.csv");
  put(Target::Boundaries, "社区边界.shp");
  put(Target::Courtyards, "小区台账.xlsx", {{"swapped", "swap"}});
  put(Target::Boundaries, "小区边界.geojson", {{"datum_gcj02", "gcj02"}});
  put(Target::Grids, "现行网格.xlsx", {{"stewards", "create"}});
  ASSERT_TRUE(world
                  .put(world.cells(Target::Bodies,
                                   {{"单位名称", "服务范围", "联系电话"}, {"东关街道办事处", "东关街道", "12345"}}))
                  .done);

  const auto folder = world.store.folder();
  for (const auto target :
       {Target::Subdistricts, Target::Communities, Target::Courtyards, Target::Grids, Target::Bodies}) {
    const auto table = table_of(world, target);
    ASSERT_FALSE(table.rows.empty()) << to_string(target);
    const auto rows = static_cast<std::int64_t>(table.rows.size());
    for (const auto& [name, format] : {std::pair{"a.xlsx", ExportFormat::Xlsx}, std::pair{"a.csv", ExportFormat::Csv},
                                       std::pair{"b.csv", ExportFormat::CsvGb18030}}) {
      write_table(folder / name, table, target, format);
      expect_no_change(world, target, folder / name, rows);
    }
  }
  const auto outlines = table_of(world, Target::Boundaries);
  write_table(folder / "a.geojson", outlines, Target::Boundaries, ExportFormat::GeoJson);
  expect_no_change(world, Target::Boundaries, folder / "a.geojson", static_cast<std::int64_t>(outlines.rows.size()));
}

// Names with everything that CSV, spreadsheets and offices put into them.
rc::Gen<std::string> name_gen() {
  const auto piece =
      rc::gen::element<std::string>("甲", "院", "（东）", "3", "号", ",", "\"", "'", "=", " ", "A", "·", "𠮷", "-");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(6, piece),
                      [](const std::vector<std::string>& parts) {
                        std::string out = "名";
                        for (const auto& part : parts) out += part;
                        return clean_text(out);
                      });
}

// One district for all cases: each adds a community of its own, and the whole is exported and taken back.
World& shared_world() {
  static World world;
  static const bool ready = world.put(world.cells(Target::Subdistricts, {{"街道名称"}, {"东关街道"}})).done.has_value();
  LINLI_ASSERT(ready);
  return world;
}

RC_GTEST_PROP(Export, OfAnyCourtyardsIsTakenBackWithoutAChange, ()) {
  auto& world = shared_world();
  const auto known = table_of(world, Target::Courtyards).rows.size();
  const auto community = "社区" + std::to_string(known) + "号";
  const auto added = world.put(world.cells(Target::Communities, {{"社区名称", "所属街道"}, {community, "东关街道"}}));
  RC_ASSERT(added.done.has_value());
  std::vector<std::vector<std::string>> rows{{"所属社区", "小区名称", "户数", "小区类型", "地址", "经度", "纬度"}};
  const auto count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    const auto lon = std::to_string(113.0 + *rc::gen::inRange(0, 1'000'000) / 1e7);
    rows.push_back({community, *name_gen() + std::to_string(i), std::to_string(*rc::gen::inRange(0, 20'000)),
                    *name_gen(), *name_gen(), lon, "33.98"});
  }
  const auto put = world.put(world.cells(Target::Courtyards, rows));
  RC_ASSERT(put.done.has_value());
  const auto table = table_of(world, Target::Courtyards);
  RC_ASSERT(table.rows.size() == known + static_cast<std::size_t>(count));
  const auto format = *rc::gen::weightedElement<ExportFormat>(
      {{1, ExportFormat::Xlsx}, {4, ExportFormat::Csv}, {4, ExportFormat::CsvGb18030}});
  const auto path = world.store.folder() / (format == ExportFormat::Xlsx ? "a.xlsx" : "a.csv");
  write_table(path, table, Target::Courtyards, format);
  const auto again = world.put(world.load(Target::Courtyards, path));
  RC_ASSERT(again.done.has_value());
  RC_ASSERT(again.plan.summary.same == static_cast<std::int64_t>(table.rows.size()));
}

}  // namespace
}  // namespace linli::intake_files
