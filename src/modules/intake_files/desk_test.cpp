// Imports of the pages, from the upload to the end.

#include "modules/intake_files/desk.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/testing/world.hpp"

namespace linli::intake_files {
namespace {

namespace json = boost::json;
using testing::World;

class Desk : public ::testing::Test {
 protected:
  Desk() : asker_{world_.district, AccountId{77}, false, kChinaOffset} {
    EXPECT_TRUE(
        world_.put(world_.cells(Target::Subdistricts, {{"街道名称", "街道代码"}, {"东关街道", "411099001"}})).done);
    EXPECT_TRUE(
        world_.put(world_.cells(Target::Communities, {{"社区名称", "所属街道"}, {"解放社区", "东关街道"}})).done);
    desk_ = std::make_unique<ImportDesk>(*world_.store, hub_, world_.store.clock,
                                         DeskOptions{.folder = world_.store.folder() / "imports"});
  }

  json::object show(std::int64_t id) { return json::parse(*desk_->show(asker_, id)).as_object(); }
  // Waits until the worker has brought the import to a state.
  json::object reach(std::int64_t id, std::string_view state) {
    for (int i = 0; i < 600; ++i) {
      auto seen = show(id);
      if (seen["state"].as_string() == state) return seen;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ADD_FAILURE() << "never " << state << ": " << *desk_->show(asker_, id);
    return {};
  }
  std::int64_t upload(const std::string& name, const std::string& bytes, Target target = Target::Courtyards) {
    return *desk_->begin(asker_, target, name, bytes);
  }
  MappingRequest mapping() const { return {.mode = Mode::Update, .as_of = world_.today}; }

  World world_;
  http::LiveHub hub_;
  Asker asker_;
  std::unique_ptr<ImportDesk> desk_;
};

constexpr auto kGood = "所属社区,小区名称,户数\n解放社区,甲院,30\n解放社区,乙院,约40\n";
constexpr auto kFaulty = "所属社区,小区名称,户数\n解放社区,甲院,30\n没有的社区,乙院,40\n";

TEST_F(Desk, BringsAnImportFromTheUploadToTheEnd) {
  const auto id = upload("小区.csv", kGood);
  auto seen = reach(id, "mapping");
  auto& sheet = seen["sheets"].as_array().at(0).as_object();
  EXPECT_EQ(sheet["header_rows"].as_array().at(0).to_number<int>(), 1);
  EXPECT_EQ(sheet["columns"].as_array().at(1).as_object()["field"].as_string(), "name");
  EXPECT_EQ(sheet["columns"].as_array().at(1).as_object()["samples"].as_array().at(0).as_string(), "甲院");
  EXPECT_TRUE(seen["summary"].is_null());
  ASSERT_TRUE(desk_->map(asker_, id, mapping()));
  seen = reach(id, "checked");
  EXPECT_EQ(seen["summary"].as_object()["add"].to_number<int>(), 2);
  EXPECT_EQ(seen["faults_total"].to_number<int>(), 1);
  EXPECT_EQ(desk_->faults(asker_, id, 0, 50)->items.size(), 1U);
  EXPECT_TRUE(std::filesystem::exists(*desk_->fault_file(asker_, id)));
  EXPECT_TRUE(world_.areas_now(areas::Level::Courtyard).empty());
  ASSERT_TRUE(desk_->commit(asker_, id, false));
  reach(id, "done");
  EXPECT_EQ(world_.areas_now(areas::Level::Courtyard).size(), 2U);
  EXPECT_EQ(desk_->commit(asker_, id, false).error().code, kWrongState.code);
}

TEST_F(Desk, KeepsBackAFaultyFileUnlessOnlyTheGoodRowsAreWanted) {
  const auto id = upload("小区.csv", kFaulty);
  reach(id, "mapping");
  ASSERT_TRUE(desk_->map(asker_, id, mapping()));
  reach(id, "checked");
  EXPECT_EQ(desk_->commit(asker_, id, false).error().code, kHasFaults.code);
  ASSERT_TRUE(desk_->commit(asker_, id, true));
  auto seen = reach(id, "done");
  EXPECT_EQ(seen["summary"].as_object()["refused"].to_number<int>(), 1);
  EXPECT_EQ(world_.areas_now(areas::Level::Courtyard).size(), 1U);
}

TEST_F(Desk, TakesThePartsOfAShapefileOneAfterAnother) {
  const std::filesystem::path folder = std::filesystem::path(LINLI_TEST_DATA) / "示例区";
  const auto bytes = [&](const char* extension) {
    std::ifstream in(folder / (std::string("社区边界") + extension), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const auto id = upload("社区边界.shp", bytes(".shp"), Target::Boundaries);
  reach(id, "failed");
  for (const auto* extension : {".dbf", ".prj", ".shx"}) {
    ASSERT_TRUE(desk_->add_file(asker_, id, std::string("社区边界") + extension, bytes(extension)));
  }
  EXPECT_EQ(reach(id, "mapping")["sheets"].as_array().size(), 1U);
}

TEST_F(Desk, ShowsAnImportToNobodyElse) {
  const auto id = upload("小区.csv", kGood);
  const Asker stranger{world_.district, AccountId{78}, false, kChinaOffset};
  const Asker elsewhere{DistrictId{5}, AccountId{77}, true, kChinaOffset};
  const Asker whole{world_.district, AccountId{78}, true, kChinaOffset};
  EXPECT_EQ(desk_->show(stranger, id).error().code, kNoImport.code);
  EXPECT_EQ(desk_->show(elsewhere, id).error().code, kNoImport.code);
  EXPECT_EQ(desk_->cancel(stranger, id).error().code, kNoImport.code);
  EXPECT_TRUE(desk_->show(whole, id));
}

TEST_F(Desk, CancelsBeforeTheCommit) {
  const auto id = upload("小区.csv", kGood);
  reach(id, "mapping");
  ASSERT_TRUE(desk_->cancel(asker_, id));
  EXPECT_EQ(show(id)["state"].as_string(), "cancelled");
  EXPECT_EQ(desk_->map(asker_, id, mapping()).error().code, kWrongState.code);
}

TEST_F(Desk, SaysWhatItCouldNotRead) {
  const auto id = upload("a.pdf", "%PDF-1.4");
  EXPECT_EQ(reach(id, "failed")["error"].as_object()["code"].as_string(), kBadKind.code);
  EXPECT_EQ(desk_->begin(asker_, Target::Courtyards, "big.csv", std::string(kMaxFileBytes + 1, 'a')).error().code,
            kTooLarge.code);
}

TEST_F(Desk, KeepsTheResultOverARestart) {
  const auto id = upload("小区.csv", kGood);
  reach(id, "mapping");
  ASSERT_TRUE(desk_->map(asker_, id, mapping()));
  reach(id, "checked");
  ASSERT_TRUE(desk_->commit(asker_, id, false));
  reach(id, "done");
  desk_ = std::make_unique<ImportDesk>(*world_.store, hub_, world_.store.clock,
                                       DeskOptions{.folder = world_.store.folder() / "imports"});
  auto seen = show(id);
  EXPECT_EQ(seen["state"].as_string(), "done");
  EXPECT_EQ(seen["summary"].as_object()["add"].to_number<int>(), 2);
  EXPECT_TRUE(desk_->fault_file(asker_, id));
  // The two of the set-up were the operator's; this one is the caller's.
  EXPECT_EQ(json::parse(desk_->list(asker_, 0, 50)).as_object()["items"].as_array().size(), 1U);
}

}  // namespace
}  // namespace linli::intake_files
